"""The configuration: one TOML file, every key known. An unknown key refuses to start, since a misspelled setting is a wrong setting."""

import ipaddress
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from pmpd.print_sharing import DOCUMENTS, share_documents

Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda said: tuple(said) if isinstance(said, list) else said)]

Port = Annotated[int, Field(ge=0, le=65535)]
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"({_LABEL}\.)*(?=[a-z0-9-]*[a-z]){_LABEL}")  # what ends in a number is an address


class BadConfig(ValueError):
    """The configuration can't be used; the text names the file, each wrong key, and what to do."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Shop(_Section):
    """`[shop]`: what stands on slips."""

    name: Name = "My shop"


class Naming(_Section):
    """`[box]`: what the box is called in the network: `pmp` is found as `pmp.local`."""

    name: str = "pmp"

    @field_validator("name")
    @classmethod
    def _part_of_a_host_name(cls, name: str) -> str:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?", name):
            raise ValueError("must be 1 to 32 small letters, digits and hyphens, such as pmp or warehouse-2")
        return name


class Http(_Section):
    """`[http]`: where the screen of the box itself is served. Only this machine can reach it."""

    host: str = "127.0.0.1"
    port: Port = 8080

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        try:
            loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise ValueError("must be an address of this machine alone, such as 127.0.0.1 or ::1; the network is served by [https]")
        return host


class _Listening(_Section):
    host: str = "0.0.0.0"  # noqa: S104 - a section that serves the network is there because somebody wrote it down

    @field_validator("host")
    @classmethod
    def _address(cls, host: str) -> str:
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            raise ValueError("must be an address of this machine, or 0.0.0.0 for all of them") from None


class Https(_Listening):
    """`[https]`: where handhelds and phones are served; without it nobody is. `names` are more names by which the network finds it."""

    port: Port = 8443
    names: Names = ()

    @field_validator("names")
    @classmethod
    def _host_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if len(name) > 253 or not _HOST_NAME.fullmatch(name):
                raise ValueError(f"{name} is no name of a machine; write it in small letters, as warehouse.example.com")
        return names


class Helper(_Listening):
    """`[helper]`: plain HTTP that serves only how to trust the box and its authority's certificate."""

    port: Port = 80


class Compatibility(_Listening):
    """`[compatibility]`: plain HTTP for the handhelds of pickers that can do no better. Whoever listens in the network reads along."""

    port: Port = 8088


class Scanner(_Section):
    """`[[scanner]]`: a barcode scanner. One with a `station` packs there; one without picks. A binding made on the floor goes first."""

    name: Name
    driver: Name = "simulated"
    address: str = ""
    layout: Name = "us"
    separator: Annotated[str, Field(min_length=1, max_length=8)] = "\x1d"
    station: str = ""


class Printer(_Section):
    """`[[printer]]`: a printer at a station. Rolls are 58 or 80 mm wide; labels have a height too. `documents` is what it prints."""

    name: Name
    driver: Name = "simulated"
    address: str = ""
    station: Name
    width_mm: Annotated[int, Field(ge=20, le=300)] = 80
    height_mm: Annotated[int, Field(ge=0, le=500)] = 0
    dots_per_mm: Literal[6, 8, 12, 24] = 8
    documents: Names = ()


class Lights(_Section):
    """`[[lights]]`: a rail of pick lights, one for each bin of the zones it covers (all zones when none is named)."""

    name: Name
    driver: Name = "simulated"
    address: str = ""
    zones: Names = ()
    ack_timeout_ms: Annotated[int, Field(ge=50, le=10_000)] = 500


class Scale(_Section):
    """`[[scale]]`: a scale at a packing station; `protocol` is the language of one on a serial port."""

    name: Name
    driver: Name = "simulated"
    address: str = ""
    station: Name
    protocol: str = ""


class Sound(_Section):
    """`[sound]`: tones for right and wrong scans from the box's own loudspeaker; `device` is the name of an ALSA device."""

    enabled: bool = False
    device: Name = "default"


class Discovery(_Section):
    """`[discovery]`: whether the box takes hold of scanners that stand in no `[[scanner]]`, and tells the network that it is there."""

    scanners: bool = True
    announce: bool = True


class Config(_Section):
    """The whole file. Without one, the box has simulated devices."""

    shop: Shop = Shop()
    box: Naming = Naming()
    http: Http = Http()
    https: Https | None = None
    helper: Helper | None = None
    compatibility: Compatibility | None = None
    scanner: list[Scanner] = [Scanner(name="scanner-1"), Scanner(name="scanner-2", station="PACK-1")]
    printer: list[Printer] = [Printer(name="printer-1", station="PACK-1")]
    lights: list[Lights] = [Lights(name="rail-1")]
    scale: list[Scale] = [Scale(name="scale-1", station="PACK-1")]
    sound: Sound = Sound()
    discovery: Discovery = Discovery()

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> "Config":
        devices: tuple[Scanner | Printer | Lights | Scale, ...] = (*self.scanner, *self.printer, *self.lights, *self.scale)
        names = [device.name for device in devices]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two devices are called {', '.join(twice)}; give each a name of its own")
        stations = [scale.station for scale in self.scale]
        crowded = sorted({station for station in stations if stations.count(station) > 1})
        if crowded:
            raise ValueError(f"two scales stand at {', '.join(crowded)}, and a parcel lies on one of them; name one for each station")
        return self

    @model_validator(mode="after")
    def _help_leads_somewhere(self) -> "Config":
        if self.helper is not None and self.https is None:
            raise ValueError("[helper] leads people to [https], which is not there; add it")
        return self

    @model_validator(mode="after")
    def _every_printer_has_something_to_print(self) -> "Config":
        for printer in self.printer:
            unknown = sorted(set(printer.documents) - set(DOCUMENTS))
            if unknown:
                raise ValueError(f"printer {printer.name} can't print {', '.join(unknown)}; there are {', '.join(DOCUMENTS)}")
        idle = [name for name, documents in share_documents(self.printer).items() if not documents]
        if idle:
            name, station = next((printer.name, printer.station) for printer in self.printer if printer.name in idle)
            raise ValueError(f"printer {name} has nothing to print, since another one at {station} prints it all; set documents for each")
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
