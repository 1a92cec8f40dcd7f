"""Whether pmpd may use the device nodes that are there."""

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from pmpd.doctor.finding import Finding

_ANY_GROUP_RULE = "no group may use it: it needs a udev rule (docs/scales.md and docs/scanners.md show one)"
_WEIGHING_PAGE = b"\x05\x8d"  # the item of a HID report descriptor that makes it a scale


@dataclass(frozen=True, slots=True)
class _Kind:
    subject: str
    pattern: str
    access: int


_KINDS = (
    _Kind("scanners and keyboards", "input/event*", os.R_OK),
    _Kind("USB printers", "usb/lp*", os.R_OK | os.W_OK),
    _Kind("USB scales", "hidraw*", os.R_OK),
    _Kind("USB serial adapters", "ttyUSB*", os.R_OK | os.W_OK),
    _Kind("USB serial devices", "ttyACM*", os.R_OK | os.W_OK),
)


def node_findings(root: Path) -> list[Finding]:
    """Return one finding for each kind of node of which there are any; HID nodes count where they are scales."""
    found = []
    for kind in _KINDS:
        nodes = [node for node in sorted((root / "dev").glob(kind.pattern)) if kind.subject != "USB scales" or _is_scale(node, root)]
        if nodes:
            found.append(_finding(kind, nodes))
    return found


def _finding(kind: _Kind, nodes: list[Path]) -> Finding:
    shut = [node for node in nodes if not os.access(node, kind.access, effective_ids=True)]
    if not shut:
        return Finding(kind.subject, "good", f"pmpd may use all {len(nodes)}")
    names = ", ".join(node.name for node in shut)
    user = _user_name()
    return Finding(kind.subject, "bad", f"the user {user} may not use {names}", _remedy(shut[0], user))


def _remedy(node: Path, user: str) -> str:
    info = node.stat()
    if info.st_gid == 0 or not info.st_mode & 0o060:
        return _ANY_GROUP_RULE
    try:
        group = grp.getgrgid(info.st_gid).gr_name
    except KeyError:
        group = str(info.st_gid)
    return f"sudo usermod -aG {group} {user}, then start pmpd again"


def _user_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _is_scale(node: Path, root: Path) -> bool:
    try:
        return _WEIGHING_PAGE in (root / "sys/class/hidraw" / node.name / "device/report_descriptor").read_bytes()
    except OSError:
        return False
