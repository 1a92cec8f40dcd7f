"""The configuration: one TOML file, every key known. An unknown key refuses to start, since a misspelled setting is a wrong setting."""

import ipaddress
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

Name = Annotated[str, Field(min_length=1, max_length=40)]


class BadConfig(ValueError):
    """The configuration can't be used; the text names the file, each wrong key, and what to do."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Shop(_Section):
    """`[shop]`: what stands on slips."""

    name: Name = "My shop"


class Http(_Section):
    """`[http]`: where the kiosk and the API are served. Only this machine can reach them: there are no users and passwords yet."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        try:
            loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise ValueError("must be an address of this machine alone, such as 127.0.0.1 or ::1")
        return host


class Scanner(_Section):
    """`[[scanner]]`: a barcode scanner. One with a `station` packs there; one without picks."""

    name: Name
    driver: Literal["simulated"] = "simulated"
    station: str = ""


class Printer(_Section):
    """`[[printer]]`: a slip printer, for 58 or 80 mm paper, at a packing station."""

    name: Name
    driver: Literal["simulated"] = "simulated"
    station: Name
    width_mm: Literal[58, 80] = 80


class Lights(_Section):
    """`[[lights]]`: a rail of pick lights, one for each bin of the zones it covers (all zones when none is named)."""

    name: Name
    driver: Literal["simulated"] = "simulated"
    zones: tuple[str, ...] = ()

    @field_validator("zones", mode="before")
    @classmethod
    def _list(cls, zones: Any) -> Any:
        return tuple(zones) if isinstance(zones, list) else zones


class Config(_Section):
    """The whole file. Without one, the box has one simulated device of each kind."""

    shop: Shop = Shop()
    http: Http = Http()
    scanner: list[Scanner] = [Scanner(name="scanner-1"), Scanner(name="scanner-2", station="PACK-1")]
    printer: list[Printer] = [Printer(name="printer-1", station="PACK-1")]
    lights: list[Lights] = [Lights(name="rail-1")]

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> "Config":
        devices: tuple[Scanner | Printer | Lights, ...] = (*self.scanner, *self.printer, *self.lights)
        names = [device.name for device in devices]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two devices are called {', '.join(twice)}; give each a name of its own")
        stations = [printer.station for printer in self.printer]
        crowded = sorted({station for station in stations if stations.count(station) > 1})
        if crowded:
            raise ValueError(f"two printers stand at {', '.join(crowded)}, and only one of them would print; name one for each station")
        return self


def read_config(path: Path | None) -> Config:
    """The configuration in a file, or the default without one. Raises BadConfig."""
    if path is None:
        return Config()
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadConfig(f"{path} can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path} is not TOML: {error}") from error
    except ValidationError as error:
        raise BadConfig("\n".join([f"{path} can't be used:", *[f"  {_say(fault)}" for fault in error.errors()]])) from error


def _say(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "extra_forbidden":
        return f"{key}: there is no such setting; remove it or correct its spelling"
    return f"{key}: {fault['msg'].removeprefix('Value error, ')}"
