"""Commands, their handlers, and what comes of them."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from ledger.errors import Refused
from ledger.transaction import Answer, Transaction

Command = TypeVar("Command")
Handler = Callable[[Transaction, Any], Answer]

_HANDLERS: dict[type, tuple[str, Handler]] = {}


def handles(
    kind: str, command: type[Command]
) -> Callable[[Callable[[Transaction, Command], Answer]], Callable[[Transaction, Command], Answer]]:
    """Enter the function below as the one that carries out `command`, under the journal's word for it."""

    def enter(handler: Callable[[Transaction, Command], Answer]) -> Callable[[Transaction, Command], Answer]:
        if command in _HANDLERS:
            raise TypeError(f"{command.__name__} has a handler already")
        _HANDLERS[command] = (kind, handler)
        return handler

    return enter


def handler_of(command: object) -> tuple[str, Handler]:
    """The journal's word for a command, and the function that carries it out; KeyError for something that is no command."""
    return _HANDLERS[type(command)]


def command_of(kind: str) -> type | None:
    """The command that the journal's word means; None for a word that no command has any more."""
    return next((command for command, (word, _) in _HANDLERS.items() if word == kind), None)


class Envelope(NamedTuple):
    """A command with who sends it, from where, and under which id (16 bytes; the same id again gets the same answer)."""

    command_id: bytes
    command: object
    actor: str
    device: str


class Event(NamedTuple):
    """Said after a commit: something about `subject` (an id in the room `topic` names) changed in journal row `seq`."""

    seq: int
    topic: str
    subject: int


class Outcome(NamedTuple):
    """What came of one command: an answer, a refusal, or a fault in our own code (then nothing was recorded)."""

    answer: Answer | None = None
    refusal: Refused | None = None
    fault: Exception | None = None
    events: tuple[Event, ...] = ()

    def unwrap(self) -> Answer:
        """The answer; raises the refusal or the fault instead when it came to that."""
        if self.refusal is not None:
            raise self.refusal
        if self.fault is not None:
            raise self.fault
        assert self.answer is not None
        return self.answer
