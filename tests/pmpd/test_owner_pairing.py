"""What the owner is told to type where the camera or the name of the box does not help."""

import asyncio
from contextlib import closing
from pathlib import Path

from tests.pmpd.callers import person
from tests.pmpd.network_box import LOOPBACK, OTHER_LOOPBACK, network_box, on_the_network
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox


async def test_who_lets_a_device_in_is_told_the_number_too_where_the_name_does_not_open(tmp_path: Path) -> None:
    def told(served: ServedBox) -> list[str]:
        with closing(served.client), closing(person(served, "owner", "phone", unlocked=True)) as client:
            reader = PageReader(served, client)
            return [words_of(reader.page(path)) for path in ("/owner/pairing/handheld", "/setup/handheld")]

    async with network_box(tmp_path, on_the_network(), [LOOPBACK, OTHER_LOOPBACK]) as running:
        where = running.box.whereabouts
        name, *numbers = where.links()
        served = ServedBox(running.box, where.kiosk_address, asyncio.get_running_loop(), asyncio.Event())
        for page in await asyncio.to_thread(told, served):
            assert f"type the digits: {name}" in page
            assert f"Does it not open? Type this instead: {' '.join(numbers)}" in page


async def test_a_box_without_a_name_shows_its_number_once(tmp_path: Path) -> None:
    config = on_the_network()
    assert config.https is not None
    nameless = config.model_copy(update={"https": config.https.model_copy(update={"names": ()})})

    def told(served: ServedBox) -> str:
        with closing(served.client), closing(person(served, "owner", "phone", unlocked=True)) as client:
            return PageReader(served, client).page("/owner/pairing/handheld").text

    async with network_box(tmp_path, nameless) as running:
        served = ServedBox(running.box, running.box.whereabouts.kiosk_address, asyncio.get_running_loop(), asyncio.Event())
        page = await asyncio.to_thread(told, served)
        assert (page.count(running.box.whereabouts.links()[0]), "Type this instead" in page) == (1, False)
