"""The tests themselves: each is a sentence, each can fail, none replaces our own code, none is left out in silence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.required_parts import REPOSITORY
from tests.tidy.source_tree import functions, python_files, shown, syntax_tree

SENTENCE_WORDS_MIN = 4
# Calls that fail a test by themselves; `expect` is Playwright's assertion.
FAILING_CALLS = frozenset({"raises", "fail", "expect", "warns", "run_state_machine_as_test"})
REPLACING_CALLS = frozenset({"setattr", "setitem", "delattr"})
SKIPPING_NAMES = frozenset({"skip", "skipif", "importorskip"})
# The one file that may skip: it fails instead where CI=true.
MAY_SKIP = REPOSITORY / "tests" / "required_parts.py"


def python_files_of_tests() -> list[Path]:
    """Return the Python files under tests/."""
    return [path for path in python_files() if path.is_relative_to(REPOSITORY / "tests")]


def cases() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every test function with its file."""
    for path in python_files_of_tests():
        for function in functions(path):
            if function.name.startswith("test_"):
                yield path, function


def called_names(node: ast.AST) -> set[str]:
    """Return the last part of the name of everything called inside the node."""
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            names.add(call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else "")
    return names


def can_fail(node: ast.AST, failing_here: set[str]) -> bool:
    """Tell whether the node asserts, or calls something that does (a function of its file, or one named `assert_…` or `expect_…`)."""
    if any(isinstance(inner, ast.Assert) for inner in ast.walk(node)):
        return True
    return any(name in FAILING_CALLS | failing_here or name.startswith(("assert_", "expect_")) for name in called_names(node))


def test_every_test_name_is_a_sentence() -> None:
    short = [shown(path, case.lineno) for path, case in cases() if len(case.name.removeprefix("test_").split("_")) < SENTENCE_WORDS_MIN]
    assert short == []


def test_every_test_holds_an_assertion_that_can_fail() -> None:
    toothless = []
    for path, case in cases():
        failing_here = {function.name for function in functions(path) if function is not case and can_fail(function, set())}
        if not can_fail(case, failing_here):
            toothless.append(f"{shown(path, case.lineno)} {case.name}")
    assert toothless == []


def test_no_two_tests_of_a_file_share_a_name() -> None:
    seen: set[tuple[Path, str]] = set()
    doubled = []
    for path in python_files_of_tests():
        for node in syntax_tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if (path, node.name) in seen:
                    doubled.append(f"{shown(path, node.lineno)} {node.name}")
                seen.add((path, node.name))
    assert doubled == []


def test_no_test_replaces_a_part_of_the_product_by_a_mock() -> None:
    replacing = []
    for path in python_files_of_tests():
        for node in ast.walk(syntax_tree(path)):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if any(name.split(".")[-1] in {"mock", "Mock", "MagicMock", "AsyncMock", "patch"} for name in imported):
                replacing.append(shown(path, getattr(node, "lineno", None)))
            if (
                isinstance(node, ast.Attribute)
                and node.attr in REPLACING_CALLS
                and isinstance(node.value, ast.Name)
                and node.value.id == "monkeypatch"
            ):
                replacing.append(shown(path, node.lineno))
    assert replacing == []


def test_no_test_skips_except_for_a_part_missing_from_the_machine() -> None:
    skipping = [
        shown(path, node.lineno)
        for path in python_files_of_tests()
        if path != MAY_SKIP
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in SKIPPING_NAMES
        and ast.unparse(node.value) in {"pytest", "pytest.mark", "unittest"}
    ]
    assert skipping == []
