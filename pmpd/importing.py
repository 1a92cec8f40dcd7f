"""Importing files of channel documents: each becomes one command, a broken one is named and the rest goes on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from cloudsync.broken_document import BrokenDocument
from cloudsync.documents import Document, translate_document
from ledger.command import Outcome
from ledger.sales.channel_order import ChannelOrder

GROUP = 256
"""Documents that share one durable transaction; each still stands or falls alone."""


@dataclass(slots=True)
class ImportReport:
    """What came of an import: new + duplicate + changed + rejected documents were read.

    `held` and `cancelled` say how many of the new and changed ones ended so.
    """

    new: int = 0
    duplicate: int = 0
    changed: int = 0
    held: int = 0
    cancelled: int = 0
    rejected: int = 0
    rejects: list[dict[str, str]] = field(default_factory=list)

    def count(self, name: str, outcome: Outcome) -> None:
        """Count what came of one document."""
        if outcome.fault is not None:
            self.reject(name, f"pmpd made a mistake with it ({outcome.fault!r}); please report this document")
            return
        if outcome.refusal is not None:
            self.reject(name, outcome.refusal.message)
            return
        answer = outcome.unwrap()
        setattr(self, answer["outcome"], getattr(self, answer["outcome"]) + 1)
        if answer["outcome"] != "duplicate" and answer["state"] in ("held", "cancelled"):
            setattr(self, answer["state"], getattr(self, answer["state"]) + 1)

    def reject(self, name: str, reason: str) -> None:
        """Count a document that could not be taken in, with the reason."""
        self.rejected += 1
        self.rejects.append({"name": name, "reason": reason})

    @property
    def read(self) -> int:
        """How many documents were read."""
        return self.new + self.duplicate + self.changed + self.rejected


def import_documents(
    documents: Iterable[Document],
    submit: Callable[[list[ChannelOrder]], list[Outcome]],
    *,
    channel: str | None = None,
    account: str = "",
    progress: Callable[[int], Any] = lambda _: None,
) -> ImportReport:
    """Translate documents and submit them in groups; `progress` is told how many more were dealt with."""
    report = ImportReport()
    for group in _groups(documents):
        named: list[tuple[str, ChannelOrder]] = []
        for document in group:
            try:
                named.append((document.name, translate_document(document, channel, account)))
            except BrokenDocument as broken:
                report.reject(document.name, str(broken))
        outcomes = submit([order for _, order in named]) if named else []
        for (name, _), outcome in zip(named, outcomes, strict=True):
            report.count(name, outcome)
        progress(len(group))
    return report


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while group := list(islice(rest, GROUP)):
        yield group
