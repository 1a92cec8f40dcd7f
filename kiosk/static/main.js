/** Where the screens begin. */
import { Frame } from "./frame.js";
import { html } from "./html.js";
import { later, whenSeen } from "./later.js";
import { startListening } from "./live.js";
import { isStranger, may, nobodyThere, useMe, useQuestion } from "./me.js";
import { goInstead, openScreen, useRoute } from "./route.js";
import { useEffect, useState } from "./vendor/preact-hooks.js";
import { render } from "./vendor/preact.js";
import { words } from "./words.js";

const text = await words("frame");

const NotLoaded = later(() => import("./not_loaded.js").then((found) => found.NotLoaded));

const Pairing = later(() => import("./identity/pairing.js").then((found) => found.Pairing));
const SignIn = later(() => import("./identity/sign_in.js").then((found) => found.SignInScreen));
const Begin = later(() => import("./setup/begin.js").then((found) => found.Begin));
const Door = later(() => import("./identity/door.js").then((found) => found.Door));
// Who sets the box up is told on the screens of the floor what to tap.
const Guide = new URLSearchParams(location.search).get("guide") === "setup" ? later(() => import("./setup/guide.js").then((found) => found.Guide)) : null;
// From then on a badge is heard on every screen.
whenSeen(() => import("./identity/badge_scans.js"));

// What a screen shows of the box while it is fetched itself.
const UNREAD = [{ data: null }];

// A pairing code leads here; its token is taken out of the address, and so out of the browser's history.
const PAIRING = /^pair=(.+)$/;

function Kiosk() {
  const route = useRoute();
  const known = useMe();
  const question = useQuestion();
  const [token, keep] = useState("");
  const shown = PAIRING.exec(route)?.[1] ?? "";
  useEffect(() => {
    if (!shown) return;
    keep(shown);
    goInstead("/");
  }, [shown]);
  if (token || shown || isStranger()) return html`<${Pairing} token=${token || shown} done=${() => keep("")} />`;
  return html`
    ${Guide && html`<${Guide} />`}
    ${known?.setup && may("people") && route === "/" && html`<${Begin} />`}
    ${nobodyThere(known) ? html`<${SignIn} />` : html`<${Opened} key=${route} route=${route} />`}
    ${question && html`<${Door} key=${question.code} question=${question} />`}
  `;
}

/**
 * A screen once its modules are there; before, and when they can't be fetched, what to do.
 * @param {{route: string}} props
 */
function Opened({ route }) {
  const [opened, show] = useState(/** @type {Awaited<ReturnType<typeof openScreen>> | undefined} */ (undefined));
  const [failed, fail] = useState(false);
  useEffect(() => {
    openScreen(route).then(show, () => fail(true));
  }, []);
  if (opened) return html`<${opened.screen} words=${opened.words} />`;
  return html`
    <${Frame} title=${text.product} resources=${opened === undefined ? UNREAD : []}>
      ${failed ? html`<${NotLoaded} />` : opened === null ? html`<p class="nothing">${text.unknownPage}</p>` : html`<p class="loading" role="status">${text.loading}</p>`}
    <//>
  `;
}

startListening();
whenSeen(() => import("./offline/shell.js").then(({ keepShell }) => keepShell()));
render(html`<${Kiosk} />`, document.body);
