"""Which module of the product loads which, read from the source without running it."""

import ast
import tomllib
from functools import cache
from pathlib import Path

from tests.required_parts import REPOSITORY
from tests.tidy.source_tree import PACKAGES, python_files, syntax_tree


def module_name(path: Path) -> str:
    """Return the dotted name a product file is imported by."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Return every module of the five packages by its dotted name."""
    return {module_name(path): path for path in python_files() if path.relative_to(REPOSITORY).parts[0] in PACKAGES}


def imported_names(path: Path) -> set[str]:
    """Return the dotted names a file may load: its imports, and text that equals a module's dotted name, as a registry holds it."""
    names: set[str] = set()
    package = module_name(path).split(".") if path.stem == "__init__" else module_name(path).split(".")[:-1]
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            names.add(source)
            names.update(f"{source}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value and node.value in modules():
            names.add(node.value)
    return names


def entry_points() -> set[str]:
    """Return the modules that a person or the system starts: the console scripts of pyproject.toml and every `__main__`."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    scripts = {target.split(":")[0] for target in project["scripts"].values()}
    return scripts | {name for name in modules() if name.endswith(".__main__")}


def reachable(starts: set[str]) -> set[str]:
    """Return every module that runs when the starts run; importing `a.b` runs the package `a` too."""
    found: set[str] = set()
    waiting = set(starts)
    while waiting:
        name = waiting.pop()
        if name in found or name not in modules():
            continue
        found.add(name)
        parents = {name.rsplit(".", depth)[0] for depth in range(1, name.count(".") + 1)}
        waiting |= parents | imported_names(modules()[name])
    return found
