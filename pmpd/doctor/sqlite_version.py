"""Whether this SQLite has the fault that damages a ledger written by two at once ("WAL-reset bug" in SQLite's own documentation)."""

from pmpd.doctor.finding import Finding

_FIXED_IN = (3, 51, 3)
_FIXED_BRANCHES = ((3, 50, 7), (3, 44, 6))


def has_wal_reset_bug(version: str) -> bool:
    """Tell whether a version ("3.40.1") is from before 3.51.3 and none of the mended 3.50.7 and 3.44.6."""
    numbers = tuple(int(part) for part in version.split(".")[:3])
    return numbers < _FIXED_IN and not any(numbers[:2] == fixed[:2] and numbers >= fixed for fixed in _FIXED_BRANCHES)


def sqlite_finding(version: str) -> Finding:
    """Say whether this SQLite is safe for two writers. Where it is not, all is well as long as pmpd alone writes, as it does."""
    if not has_wal_reset_bug(version):
        return Finding("SQLite", "good", f"version {version}")
    return Finding(
        "SQLite",
        "unknown",
        f"version {version} can damage a ledger that two programs write at once; pmpd itself writes alone",
        "never change the ledger with another program while pmpd runs; install system updates",
    )
