"""Which rail has the light of a bin, by the zones that the configuration gives each rail; bins that come later are learnt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from devices.driver import Lights
from ledger.goods.places import bins
from ledger.transaction import Answer
from pmpd import config as section
from pmpd.event_feed import LOOK_ANEW
from pmpd.store import Ledger


class Rails(Mapping[str, Lights]):
    """The rail of each bin that has a light. Where two cover a zone, the one that stands later in the configuration has its lights."""

    def __init__(self, said: Sequence[section.Lights], lights: Mapping[str, Lights]) -> None:
        self._said = said
        self._lights = lights
        self._rail_of: dict[str, str] = {}

    def __getitem__(self, bin: str) -> Lights:
        return self._lights[self._rail_of[bin]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rail_of)

    def __len__(self) -> int:
        return len(self._rail_of)

    def bins_of(self, rail: str) -> list[str]:
        """The bins whose lights are on a rail, in order."""
        return sorted(bin for bin, name in self._rail_of.items() if name == rail)

    def learn(self, places: Iterable[Answer]) -> None:
        """Take in the bins there are now."""
        self._rail_of = {
            place["code"]: rail.name for place in places for rail in self._said if not rail.zones or place["zone"] in rail.zones
        }

    async def follow(self, ledger: Ledger) -> None:
        """Learn of bins as they come, until the feed closes."""
        listener = ledger.events.listen()
        try:
            async for event in listener:
                if event == LOOK_ANEW or event.topic == "place":
                    self.learn(await ledger.ask(bins))
        finally:
            listener.close()
