"""`python -m devices.lights.rail_machine ADDRESS LIGHT…`: a rail without hardware, to rehearse with.

ADDRESS is `mqtt://broker/rail-1`, `serial:///dev/ttyUSB1?baud=115200`, or `pty` for a serial port of its own making. Then type:
press LIGHT [QUANTITY], short LIGHT QUANTITY, dead LIGHT, mend LIGHT, lose ANSWERS, damage FRAMES, slow MILLISECONDS, reboot, quit.
"""

import argparse
import asyncio
import sys

from devices.driver import LightState
from devices.lights.mqtt_address import mqtt_address
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.mqtt_side import MqttSide
from devices.lights.rail_machine.pty_link import PtyLink
from devices.lights.rail_machine.serial_side import SerialSide
from devices.links import make_link


def side_at(address: str, machine: RailMachine) -> MqttSide | SerialSide:
    """Put a machine at the end of a wire. Raises `ValueError` for an address that is none."""
    if address.startswith("mqtt"):
        return MqttSide(machine, mqtt_address(address))
    if address == "pty":
        line = PtyLink()
        print(f'the box reaches this rail at address = "serial://{line.path}?baud=115200"')
        return SerialSide(machine, line)
    return SerialSide(machine, make_link(address))


def obey(side: MqttSide | SerialSide, line: str) -> str:
    """Carry out one typed line; returns what to say about it."""
    faults = side.machine.faults
    match line.split():
        case ["press", light, *quantity] if all(number.isdecimal() for number in quantity[:1]):
            side.press(light, int(quantity[0]) if quantity else None)
        case ["short", light, quantity] if quantity.isdecimal():
            side.press(light, int(quantity), short=True)
        case ["dead", light]:
            faults.dead.add(light)
        case ["mend", light]:
            faults.dead.discard(light)
        case ["lose", answers] if answers.isdecimal():
            faults.lost_answers = int(answers)
        case ["damage", frames] if frames.isdecimal():
            faults.damaged_frames = int(frames)
        case ["slow", milliseconds] if milliseconds.isdecimal():
            faults.answer_delay_s = int(milliseconds) / 1000
        case ["reboot"]:
            side.reboot()
        case []:
            pass
        case _:
            return "\n".join((__doc__ or "").splitlines()[2:])
    return ""


async def rehearse(address: str, lights: list[str]) -> None:
    """Run a rail until `quit` or the end of the input."""
    machine = RailMachine(lights)
    side = side_at(address, machine)
    before: dict[str, LightState] = {}

    def tell() -> None:
        for light, state in machine.showing.items():
            if before.get(light) != state:
                before[light] = state
                print(f"{light}: {f'{state.colour} {state.quantity}' if state.on else 'dark'}", flush=True)

    side.on_shown = tell
    typed = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(typed), sys.stdin)
    running = asyncio.create_task(side.run())
    while (line := (await typed.readline()).decode()) and line.strip() != "quit":
        said = obey(side, line)
        if said:
            print(said, flush=True)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def main() -> None:
    """Read the arguments and rehearse."""
    parser = argparse.ArgumentParser(
        prog="python -m devices.lights.rail_machine", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("lights", metavar="LIGHT", nargs="+")
    said = parser.parse_args()
    asyncio.run(rehearse(said.address, said.lights))


if __name__ == "__main__":
    main()
