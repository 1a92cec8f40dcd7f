"""Lists that grow: whoever walks their pages gets every row once, while others add rows."""

from collections.abc import Callable, Iterator

import pytest

from tests.pmpd.busy_shop import (
    add_alert,
    add_bin,
    add_count,
    add_item,
    add_packed,
    add_picked,
    add_purchase_order,
    add_put_back,
    add_replenishment,
    close_batch,
    print_label,
    release_wave,
    sell,
)
from tests.pmpd.request_bodies import DOCUMENT
from tests.pmpd.served_box import Json, ServedBox, served_box

MOST = 3
FIRST = 7

# Lists that show a whole small shop, or a page of fixed size, or what is most urgent, which makes room for the rest when it is done.
WHOLE = {
    "/at-risk", "/bindings", "/boxes", "/channels", "/check", "/devices", "/doctor", "/layouts", "/lights", "/merge-suggestions",
    "/operators", "/orders/{number}/substitutes", "/paired-devices", "/pairings", "/api-tokens", "/pick-sessions", "/queues", "/rules",
    "/scanners", "/set-aside", "/stations", "/to-put-away", "/unmapped", "/warehouses",
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("paging")) as box:
        yield box


LISTS: dict[str, tuple[str, str, Callable[[ServedBox, int], object]]] = {
    "/items": ("items", "sku", add_item),
    "/orders": ("orders", "order", sell),
    "/bins": ("bins", "code", add_bin),
    "/purchase-orders": ("purchase_orders", "number", add_purchase_order),
    "/alerts": ("alerts", "alert", add_alert),
    "/counts": ("counts", "task", add_count),
    "/waves": ("waves", "wave", release_wave),
    "/to-pack": ("orders", "order", add_picked),
    "/to-ship": ("orders", "order", add_packed),
    "/batches": ("batches", "batch", close_batch),
    "/replenishments": ("replenishments", "task", add_replenishment),
    "/put-backs": ("put_backs", "task", add_put_back),
    "/print-jobs": ("print_jobs", "print_job", print_label),
}


def walk(served: ServedBox, path: str, between: Callable[[], object]) -> list[Json]:
    """Every row, page by page; something happens between two pages."""
    name = LISTS[path][0]
    cursor = next(one["name"] for one in DOCUMENT["paths"][f"/api/v1{path}"]["get"]["parameters"] if one["name"] in ("before", "after"))
    page = served.get(path, most=MOST)
    rows: list[Json] = list(page[name])
    while page["next"]:
        between()
        page = served.get(path, most=MOST, **{cursor: page["next"]})
        assert len(page[name]) <= MOST
        rows += page[name]
    return rows


@pytest.mark.parametrize("path", LISTS)
def test_the_pages_of_a_list_give_each_row_once_while_rows_are_added(path: str, served: ServedBox) -> None:
    name, key, add = LISTS[path]
    for number in range(FIRST):
        add(served, number)
    there = [row[key] for row in served.get(path, most=200)[name]]
    numbers = iter(range(FIRST, FIRST + 3))

    def add_a_few() -> None:
        number = next(numbers, None)
        if number is not None:
            add(served, number)

    walked = [row[key] for row in walk(served, path, add_a_few)]
    assert len(there) >= FIRST
    assert len(set(walked)) == len(walked)
    assert [row for row in walked if row in there] == there


def fields_of(path: str) -> Json:
    """The fields of what a GET answers; none where it answers no single object."""
    content = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    fields: Json = DOCUMENT["components"]["schemas"].get(name, {}).get("properties", {})
    return fields


def test_every_list_has_pages_or_a_reason_why_not() -> None:
    asked = {path.removeprefix("/api/v1"): fields_of(path) for path, methods in DOCUMENT["paths"].items() if "get" in methods}
    lists = {path for path, fields in asked.items() if len(fields) <= 3 and "array" in [field.get("type") for field in fields.values()]}
    assert {path for path in lists if "next" not in asked[path]} == WHOLE
    assert {path for path in LISTS if "next" not in asked[path]} == set()


@pytest.mark.parametrize("query", [{"most": 0}, {"most": 100_000}, {"before": "soon"}])
def test_a_page_that_cannot_be_asked_for_is_refused_in_words(query: Json, served: ServedBox) -> None:
    response = served.client.get("/waves", params=query)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_input")
    assert next(iter(query)) in response.json()["error"]["message"]


def test_a_list_goes_on_after_nothing_that_is_not_there(served: ServedBox) -> None:
    for path in ("/bins", "/purchase-orders"):
        assert served.client.get(path, params={"after": "NOWHERE"}).status_code == 404
