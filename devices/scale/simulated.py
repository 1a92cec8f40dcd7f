"""A scale with no hardware: what lies on it is said by calls."""

from devices.driver import DeviceGone, Health, NoWeight, Weight
from devices.scale.protocol import OVERLOADED, Trouble, weight_of
from devices.settings import ScaleSettings

CAPACITY_G = 30_000


class SimulatedScale:
    """A `Scale` for up to 30 kg. Its pan is empty at first."""

    def __init__(self, name: str, settings: ScaleSettings = ScaleSettings()) -> None:
        self._name = name
        self._settings = settings
        self._load_g = 0
        self._moving_readings = 0
        self._is_open = False
        self._plugged_in = True
        self._silent = False

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """What it stands for."""
        return "a scale that is loaded by calls"

    async def open(self) -> None:
        """Take hold of the scale; raises `DeviceGone` while it is unplugged."""
        if not self._plugged_in:
            raise self._unplugged()
        self._is_open = True

    async def close(self) -> None:
        """Let go of the scale; what lies on it stays."""
        self._is_open = False

    async def health(self) -> Health:
        """Bad while unplugged, silent, overloaded or below zero; unknown while closed."""
        if not self._plugged_in:
            return Health("bad", "unplugged", "plug the scale in")
        if not self._is_open:
            return Health("unknown", "closed")
        if self._silent:
            return Health("bad", "it says nothing", "switch the scale on")
        said = self._said()
        return Health("bad", said.detail, said.remedy) if isinstance(said, Trouble) else Health("good", "it answers")

    async def weight(self) -> Weight:
        """Return what lies on the pan."""
        if not self._plugged_in:
            raise self._unplugged()
        if not self._is_open:
            raise DeviceGone(f"scale {self._name} is closed")
        if self._silent:
            raise DeviceGone(f"scale {self._name} says nothing", remedy="switch the scale on")
        said = self._said()
        if isinstance(said, Trouble):
            raise NoWeight(f"{said.detail}; {said.remedy}")
        self._moving_readings = max(0, self._moving_readings - 1)
        return said

    def put_on(self, load_g: int, *, moving_readings: int = 0) -> None:
        """Have `load_g` grams on the pan in all, and the next `moving_readings` readings say that it is not yet at rest.

        Above 30 kg the scale is overloaded; less than nothing is what a pan shows that was lifted or zeroed with something on it.
        """
        self._load_g = load_g
        self._moving_readings = moving_readings

    def fall_silent(self) -> None:
        """Fault: it says nothing, as a scale that is asleep, until `speak_up`."""
        self._silent = True

    def speak_up(self) -> None:
        """End `fall_silent`."""
        self._silent = False

    def unplug(self) -> None:
        """Fault: it is gone until `plug_in`; an open scale stays open."""
        self._plugged_in = False

    def plug_in(self) -> None:
        """Bring it back, with what lies on it."""
        self._plugged_in = True

    def _said(self) -> Weight | Trouble:
        if self._load_g > CAPACITY_G:
            return OVERLOADED
        return weight_of(self._load_g, stable=self._moving_readings == 0)

    def _unplugged(self) -> DeviceGone:
        return DeviceGone(f"scale {self._name} is unplugged", remedy="plug the scale in")
