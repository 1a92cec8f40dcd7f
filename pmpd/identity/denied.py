"""How the gate says no."""


class Denied(Exception):
    """A request may not do this; nothing was asked of the ledger.

    `status` is that of HTTP, `code` is for programs, the message tells a person what to do; `retry_after_s` above 0: it passes.
    """

    def __init__(self, status: int, code: str, message: str, retry_after_s: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after_s = retry_after_s


def too_many(what: str, wait_s: float) -> Denied:
    """429 `too_many`: come back after the wait."""
    return Denied(429, "too_many", f"too many {what}; wait {max(1, round(wait_s))} s", max(1, round(wait_s)))
