"""What a screen shows of the devices: what each is, where it stands, how it is, what was last wrong, and what shows that it works."""

from typing import TYPE_CHECKING, Any

from ledger.equipment.bindings import bindings
from pmpd.print_sharing import share_documents

if TYPE_CHECKING:
    from pmpd.box import Box
    from pmpd.hardware import Fitted

View = dict[str, Any]


async def devices_view(box: "Box") -> list[View]:
    """Every device of the box: `{name, kind, driver, address, about, station, operator, bound, documents, found, simulated, status, detail,
    remedy, since_ms, last_error, last_error_ms, evidence, evidence_ms}`.

    `status` is good, bad or unknown. `bound` devices were told on the floor where they stand; `documents` is what a printer prints.
    `evidence` is the newest thing it did since the start, in words, `evidence_ms` when; empty and 0 where there is none.
    """
    bound = {binding["device"]: binding for binding in await box.ledger.ask(bindings)}
    documents = share_documents(box.config.printer)
    return [
        {**_view(box, fitted, bound.get(name, {})), "bound": name in bound, "documents": documents.get(name, ())}
        for name, fitted in box.hardware.fitted.items()
    ]


def _view(box: "Box", fitted: "Fitted", binding: View) -> View:
    said, condition = fitted.said, fitted.supervisor.condition
    evidence, evidence_ms = _evidence(box, fitted)
    return {
        "name": said.name,
        "kind": fitted.kind,
        "driver": said.driver,
        "address": said.address,
        "about": fitted.device.about,
        "station": binding.get("station") or ("" if binding else getattr(said, "station", "")),
        "operator": binding.get("operator") or "",
        "found": fitted.found,
        "simulated": said.driver.startswith("simulated"),
        "status": condition.health.status,
        "detail": condition.health.detail,
        "remedy": condition.health.remedy,
        "since_ms": condition.since_ms,
        "last_error": condition.last_error,
        "last_error_ms": condition.last_error_ms,
        "evidence": evidence,
        "evidence_ms": evidence_ms,
    }


def _evidence(box: "Box", fitted: "Fitted") -> tuple[str, int]:
    name = fitted.said.name
    if name in box.floor.last:
        return f"scan: {box.floor.last[name]['outcome'].replace('_', ' ')}", box.floor.last_ms[name]
    if name in box.printing.last:
        job, evidence, at_ms = box.printing.last[name]
        return f"print job {job}: {evidence.grade}, {evidence.detail}", at_ms
    return "", 0
