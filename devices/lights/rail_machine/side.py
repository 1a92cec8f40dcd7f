"""A rail machine at its end of a wire: what all wires have in common."""

import asyncio
from collections.abc import Callable, Sequence

from devices.lights.messages import Message, Shown
from devices.lights.rail_machine.machine import RailMachine

REPEAT_S = 0.5
"""How long a press waits to be heard before it is said again."""


class RailSide:
    """Says what its machine says, late where a fault makes it late. `on_shown` is called after each wanted state."""

    def __init__(self, machine: RailMachine) -> None:
        self.machine = machine
        self.on_shown: Callable[[], None] = lambda: None
        self._outgoing: asyncio.Queue[Message] = asyncio.Queue()

    def press(self, light: str, quantity: int | None = None, *, short: bool = False) -> None:
        """A person presses a light's button, or its short button."""
        self._say(self.machine.press(light, quantity, short=short))

    def hear(self, message: Message) -> None:
        """Take a message from the box."""
        answers = self.machine.hear(message)
        self.on_shown()
        delay_s = self.machine.faults.answer_delay_s
        if delay_s and any(isinstance(answer, Shown) for answer in answers):
            asyncio.get_running_loop().call_later(delay_s, self._say, answers)
        else:
            self._say(answers)

    def _say(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._outgoing.put_nowait(message)

    def _arrive(self) -> None:
        """Begin on a new connection: what was left unsaid on the last one is not said any more."""
        while not self._outgoing.empty():
            self._outgoing.get_nowait()
        self._say(self.machine.arrival())

    async def _repeating(self) -> None:
        while True:
            await asyncio.sleep(REPEAT_S)
            self._say(self.machine.repeated())
