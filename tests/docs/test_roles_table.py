"""The table of roles on the page about people is the one that the gate goes by."""

from pmpd.identity.rights import MEANINGS, RIGHTS, WITH_PIN, WITHOUT_BUYERS, Right, Role, rights_of
from tests.required_parts import REPOSITORY

PAGE = REPOSITORY / "docs" / "people.md"
COLUMNS: tuple[Role, ...] = ("picker", "packer", "supervisor", "owner", "kiosk")


def cell(role: Role, right: Right) -> str:
    """Return how the table says whether a role has a right."""
    if right not in rights_of(role):
        return "–"
    return "PIN" if right in WITH_PIN else "yes"


def row(right: Right) -> str:
    """Return the line of the table about a right."""
    plain = "yes" if right in WITHOUT_BUYERS else "–"
    return f"| `{right}` | {MEANINGS[right]} | {' | '.join(cell(role, right) for role in COLUMNS)} | {plain} |"


def test_the_page_about_people_says_of_every_role_what_it_may_do() -> None:
    said = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert said == [row(right) for right in RIGHTS], "docs/people.md should say:\n" + "\n".join(map(row, RIGHTS))
