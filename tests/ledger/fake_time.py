"""A clock and command ids that a test owns."""

START_MS = 1_700_000_000_000


class FakeClock:
    """Time that passes one millisecond for every look at it, so that no two commands share an instant."""

    def __init__(self, now_ms: int = START_MS) -> None:
        self.now = now_ms

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970."""
        self.now += 1
        return self.now


class CountedIds:
    """Command ids 1, 2, 3… as 16 bytes."""

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def command_id(self) -> bytes:
        """The next id."""
        self.last += 1
        return self.last.to_bytes(16, "big")
