"""The repository's own files, as the tidy tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.required_parts import REPOSITORY

PACKAGES = ("ledger", "devices", "cloudsync", "kiosk", "pmpd")
FOLDERS = (*PACKAGES, "tests", "tools", "docs", "systemd", "image", ".ci")
# Read as text. Everything else in the folders (pictures, recorded bytes) has no lines.
TEXT_SUFFIXES = frozenset(
    {"", ".py", ".pyi", ".js", ".mjs", ".css", ".html", ".svg", ".c", ".h", ".sh", ".md", ".toml", ".txt", ".json", ".service"}
)
CODE_SUFFIXES = frozenset({".py", ".js", ".mjs", ".css", ".html", ".c", ".h", ".sh", ".sql"})


@cache
def text_files() -> tuple[Path, ...]:
    """Return every text file of the project: the top level's and those of the known folders, sorted."""
    candidates = [path for path in REPOSITORY.iterdir() if path.is_file()]
    for folder in FOLDERS:
        candidates.extend(path for path in (REPOSITORY / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return tuple(sorted(path for path in candidates if path.suffix in TEXT_SUFFIXES))


def code_files() -> tuple[Path, ...]:
    """Return the text files that hold code of ours, in any language; what others wrote stays as they wrote it."""
    return tuple(
        path for path in text_files() if path.parent.name != "vendor" and (path.suffix in CODE_SUFFIXES or path.parent.name == "tools")
    )


def python_files() -> tuple[Path, ...]:
    """Return the Python files of the packages, the tests and the tools."""
    return tuple(path for path in text_files() if path.suffix == ".py")


@cache
def syntax_tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a Python file, inner ones included."""
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path, line: int | None = None) -> str:
    """Return the path as a person finds it: relative to the repository, with the line when there is one."""
    name = path.relative_to(REPOSITORY).as_posix()
    return name if line is None else f"{name}:{line}"
