"""Verbs made from the declarations of the API: `pmpd hold SO-100017 --reason …` is `POST /orders/SO-100017/hold`."""

import argparse
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from ledger.canonical import canonical
from ledger.transaction import Answer
from pmpd.api.call import BoxRoute, CommandRoute, Route, Said, page_after, path_names, said_type
from pmpd.api.routes import ROUTES
from pmpd.books import open_books, running_box
from pmpd.command_line.answer_text import answer_text
from pmpd.command_line.listing_orders import order_lines
from pmpd.command_line.options import add_options, flag, said_fields
from pmpd.command_line.route_examples import route_example
from pmpd.command_line.telling_story import page_lines, story_lines
from pmpd.command_line.telling_why import reason_lines
from pmpd.command_line.verb import enter, takes_json

_OWN_WORDS: dict[str, Callable[[Answer], list[str]]] = {
    "explain": reason_lines,
    "orders": order_lines,
    "order": story_lines,
    **dict.fromkeys(("item-story", "bin-story", "unit-story", "operator-story"), page_lines),
}
_POSITIONAL = {
    "number": "an order's number: ours, the channel's, or a tracking number",
    "sku": "the item's SKU",
}
_CURSORS = ("before", "after")


def spoken_routes() -> list[Route]:
    """The routes that are verbs too."""
    return [route for route in ROUTES if route.verb]


def area_of(route: Route) -> str:
    """What a route is about: the first words of the file it is declared in."""
    handler = route.command if isinstance(route, CommandRoute) else route.run if isinstance(route, BoxRoute) else route.ask
    words = (sys.modules[handler.__module__].__doc__ or "").partition("\n")[0]
    return words.partition(":")[0].rstrip(".")


def add_to(verbs: Any, common: argparse.ArgumentParser) -> dict[str, list[tuple[str, str]]]:
    """Enter every verb; answers their names and summaries by area."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for route in spoken_routes():
        areas.setdefault(area_of(route), []).append((route.verb, route.summary))
        parser = enter(verbs, common, route.verb, run, route.summary, route_example(route))
        parser.set_defaults(route=route, parser=parser)
        for name in path_names(route.path):
            words = _POSITIONAL.get(name, f"which {name.replace('_', ' ')}")
            parser.add_argument(f"path_{name}", metavar=name.replace("_", "-").upper(), help=words)
        add_options(parser, said_type(route))
        if isinstance(route, CommandRoute):
            parser.add_argument("--id", type=_uuid, metavar="UUID", help="the same id again gets the same answer and changes nothing")
        takes_json(parser)
    return areas


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no UUID") from None


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when the answer is an alarm."""
    route: Route = said.route
    path = {name: getattr(said, f"path_{name}") for name in path_names(route.path)}
    what = Said(path, said_fields(said.parser, said, said_type(route)))
    answer = _answer(route, what, said)
    own_words = _OWN_WORDS.get(route.verb)
    if said.json:
        print(canonical(answer))
    else:
        print("\n".join(own_words(answer)) if own_words else answer_text(answer, _more(route)))
    while not said.json and "csv" in answer and answer.get("next"):
        what = page_after(what, answer["next"])
        answer = _answer(route, what, said)
        print(answer_text(answer))
    return 1 if answer.get("alarm") else 0


def _answer(route: Route, what: Said, said: argparse.Namespace) -> Answer:
    if isinstance(route, CommandRoute):
        # A command about something that is there begins no ledger: the directory was mistyped.
        with open_books(said.data, writing=True, beginning=not what.path) as books:
            return books.carry_out(route, what, said.id)
    if isinstance(route, BoxRoute):
        with running_box(said.data) as box:
            return box.carry_out(route, what) if route.method == "POST" else box.ask(route, what)
    with open_books(said.data) as books:
        return books.ask(route, what)


def _more(route: Route) -> str:
    """The option that asks for the next page; empty where a route has no pages."""
    return next((flag(name) for name in _CURSORS if name in said_type(route).model_fields), "")
