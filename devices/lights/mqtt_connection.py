"""A connection to an MQTT broker that leaves nothing behind, however it ends."""

import asyncio
import socket
from types import TracebackType
from typing import Self

import aiomqtt

NO_DELAY = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)
"""The socket options by which a small message never waits for the acknowledgement of the one before."""

_GOODBYE_S = 1.0


class MqttConnection(aiomqtt.Client):
    """An aiomqtt client that may be cancelled or refused while it connects.

    aiomqtt then keeps its socket, its reader and the task that sends keep-alives; they are named inside it only, so this is the one
    place that knows them.
    """

    async def __aenter__(self) -> Self:
        connecting = asyncio.ensure_future(super().__aenter__())
        try:
            return await asyncio.shield(connecting)
        except BaseException:
            await asyncio.wait({connecting})  # a thread connects, which can't be interrupted
            if not connecting.cancelled() and connecting.exception() is None:
                await super().__aexit__(None, None, None)
            await self._drop()
            raise

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        except aiomqtt.MqttError:
            pass  # the broker does not even hear the goodbye
        finally:
            await self._drop()

    async def _drop(self) -> None:
        self._client.disconnect()
        if self._misc_task is not None:
            await asyncio.wait({self._misc_task}, timeout=_GOODBYE_S)
        line = self._client.socket()
        if line is not None:  # a goodbye that nobody takes
            asyncio.get_running_loop().remove_reader(line)
            asyncio.get_running_loop().remove_writer(line)
            line.close()
        if self._misc_task is not None:
            self._misc_task.cancel()
        for ended in (self._disconnected, self._connected):
            if ended.done() and not ended.cancelled():
                ended.exception()  # looked at, so that nobody misses it
