"""`python -m tests.bench.light_echo ADDRESS`: sends back what it hears, over MQTT or over a `pty`: the least a rail can do."""

import asyncio
import sys

import aiomqtt

from devices.lights.mqtt_address import mqtt_address
from devices.lights.mqtt_connection import NO_DELAY
from devices.lights.rail_machine.pty_link import PtyLink

THERE, BACK = "echo/there", "echo/back"


async def echo(address: str) -> None:
    """Say where it listens, then echo until it is ended."""
    if address == "pty":
        line = PtyLink()
        print(f"serial://{line.path}?baud=115200", flush=True)
        while True:
            await line.write(await line.read(3600))
    broker = mqtt_address(address)
    async with aiomqtt.Client(broker.host, broker.port, socket_options=NO_DELAY) as client:
        await client.subscribe(THERE, 1)
        print(address, flush=True)
        async for message in client.messages:
            await client.publish(BACK, message.payload)


if __name__ == "__main__":
    asyncio.run(echo(sys.argv[1]))
