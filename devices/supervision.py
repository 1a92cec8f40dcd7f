"""Keeps a device open and knows how it is: opens it until it succeeds, asks for its health, and tells each change once."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from devices.driver import DeviceGone, Driver, Health

LOOK_GOOD_S = 5.0
"""How often a device that is well is asked how it is."""

LOOK_TROUBLE_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""How long a device in trouble is left alone: longer each time, and from the start again when something is plugged in."""

PATIENCE_S = 60.0
"""How long one look may take, a job under way at a printer included; what takes longer hangs."""

_HANGS = Health("bad", "it does not answer, and does not let go either", "switch it off or unplug it, and on again after a moment")
_UNASKED = Health("unknown", "not looked at yet")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Condition:
    """How a device is, since when, and what was last wrong with it; times in UTC milliseconds, 0 for never."""

    health: Health
    since_ms: int
    last_error: str = ""
    last_error_ms: int = 0


async def taken_hold(driver: Driver) -> Health:
    """How a device is, once it was taken hold of where that was needed and could be done."""
    health = await driver.health()
    if health.status == "good":
        return health
    try:
        await driver.open()
    except DeviceGone as gone:
        # The text names the device, and so does whoever shows it.
        _, named, reason = str(gone).partition(f"{driver.name}: ")
        return Health(gone.status, reason if named else str(gone), gone.remedy)
    return await driver.health()


class Supervisor:
    """Looks after one device. `now_ms` is the clock; `on_change` hears of each change of its health, after the log did."""

    def __init__(self, driver: Driver, *, now_ms: Callable[[], int], on_change: Callable[[], None], patience_s: float = PATIENCE_S) -> None:
        self._driver = driver
        self._patience_s = patience_s
        self._now_ms = now_ms
        self._on_change = on_change
        self._look_now = asyncio.Event()
        self._troubled = 0
        self.looked = asyncio.Event()
        """Set once the device was looked at for the first time."""
        self.condition = Condition(_UNASKED, now_ms())

    def look_now(self) -> None:
        """Something was plugged in or changed: look at once instead of when the time has come."""
        self._troubled = 0
        self._look_now.set()

    async def watch(self) -> None:
        """Look after the device until cancelled, then close it."""
        try:
            while True:
                self._look_now.clear()
                await self.look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pause_s()):
                        await self._look_now.wait()
        finally:
            await self._driver.close()

    async def look(self) -> Health:
        """Ask the device how it is, and take hold of it where that is needed."""
        try:
            async with asyncio.timeout(self._patience_s):
                health = await taken_hold(self._driver)
        except TimeoutError:
            health = _HANGS
        except Exception as fault:  # noqa: BLE001 - a bug in one driver must not leave its device unwatched
            _log.exception("%s can't be looked at", self._driver.name)
            health = Health("bad", f"the box made a mistake with it: {fault}")
        self._troubled = 0 if health.status == "good" else self._troubled + 1
        self._note(health)
        self.looked.set()
        return health

    def _pause_s(self) -> float:
        return LOOK_TROUBLE_S[min(self._troubled, len(LOOK_TROUBLE_S)) - 1] if self._troubled else LOOK_GOOD_S

    def _note(self, health: Health) -> None:
        before = self.condition
        if health == before.health:
            return
        now_ms = self._now_ms()
        if health.status == "bad":
            self.condition = Condition(health, now_ms, health.detail, now_ms)
        else:
            self.condition = Condition(health, now_ms, before.last_error, before.last_error_ms)
        level = logging.WARNING if health.status == "bad" else logging.INFO
        _log.log(level, "%s is %s: %s%s", self._driver.name, health.status, health.detail, f"; {health.remedy}" if health.remedy else "")
        self._on_change()
