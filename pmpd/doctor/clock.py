"""Whether the time can be trusted."""

import ctypes
import time

from pmpd.doctor.finding import Finding

_BUILT_S = 1_735_689_600  # 2025-01-01; this program is not older
_UNSYNCHRONIZED = 5  # adjtimex(2): TIME_ERROR
_TIMEX_BYTES = 512  # more than struct timex has on any machine; its first word, the changes asked for, stays 0


def kernel_says_synchronized() -> bool | None:
    """Ask the kernel whether a time service keeps the clock right; None where it does not say."""
    state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return None if state < 0 else bool(state != _UNSYNCHRONIZED)


def clock_finding(synchronized: bool | None, now_s: float | None = None) -> Finding:
    """Say whether the clock is kept right; `now_s` is the time it shows, in seconds since 1970."""
    now_s = time.time() if now_s is None else now_s
    if now_s < _BUILT_S:
        shown = time.strftime("%Y-%m-%d", time.gmtime(now_s))
        return Finding(
            "clock",
            "bad",
            f"it shows {shown}, which is long past",
            "connect the box to the internet, or set the time by hand: sudo date -s",
        )
    if synchronized:
        return Finding("clock", "good", "a time server keeps it right")
    return Finding(
        "clock",
        "unknown",
        "no time server keeps it right",
        "connect the box to the internet, and switch its time service on: sudo timedatectl set-ntp true",
    )
