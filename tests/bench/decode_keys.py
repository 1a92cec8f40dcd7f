"""`decode.keys`: key events a second through the decoder of one reader, and whether a reader keeps up while the ledger is at full load."""

import asyncio
import struct
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from devices.driver import Scan
from devices.scanner.decoder import KeyDecoder
from devices.scanner.evdev import EvdevScanner
from devices.scanner.input_event import EVENT_SIZE_BYTES
from devices.scanner.layout_us import US
from devices.settings import ScannerSettings
from ledger.engine import Engine
from ledger.sales.intake import ImportOrder
from pmpd.server import what_is_loaded_stays
from pmpd.store import Ledger
from tests.bench.figure import Figure, compared, judged
from tests.bench.reserve import CLIENTS
from tests.bench.shop import ACTOR, open_shop, order
from tests.devices.input_devices import InputDevices
from tests.devices.typist import RING_EVENTS, reports
from tests.required_parts import REPOSITORY

_READ_BYTES = RING_EVENTS * EVENT_SIZE_BYTES
_RAW_EVENT = struct.Struct("<qqHHi")
LOADED_ORDERS_PER_S = 200


async def decode_keys(directory: Path, *, quick: bool) -> list[Figure]:
    """Events a second, beside unpacking the same bytes and nothing else; events that found the ring of 64 full, of all that were typed."""
    return [_events_per_second(quick=quick), await _overflows_at_full_load(directory, quick=quick)]


def _events_per_second(*, quick: bool) -> Figure:
    codes = [f"]C101040063813339{number:04d}" for number in range(200 if quick else 2_000)]
    stream = b"".join(event.to_bytes() for report in reports(codes) for event in report)
    reads = [stream[start : start + _READ_BYTES] for start in range(0, len(stream), _READ_BYTES)]
    events = len(stream) // EVENT_SIZE_BYTES
    rates, raw_rates = [], []
    for _ in range(2 if quick else 7):
        started_s = time.perf_counter()
        unpacked = sum(1 for read in reads for _ in _RAW_EVENT.iter_unpack(read))
        between_s = time.perf_counter()
        heard = _decode(reads)
        ended_s = time.perf_counter()
        assert (unpacked, heard) == (events, codes)
        rates.append(events / (ended_s - between_s))
        raw_rates.append(events / (between_s - started_s))
    return compared("decode.keys", "events/s", rates, raw_rates)


def _decode(reads: Sequence[bytes]) -> list[str]:
    decoder = KeyDecoder(US, "scanner-1")
    facts = [fact for read in reads for fact in decoder.feed_bytes(read)]
    return [fact.code for fact in facts if isinstance(fact, Scan)]


async def _overflows_at_full_load(directory: Path, *, quick: bool) -> Figure:
    """Type for seconds on end while as many orders are imported as the ledger takes."""
    codes = [f"4006381{number:06d}" for number in range(60 if quick else 600)]
    machine = InputDevices(directory / "input")
    node = machine.places.nodes / machine.plug_usb(serial="G19A0042").nodes[0]
    scanner = EvdevScanner("scanner-1", ScannerSettings("serial:G19A0042"), places=machine.places, take=machine.take)
    open_shop(directory / "shop")
    async with Ledger(Engine(directory / "shop", program="bench")) as ledger, _full_load(ledger):
        with what_is_loaded_stays():
            await scanner.open()
            typing = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.devices.typist", str(node), *codes, cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE
            )
            said, _ = await typing.communicate()
    overflows = int(said.split()[0])
    await scanner.close()
    heard = [scan.code async for scan in scanner.scans() if isinstance(scan, Scan)]
    machine.close()
    assert overflows or heard == codes
    typed = sum(len(report) for report in reports(codes))
    return judged("decode.keys.overflows", "events", overflows, typed, overflows / typed, "value <= 0")


@asynccontextmanager
async def _full_load(ledger: Ledger) -> AsyncIterator[None]:
    """Keep the ledger busy with tasks that each send the next order as soon as the last is answered."""
    numbers = count()
    answered = 0

    async def client() -> None:
        nonlocal answered
        while True:
            await ledger.submit(ImportOrder(order(next(numbers))), actor=ACTOR)
            answered += 1

    clients = [asyncio.create_task(client()) for _ in range(CLIENTS)]
    started_s = time.perf_counter()
    try:
        yield
    finally:
        for task in clients:
            task.cancel()
        await asyncio.gather(*clients, return_exceptions=True)
    rate = answered / (time.perf_counter() - started_s)
    assert rate > LOADED_ORDERS_PER_S, f"only {rate:.0f} orders per second came in, which is no load"
