"""Where a rail is on an MQTT broker: `mqtt://[user@]host[:1883]/RAIL[?password_file=…]`, `mqtts://` with TLS and `ca_file`."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from devices.driver import DeviceGone

_PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class MqttAddress:
    """`password_file` holds the password of `user` in its first line, `ca_file` the certificate that the broker's own is checked by."""

    host: str
    port: int
    rail: str
    tls: bool = False
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None

    @property
    def place(self) -> str:
        """The address as it may be shown to anybody."""
        return f"{'mqtts' if self.tls else 'mqtt'}://{self.host}:{self.port}/{self.rail}"

    def password(self) -> str | None:
        """Read the password. Raises `DeviceGone` where its file can't be read."""
        if self.password_file is None:
            return None
        try:
            return self.password_file.read_text("utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise DeviceGone(
                f"the password file {self.password_file} can't be read", remedy="let the user that runs pmpd read it (chgrp, chmod 640)"
            ) from error

    def tls_context(self) -> ssl.SSLContext | None:
        """What checks the broker's certificate; None without TLS. Raises `DeviceGone` where `ca_file` is no certificate."""
        if not self.tls:
            return None
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise DeviceGone(f"{self.ca_file} is no certificate", remedy="put the broker's CA certificate there, in PEM format") from error


def mqtt_address(text: str) -> MqttAddress:
    """Read an address. Raises `ValueError` saying what is wrong, without repeating a password that stood in it."""
    parts = urlsplit(text)
    if parts.scheme not in _PORTS:
        raise ValueError("the address of an MQTT rail begins with mqtt:// or mqtts://, as in mqtt://broker:1883/rail-1")
    if parts.password is not None:
        raise ValueError("an address is shown to everybody, so it holds no password; write it into a file and add ?password_file=FILE")
    shown = f"{parts.scheme}://{parts.netloc}{parts.path}"
    rail = unquote(parts.path.removeprefix("/"))
    if not parts.hostname or not rail or "/" in parts.path.removeprefix("/"):
        raise ValueError(f"{shown} must name the broker and one rail, as in mqtt://broker:1883/rail-1")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError as error:
        raise ValueError(f"{shown}: the port is a number up to 65535") from error
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(said.keys() - {"password_file", "ca_file"})
    if unknown:
        raise ValueError(f"{shown}: there is no {', '.join(unknown)}; there are password_file and ca_file")
    if ("password_file" in said) != (parts.username is not None):
        raise ValueError(f"{shown}: a user and a password_file belong together")
    if "ca_file" in said and parts.scheme == "mqtt":
        raise ValueError(f"{shown}: a ca_file is for mqtts://")
    files = {key: Path(name) for key, name in said.items()}
    user = unquote(parts.username) if parts.username is not None else None
    return MqttAddress(parts.hostname, port, rail, parts.scheme == "mqtts", user, files.get("password_file"), files.get("ca_file"))
