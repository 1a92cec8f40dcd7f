"""Making a page of a template, a language and facts."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from uuid import uuid4

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kiosk.owner import figures
from kiosk.owner.code_picture import qr_svg
from kiosk.owner.words import Words, words_of


@cache
def _environment(language: str) -> Environment:
    """The templates with the words of one language."""
    words = words_of(language)
    made = Environment(
        loader=PackageLoader("kiosk.owner"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["qr"] = lambda text: Markup(qr_svg(text))  # noqa: S704 - made of numbers alone
    for name in ("number", "gigabytes", "ago", "clock", "day", "moment"):
        function: Callable[..., str] = getattr(figures, name)
        made.filters[name] = partial(function, words)
    made.globals.update(words=words, new_id=lambda: str(uuid4()))
    return made


def render(template: str, words: Words, **facts: Any) -> str:
    """The page as HTML; `template` is a file of `templates` without its ending."""
    return _environment(words.language).get_template(f"{template}.html").render(**facts)
