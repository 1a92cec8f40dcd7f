"""Which run of the machine this is: a Pi has no clock battery, so the order of events is the journal number within the boot."""

from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # proc(5)


def kernel_boot() -> str:
    """The kernel's id of this boot, or `unknown` where there is none."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return "unknown"
