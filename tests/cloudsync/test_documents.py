"""Files of documents, as shops and marketplaces leave them, are read to the last readable document."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudsync.broken_document import BrokenDocument
from cloudsync.documents import LARGEST_DOCUMENT_BYTES, Document, read_documents, translate_document
from tests.cloudsync.order_documents import ebay_order, shopify_order


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def names(path: Path) -> list[str]:
    return [document.name for document in read_documents(path)]


def bodies(path: Path) -> list[object]:
    return [document.body or document.error for document in read_documents(path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"orderId": "1"}', [{"orderId": "1"}]),
        ('{\n  "orderId": "1"\n}\n', [{"orderId": "1"}]),
        ('[{"orderId": "1"}, {"orderId": "2"}]', [{"orderId": "1"}, {"orderId": "2"}]),
        ('{"orders": [{"orderId": "1"}], "total": 1}', [{"orderId": "1"}]),
        ('{"orders": []}', []),
        ('{"order": {"id": 1}}', [{"id": 1}]),
        ('{"name": "orders/create", "response": {"id": 1}}', [{"id": 1}]),
        ('[{"response": {"id": 1}}]', [{"id": 1}]),
        ('{"orderId": "1"}\n\n{"orderId": "2"}\n', [{"orderId": "1"}, {"orderId": "2"}]),
        ('\n{"orders": [{"id": 1}, {"id": 2}]}\n{"order": {"id": 3}}', [{"id": 1}, {"id": 2}, {"id": 3}]),
    ],
)
def test_every_usual_shape_of_a_file_gives_its_documents(tmp_path: Path, text: str, expected: list[object]) -> None:
    assert bodies(written(tmp_path / "orders.json", text)) == expected


def test_a_document_is_named_by_its_file_line_and_place(tmp_path: Path) -> None:
    lines = written(tmp_path / "orders.jsonl", '{"id": 1}\n\n[{"id": 2}, {"id": 3}]\n')
    assert names(lines) == ["orders.jsonl line 1", "orders.jsonl line 3 item 1", "orders.jsonl line 3 item 2"]


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path / "orders.jsonl", b'{"id": 1}\n{"id": oops}\n"text"\n{"id": "\xe9"}\n{"id": 5}\n{"id": 6')
    assert bodies(path) == [
        {"id": 1},
        "it is not valid JSON at column 8: Expecting value",
        "expected a document, found the text 'text'",
        "it is not UTF-8 text (byte 9)",
        {"id": 5},
        "it ends in the middle of a document (column 9); it seems to be cut short",
    ]


def test_a_broken_first_line_does_not_hide_the_rest_of_a_jsonl_file(tmp_path: Path) -> None:
    assert names(written(tmp_path / "orders.jsonl", 'oops\n{"id": 2}\n')) == ["orders.jsonl line 1", "orders.jsonl line 2"]


def test_a_list_element_that_is_no_document_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path / "orders.json", '[1, {"id": 2}, []]')
    assert bodies(path) == ["expected a document, found the number 1", {"id": 2}, "expected a document, found a list"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b'{\n "id": 1,\n', "it ends in the middle of a document (line 3, column 1); it seems to be cut short"),
        (b'{"id": "ab', "it ends in the middle of a document (column 8); it seems to be cut short"),
        (b'{"id": NaN}', "NaN is not a number that JSON knows"),
        (b'{"id": -Infinity}', "-Infinity is not a number that JSON knows"),
        (b'{"id": ' + b"9" * 5000 + b"}", "it holds a number with too many digits"),
        (b'{"id": 1e' + b"9" * 30 + b"}", "it holds a number with too many digits"),
        (b"[" * 100_000, "it is nested too deeply"),
        ('{"id": 1}'.encode("utf-16"), "it is not UTF-8 text (byte 1)"),
        (b"\x89PNG\r\n\x1a\n\x00", "it is not UTF-8 text (byte 1)"),
        (b"42", "expected a document, found the number 42"),
    ],
)
def test_a_file_that_holds_no_document_is_one_clear_error(tmp_path: Path, content: bytes, reason: str) -> None:
    assert list(read_documents(written(tmp_path / "orders.json", content))) == [Document("orders.json", error=reason)]


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    assert list(read_documents(tmp_path / "gone.json")) == [Document("gone.json", error="there is no such file")]


def test_a_file_that_cannot_be_opened_is_a_clear_error(tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    assert [document.error for document in read_documents(loop)] == ["the file cannot be read: Too many levels of symbolic links"]


def test_a_folder_gives_its_json_files_by_name(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.json", "c.NDJSON", "notes.txt"):
        written(tmp_path / name, '{"id": 1}')
    (tmp_path / "folder.json").mkdir()
    assert names(tmp_path) == ["a.json", "b.jsonl line 1", "c.NDJSON line 1"]


def test_a_folder_without_documents_is_a_clear_error(tmp_path: Path) -> None:
    assert [document.error for document in read_documents(tmp_path)] == ["the folder holds no .json, .jsonl, .ndjson, .csv file"]


def test_a_byte_order_mark_is_no_part_of_the_document(tmp_path: Path) -> None:
    assert bodies(written(tmp_path / "orders.json", b'\xef\xbb\xbf{"id": 1}')) == [{"id": 1}]


def test_numbers_are_read_without_losing_a_digit(tmp_path: Path) -> None:
    (body,) = bodies(written(tmp_path / "order.json", '{"id": 820982911946154508, "price": 19.90}'))
    assert body == {"id": 820982911946154508, "price": Decimal("19.90")}


def test_json_lines_are_handed_on_before_the_rest_of_the_file_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "orders.jsonl", '{"id": 1}\n{"id": 2}\n' + '{"id": 3}\n' * 100_000)
    reading: Iterator[Document] = read_documents(path)
    first = next(reading)
    path.write_text("")
    assert (first.body, sum(1 for _ in reading) < 100_000) == ({"id": 1}, True)


def test_a_document_beyond_the_limit_is_refused_and_the_next_line_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "orders.jsonl", '{"a": "' + "x" * LARGEST_DOCUMENT_BYTES + '"}\n{"id": 2}\n')
    assert bodies(path) == ["it is larger than 32 MiB; give one document per line instead", {"id": 2}]


@given(contents=st.lists(st.dictionaries(st.text(), st.integers() | st.text(st.characters(exclude_categories=["Cs"]))), min_size=2))
def test_a_list_and_json_lines_give_the_same_documents(tmp_path_factory: pytest.TempPathFactory, contents: list[dict[str, Any]]) -> None:
    orders = [{"orderId": "1", "content": content} for content in contents]
    folder = tmp_path_factory.mktemp("orders")
    as_list = written(folder / "list.json", json.dumps(orders))
    as_lines = written(folder / "lines.json", "\n".join(json.dumps(order, ensure_ascii=False) for order in orders))
    assert bodies(as_list) == bodies(as_lines) == orders


def test_the_channel_of_a_document_is_recognised() -> None:
    orders = [translate_document(Document("one", body), None, "main") for body in (shopify_order(), ebay_order())]
    assert [order.channel for order in orders] == ["shopify", "ebay"]


def test_a_document_of_no_known_channel_is_refused() -> None:
    with pytest.raises(BrokenDocument, match=r"^this is neither a Shopify nor an eBay nor a CSV order: name the channel if you know it$"):
        translate_document(Document("one", {"number": 1}), None, "main")


def test_a_document_of_another_channel_than_the_named_one_is_refused() -> None:
    with pytest.raises(BrokenDocument, match=r"^this comes from Shopify, not from eBay$"):
        translate_document(Document("one", shopify_order()), "ebay", "main")


def test_a_document_that_could_not_be_read_gives_its_reason() -> None:
    with pytest.raises(BrokenDocument, match=r"^the file is empty$"):
        translate_document(Document("one", error="the file is empty"), None, "main")
