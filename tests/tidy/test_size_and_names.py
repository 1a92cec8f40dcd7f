"""Files and functions stay small, and a file is called after its one concept."""

import ast
from pathlib import Path

from tests.required_parts import REPOSITORY
from tests.tidy.source_tree import FOLDERS, PACKAGES, code_files, functions, python_files, shown, syntax_tree, text_files

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50
# Words that say nothing of what a file holds.
EMPTY_NAMES = frozenset({"manager", "managers", "helper", "helpers", "util", "utils", "common", "misc", "base"})


def names_nothing(path: Path) -> bool:
    """Tell whether the file's name or its folder's ends in a word that names no concept."""
    return any(part.rsplit("_", 1)[-1] in EMPTY_NAMES for part in (path.stem, path.parent.name))


def test_no_code_file_is_longer_than_a_person_reads_at_once() -> None:
    long = [
        f"{shown(path)}: {count} lines" for path in code_files() if (count := len(path.read_text("utf-8").splitlines())) > FILE_LINES_MAX
    ]
    assert long == []


def test_no_function_is_longer_than_one_screen() -> None:
    long = []
    for path in python_files():
        for function in functions(path):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES_MAX:
                long.append(f"{shown(path, function.lineno)} {function.name}: {length} lines")
    assert long == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    assert [shown(path) for path in text_files() if names_nothing(path)] == []


def test_every_module_says_in_its_first_line_what_it_holds() -> None:
    silent = []
    for path in python_files():
        tree = syntax_tree(path)
        if tree.body and not ast.get_docstring(tree):
            silent.append(shown(path))
    assert silent == []


def test_every_folder_with_python_files_is_a_package() -> None:
    folders = {
        path.parent
        for path in python_files()
        if path.is_relative_to(REPOSITORY / "tests") or path.relative_to(REPOSITORY).parts[0] in PACKAGES
    }
    assert sorted(shown(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_every_top_level_folder_with_code_is_known_to_the_tidy_tests() -> None:
    unknown = [
        shown(folder)
        for folder in REPOSITORY.iterdir()
        if folder.is_dir()
        and not folder.name.startswith(".")
        and folder.name not in {*FOLDERS, "build", "dist", "out"}
        and any(folder.rglob("*.py"))
    ]
    assert unknown == []
