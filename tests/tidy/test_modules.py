"""Every module of the product is used, and the ledger rests on the standard library alone."""

import sys

from tests.tidy.import_graph import entry_points, imported_names, modules, reachable
from tests.tidy.source_tree import shown


def test_every_module_is_reached_from_an_entry_point_of_the_product() -> None:
    assert sorted(set(modules()) - reachable(entry_points())) == []


def test_every_entry_point_of_the_product_exists() -> None:
    assert sorted(entry_points() - set(modules())) == []


def test_the_ledger_imports_the_standard_library_and_itself_only() -> None:
    allowed = {"ledger", *sys.stdlib_module_names}
    foreign = [
        f"{shown(path)}: {imported}"
        for name, path in modules().items()
        if name.split(".")[0] == "ledger"
        for imported in sorted(imported_names(path))
        if imported.split(".")[0] not in allowed
    ]
    assert foreign == []
