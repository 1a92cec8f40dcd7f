"""One thing that was looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """How `subject` is: `what` in one sentence, and as `remedy` what to do, empty where nothing needs to be done."""

    subject: str
    status: Literal["good", "bad", "unknown"]
    what: str
    remedy: str = ""
