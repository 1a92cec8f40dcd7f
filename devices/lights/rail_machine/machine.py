"""What a rail does with each message: pure rules, messages in, messages out. The ESP32 sketch mirrors this file."""

import secrets
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from devices.driver import LightState, Press
from devices.lights.messages import Birth, Denied, Gone, Heard, Hello, Message, Ping, Pong, Pressed, Shown, Wanted, body_of


@dataclass(slots=True)
class RailFaults:
    """What is wrong with a rail. `dead` lights neither shine nor answer; `broken` ones say why they will not shine.

    `lost_answers` of the next answers to wanted states get lost; `press_copies` is how often each press is said at once;
    `answer_delay_s` is how late answers are; `damaged_frames` of the next serial frames arrive with a wrong byte.
    """

    dead: set[str] = field(default_factory=set)
    broken: dict[str, str] = field(default_factory=dict)
    lost_answers: int = 0
    press_copies: int = 1
    answer_delay_s: float = 0.0
    damaged_frames: int = 0


class RailMachine:
    """The rules of a rail with these lights, `BadMessage` where they are too many for one. `boot` is drawn anew at each start."""

    def __init__(self, lights: Iterable[str], firmware: str = "rail machine 1") -> None:
        self._lights = tuple(lights)
        self._firmware = firmware
        self.faults = RailFaults()
        self.reboot()
        body_of(self.birth())

    def reboot(self) -> None:
        """Start anew: every light is dark, nothing is remembered, presses that nobody heard are lost."""
        self.boot = secrets.token_hex(4)
        self._shown: dict[str, Shown] = {}
        self._run = self._former_run = ""
        self._sequence: dict[str, int] = {}
        self._unheard: deque[Pressed] = deque()

    @property
    def showing(self) -> dict[str, LightState]:
        """What each light shows that was told something."""
        return {light: shown.state for light, shown in self._shown.items()}

    def birth(self) -> Birth:
        """What the rail says when it comes."""
        return Birth(self.boot, self._lights, self._firmware)

    def will(self) -> Gone:
        """What the broker says when the rail is gone."""
        return Gone(self.boot)

    def arrival(self) -> list[Message]:
        """Everything to say on a new connection: the birth, what the lights show, the press that waits to be heard."""
        return [self.birth(), *self._shown.values(), *self.repeated()]

    def hear(self, message: Message) -> list[Message]:
        """Take a message; return the answers."""
        match message:
            case Hello():
                return self.arrival()
            case Ping():
                return [Pong(self.boot)]
            case Wanted(run, state):
                return self._answered(self._want(run, state))
            case Heard(light, boot, sequence):
                return self._count(light, boot, sequence)
            case Gone():
                return [self.birth()]  # an old last will stands where the birth should
        return []

    def press(self, light: str, quantity: int | None = None, *, short: bool = False) -> list[Message]:
        """A person presses a button: `quantity` is the number they set, by default the one shown. A dark light says nothing."""
        shown = self._shown.get(light)
        if shown is None or not shown.state.on or light in self.faults.dead:
            return []
        self._sequence[light] = sequence = self._sequence.get(light, 0) + 1
        taken = shown.state.quantity if quantity is None else quantity
        press = Press(light, shown.state.command_id, taken, sequence, "short" if short else "acknowledged", self.boot)
        self._unheard.append(Pressed(press))
        return self.repeated() if len(self._unheard) == 1 else []

    def repeated(self) -> list[Message]:
        """Return the oldest press that nobody heard, if any: to be said again every half second. The others wait for it."""
        return [self._unheard[0]] * self.faults.press_copies if self._unheard else []

    def _want(self, run: str, state: LightState) -> Message | None:
        light = state.light
        if light in self.faults.dead:
            return None
        if light not in self._lights or light in self.faults.broken:
            why = self.faults.broken.get(light, f"the rail has no light {light}")
            return Denied(self.boot, run, light, state.epoch, state.command_id, why)
        shown = self._shown.get(light)
        # A box that was given up for another one never comes back by a late message.
        late = run == self._former_run or (shown is not None and shown.run == run and state.epoch < shown.state.epoch)
        if late:
            return shown
        if run != self._run:
            self._former_run, self._run = self._run, run
        self._shown[light] = shown = Shown(self.boot, run, state)
        return shown

    def _answered(self, answer: Message | None) -> list[Message]:
        if answer is None:
            return []
        if self.faults.lost_answers:
            self.faults.lost_answers -= 1
            return []
        return [answer]

    def _count(self, light: str, boot: str, sequence: int) -> list[Message]:
        if not self._unheard:
            return []
        press = self._unheard[0].press
        if (press.light, press.boot, press.sequence) != (light, boot, sequence):
            return []
        self._unheard.popleft()
        return self.repeated()
