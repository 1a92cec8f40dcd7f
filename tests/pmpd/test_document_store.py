"""Documents are kept by their hash: once there, exactly what was written, or nothing."""

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmpd.document_store import DocumentStore, MissingDocument


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(content=st.binary(max_size=500))
def test_what_was_kept_is_read_back_byte_for_byte(content: bytes, tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    assert store.read(store.keep(content)) == content


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    assert store.keep(b"^XA^XZ") == store.keep(b"^XA^XZ")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_document_outlives_the_program(tmp_path: Path) -> None:
    sha256 = DocumentStore(tmp_path).keep(b"%PDF-1.7")
    assert DocumentStore(tmp_path).read(sha256) == b"%PDF-1.7"


def test_a_document_that_was_altered_is_never_printed(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    sha256 = store.keep(b"^XA^FDto Anna^XZ")
    (tmp_path / "documents" / sha256[:2] / sha256[2:]).write_bytes(b"^XA^FDto Bert^XZ")
    with pytest.raises(MissingDocument, match="not what was written"):
        store.read(sha256)


def test_a_document_that_was_altered_is_whole_again_once_it_is_sent_again(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    sha256 = store.keep(b"^XA^XZ")
    (tmp_path / "documents" / sha256[:2] / sha256[2:]).write_bytes(b"^X")
    assert store.read(store.keep(b"^XA^XZ")) == b"^XA^XZ"


def test_a_document_that_is_gone_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(MissingDocument, match="send it again"):
        DocumentStore(tmp_path).read("0f" * 32)


def test_a_document_can_be_read_by_nobody_else_since_it_bears_an_address(tmp_path: Path) -> None:
    sha256 = DocumentStore(tmp_path).keep(b"to Anna")
    mode = (tmp_path / "documents" / sha256[:2] / sha256[2:]).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
