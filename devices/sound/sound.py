"""The one way to a sound."""

from typing import Protocol

from devices.driver import Health
from devices.sound.aplay import AplaySound
from devices.sound.tones import Tone


class Sound(Protocol):
    """Tells people by a tone what they need not look at a screen for."""

    def play(self, tone: Tone) -> None:
        """Begin to play a tone, or leave it out; never waits and never raises."""
        ...

    async def health(self) -> Health:
        """Tell what is known of the sound; never raises."""
        ...

    async def close(self) -> None:
        """Fall silent."""
        ...


class SilentSound:
    """A `Sound` that was switched off."""

    def play(self, tone: Tone) -> None:
        """Say nothing."""

    async def health(self) -> Health:
        """All is well: nothing is wanted."""
        return Health("good", "switched off")

    async def close(self) -> None:
        """Nothing to end."""


def make_sound(enabled: bool, device: str) -> Sound:
    """Return tones on an ALSA device (`default`, or a name that `aplay -L` lists), or silence."""
    return AplaySound(device) if enabled else SilentSound()
