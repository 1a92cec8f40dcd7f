"""The box's side of a talk with a rail, on a wire that the test holds in its hands."""

import asyncio
from dataclasses import replace

from devices.driver import LightState
from devices.lights.messages import Birth, Message, Shown, Wanted
from devices.lights.rail_talk import RailTalk

OLDER = LightState(light="A-01", epoch=7, command_id="older", colour="green", quantity=3, on=True)
NEWER = replace(OLDER, command_id="newer", quantity=2)


async def test_a_state_that_was_overtaken_is_not_brought_back_by_being_said_again() -> None:
    said: list[LightState] = []

    def post(message: Message, *, again: bool = False) -> "asyncio.Future[None]":
        taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        taken.set_result(None)
        if isinstance(message, Wanted):
            said.append(message.state)
            if message.state == NEWER:  # the answer to the older one gets lost
                talk.hear(Shown("boot", "run", NEWER))
        return taken

    talk = RailTalk(ack_timeout_s=0.2, attempts=4)
    talk.connected(post, "run")
    talk.hear(Birth("boot", ("A-01",), "x"))
    asked = asyncio.create_task(talk.show(OLDER))
    await asyncio.sleep(0)
    assert (await talk.show(NEWER)).kind == "acknowledged"
    assert (await asked).kind == "refused_or_timed_out"
    assert said == [OLDER, NEWER]
