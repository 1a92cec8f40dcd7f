"""The comparison of promised and real output is neither too lenient nor too strict."""

from pathlib import Path
from typing import Any

import pytest

from tests.docs.expectation import misfit, text_fits
from tests.docs.page import Command, Exchange, FileBlock, Place, steps

PAGE = """# A page

```csv items.csv
sku,description
LAMP,A lamp
```

```console
$ pmpd bins
no bins
$ pmpd add-item --sku LAMP \\
    --description "A lamp"
$ pmpd item LAMP > item.txt
```

```http
POST /api/v1/items
{"sku": "LAMP"}

200
{"sku": "LAMP"}
```

```
pmpd demo
```
"""


@pytest.mark.parametrize(
    ("expected", "got"),
    [("a\nb", "a\nb\n"), ("a … c", "a b c"), ("a\n…\nd", "a\nb\nc\nd"), ("…", ""), ("…", "a\nb"), ("", ""), ("a\n…", "a")],
)
def test_an_output_fits_where_only_what_may_differ_differs(expected: str, got: str) -> None:
    assert text_fits(expected, got)


@pytest.mark.parametrize(("expected", "got"), [("a", "a\nb"), ("a … c", "a b"), ("a\n…\nd", "a\nd\ne"), ("", "a"), ("a.c", "abc")])
def test_an_output_that_differs_does_not_fit(expected: str, got: str) -> None:
    assert not text_fits(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [({"a": 1}, {"a": 1, "b": 2}), ({"a": "…"}, {"a": [1]}), ([1, "…"], [1, 2, 3]), ({"a": "b … d"}, {"a": "b c d"}), ([], [])],
)
def test_an_answer_fits_that_has_what_is_named(expected: Any, got: Any) -> None:
    assert misfit(expected, got) == ""


@pytest.mark.parametrize(
    ("expected", "got", "named"),
    [
        ({"a": 1}, {"b": 1}, "the answer.a is missing"),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "the answer.a.b is 2"),
        ([1], [1, 2], "2 entries"),
        ([1, 2], [1], "1 entries"),
        ({"a": True}, {"a": 1}, "the answer.a is 1"),
        ({"a": [{"b": 1}]}, {"a": [{"b": 3}]}, "the answer.a[0].b is 3"),
    ],
)
def test_an_answer_that_differs_is_named_by_its_place(expected: Any, got: Any, named: str) -> None:
    assert named in misfit(expected, got)


def test_a_page_is_read_block_by_block_with_the_line_of_each(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    assert steps(page) == [
        FileBlock(Place(page, 4), "items.csv", "sku,description\nLAMP,A lamp\n"),
        Command(Place(page, 9), "pmpd bins", "no bins"),
        Command(Place(page, 11), 'pmpd add-item --sku LAMP      --description "A lamp"', ""),
        Command(Place(page, 13), "pmpd item LAMP", "", "item.txt"),
        Exchange(Place(page, 17), "POST", "/api/v1/items", {"sku": "LAMP"}, 200, {"sku": "LAMP"}),
    ]


@pytest.mark.parametrize(
    "block", ["```console\npmpd bins\n```\n", "```http\nGET /bins\n\n200\n```\n", "```http\nGET /api/v1/bins\n\n200\n{\n```\n"]
)
def test_a_block_that_is_not_of_its_shape_is_named_with_its_page(block: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(block, encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md:2"):
        steps(page)
