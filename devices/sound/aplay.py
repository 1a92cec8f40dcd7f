"""Tones through `aplay`, the player of the Linux sound system."""

import asyncio
import logging
from contextlib import suppress

from devices.driver import Health
from devices.sound.tones import Tone, wav

_PLAY_TIMEOUT_S = 5.0
_INSTALL = "install it: sudo apt install alsa-utils"
_NO_CARD = "plug a loudspeaker in and set device under [sound] to one that `aplay -L` lists, or switch the sound off"
_log = logging.getLogger(__name__)


class AplaySound:
    """A `Sound` from one ALSA device. One tone at a time: the newest, and a right one never covers a wrong one.

    Use it from the event loop's own thread. Sound is no part of any work: what goes wrong is told by `health` and logged once.
    """

    def __init__(self, device: str) -> None:
        self._device = device
        self._health = Health("unknown", "no tone was played yet")
        self._wanted: Tone | None = None
        self._playing: Tone | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._player: asyncio.Task[None] | None = None
        self._is_open = True

    def play(self, tone: Tone) -> None:
        """Begin to play a tone, or leave it out; never waits."""
        louder = {self._playing, self._wanted} & {"wrong", "attention"}
        if not self._is_open or (tone == "right" and louder):
            return
        self._wanted = tone
        self._stop_playing()
        if self._player is None:
            self._player = asyncio.create_task(self._play_what_is_wanted(), name="sound")

    async def health(self) -> Health:
        """Tell how the newest tone went."""
        return self._health

    async def close(self) -> None:
        """Fall silent; a tone that plays breaks off."""
        self._is_open = False
        self._wanted = None
        self._stop_playing()
        if self._player is not None:
            await self._player

    async def _play_what_is_wanted(self) -> None:
        try:
            while self._wanted is not None:
                self._playing, self._wanted = self._wanted, None
                self._note(await self._play(self._playing))
                self._playing = None
        finally:
            self._player = None

    async def _play(self, tone: Tone) -> Health | None:
        """Play a tone to its end and return how it went; None when it was broken off for another."""
        try:
            process = await asyncio.create_subprocess_exec(
                *("aplay", "-q", "-t", "wav", "-D", self._device, "-"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            return Health("bad", f"aplay can't be started: {error.strerror}", _INSTALL)
        self._process = process
        if self._wanted is not None or not self._is_open:
            self._stop_playing()  # it came while the program was started
        try:
            async with asyncio.timeout(_PLAY_TIMEOUT_S):
                _, said = await process.communicate(wav(tone))
        except TimeoutError:
            return Health("bad", f"the sound device {self._device} takes no sound", _NO_CARD)
        finally:
            broken_off, self._process = self._process is None, None
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if broken_off:
            return None
        if process.returncode:
            said_last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
            return Health("bad", f"the sound device {self._device} does not play: {said_last or 'aplay gave up'}", _NO_CARD)
        return Health("good", "the newest tone was played")

    def _stop_playing(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()

    def _note(self, health: Health | None) -> None:
        if health is None or health == self._health:
            return
        if health.status == "bad" and self._health.status != "bad":
            _log.warning("no sound: %s; %s", health.detail, health.remedy)
        self._health = health
