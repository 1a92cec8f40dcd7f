"""The layouts that documents are printed by: plain files, ours, and in their place the owner's own of the same name."""

from importlib import resources
from pathlib import Path
from typing import Any

_ENDING = ".toml"


def layout_files(own: Path | None) -> list[dict[str, Any]]:
    """Every layout by name: `{name, own, file}`; `own` tells whether the owner's file is used. Reads directories."""
    ours = resources.files("devices.printer").joinpath("layouts")
    built_in = {file.name.removesuffix(_ENDING): str(file) for file in ours.iterdir() if file.name.endswith(_ENDING)}
    of_owner = {file.stem: str(file) for file in own.glob(f"*{_ENDING}")} if own is not None and own.is_dir() else {}
    return [{"name": name, "own": name in of_owner, "file": of_owner.get(name, file)} for name, file in sorted(built_in.items())]
