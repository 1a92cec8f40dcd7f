"""Texts that want to be more than texts, in a real browser: nothing that somebody wrote runs, loads or leads anywhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, sign_in, visiting

pytestmark = pytest.mark.browser

SKU = 'X"><IMG-1'
NASTY = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>\"'>${1+1}{{7*7}}"
ELSEWHERE = "http://evil.example/"
SCREENS = (
    "/",
    "/look",
    "/orders",
    "/orders/{order}",
    "/items/X%22%3E%3CIMG-1",
    "/items/X%22%3E%3CIMG-1/story",
    "/devices",
    "/people",
    "/pack",
    "/ship",
)
PAGES = ("owner", "owner/people", "owner/settings", "owner/alerts", "owner/pairing/phone", "owner/backup")


@pytest.fixture
def stage(stage: Rehearsal) -> Rehearsal:
    """A shop in which whatever can be written is written by somebody hostile."""
    stage.have_owner()
    stage.post("/operators", {"operator": NASTY[:80], "role": "picker"})
    stage.post("/items", {"sku": SKU, "description": NASTY})
    stage.post("/settings/shop_name", {"value": NASTY[:80]})
    return stage


@pytest.fixture
def owner(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """The owner at a kiosk, whose PIN is entered."""
    with visiting(browser, stage, 1280, 800) as visitor:
        sign_in(visitor.page.context, stage, OWNER, PIN)
        yield visitor


def hostile_order(stage: Rehearsal) -> str:
    buyer = {"name": NASTY, "line1": NASTY, "city": "<b>", "country": "ES"}
    lines = [{"external_id": "1", "sku": SKU, "quantity": 1, "title": NASTY}]
    number: str = stage.post("/orders", {"external_id": "javascript:alert(1)", "ship_to": buyer, "lines": lines})["order"]
    return number


def test_whatever_somebody_wrote_is_shown_as_what_it_is(stage: Rehearsal, owner: Visitor) -> None:
    order, asked = hostile_order(stage), []
    owner.page.on("request", lambda request: asked.append(request.url))
    for screen in SCREENS:
        owner.go(screen.format(order=order))
        owner.page.wait_for_load_state("networkidle")
        assert owner.page.title() != "ran"
        assert owner.page.locator("img[src=x], script:not([src])").count() == 0
    for page in PAGES:
        owner.page.goto(f"{owner.box.address}{page}")
        assert owner.page.title() != "ran"
        assert owner.page.locator("img[src=x], script:not([src])").count() == 0
        assert "49" not in owner.page.title()
    assert [url for url in asked if not url.startswith(owner.box.address)] == []
    assert owner.complaints == []


def test_a_link_is_never_made_of_a_text(stage: Rehearsal, owner: Visitor) -> None:
    owner.go(f"/orders/{hostile_order(stage)}")
    owner.page.wait_for_load_state("networkidle")
    links = owner.page.locator("a[href]").evaluate_all("links => links.map((link) => link.protocol)")
    assert set(links) <= {"http:"}


def test_a_script_that_got_into_a_page_would_not_run_and_could_tell_nobody(owner: Visitor) -> None:
    owner.go("/")
    owner.page.wait_for_load_state("networkidle")
    violated = owner.page.evaluate(
        """async (elsewhere) => {
            const violated = [];
            addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "document.title = 'ran'";
            document.body.append(script);
            const image = document.createElement("img");
            image.setAttribute("onerror", "document.title = 'ran'");
            image.src = elsewhere;
            document.body.append(image);
            await fetch(elsewhere).catch(() => {});
            // What the debugger runs may evaluate texts; what it leaves behind may not.
            await new Promise((resolve) => setTimeout(() => {
                try { new Function("document.title = 'ran'")(); } catch { violated.push("eval"); }
                resolve();
            }));
            return violated;
        }""",
        ELSEWHERE,
    )
    assert {"script-src-elem", "img-src", "connect-src", "eval"} <= set(violated)
    assert owner.page.title() != "ran"


def test_a_page_elsewhere_can_neither_frame_the_box_nor_read_or_change_it(owner: Visitor) -> None:
    page, box = owner.page.context.new_page(), owner.box.address
    head = owner.box.get("/health")["head"]

    def evil(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f'<iframe src="{box}owner/people"></iframe>')

    page.route(f"{ELSEWHERE}**", evil)
    page.goto(ELSEWHERE)
    framed = page.frames[1]
    assert framed.url == "chrome-error://chromewebdata/"
    answers = page.evaluate(
        """async (box) => {
            const ask = (path, said) => fetch(box + path, { ...as, ...said }).then((answer) => answer.type, () => "refused");
            const as = { credentials: "include" };
            const post = { method: "POST", body: "{}", headers: { "Content-Type": "text/plain" } };
            const blind = { ...post, mode: "no-cors" };
            return [await ask("api/v1/operators"), await ask("api/v1/pick-sessions", post), await ask("owner/sign-out", blind)];
        }""",
        box,
    )
    assert answers[:2] == ["refused", "refused"]
    assert owner.box.get("/health")["head"] == head
    page.close()


def test_a_pairing_token_stays_neither_in_the_address_nor_in_the_history(browser: Browser, stage: Rehearsal) -> None:
    with visiting(browser, stage, 360, 740, kind=None) as visitor:
        token, asked = stage.pairing_token(), []
        visitor.page.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
        visitor.page.goto("about:blank")
        visitor.page.goto(f"{stage.address}#pair={token}")
        expect(visitor.page).not_to_have_url(f"{stage.address}#pair={token}")
        visitor.page.get_by_text("Pick").first.wait_for()
        addresses = [visitor.page.url]
        visitor.page.go_back()
        addresses.append(visitor.page.url)
        assert not [address for address in addresses if token in address]
        assert not [one for one in asked if token in one]
