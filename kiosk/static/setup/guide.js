/** Who sets a box up picks and packs a first order on the screens of the floor: this bar says what to tap next. */
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useRoute } from "../route.js";
import { useSettings } from "../settings.js";
import { words } from "../words.js";

const text = await words("guide");

export function Guide() {
  const route = useRoute();
  const walk = /^\/pick\/(\d+)$/.exec(route)?.[1] ?? "";
  return html`
    <aside class="guide" aria-label=${text.title}>
      ${walk ? html`<${Walk} key=${walk} number=${walk} />` : html`<${OffTheWalk} route=${route} />`}
    </aside>
  `;
}

/** @param {{number: string}} props */
function Walk({ number }) {
  const view = useResource(`/pick-sessions/${number}`, ["pick_session"]).data;
  if (!view) return null;
  if (view.state === "done") return html`<${Onwards} words=${text.walked} to="/#/pack" link=${text.toPacking} />`;
  if (view.state === "abandoned") return html`<${Onwards} words=${text.givenBack} to="/setup/order" link=${text.another} />`;
  if (view.alarm) return html`<${Say} words=${text.wrong} />`;
  // At the end of a walk the screen asks nothing more of the last bin.
  if (view.await === "finish") return html`<${Say} words=${text.finishWalk} />`;
  if (view.zero_check) return html`<${Say} words=${text.isEmpty(view.zero_check.bin)} />`;
  return html`<${Say} words=${view.await === "item" ? text.scanItem : text.scanBin(view.stop?.bin ?? "")} />`;
}

/** @param {{route: string}} props */
function OffTheWalk({ route }) {
  if (route.startsWith("/pack/sealed/")) return html`<${Onwards} words=${text.printed} to="/setup/slip" link=${text.goOn} />`;
  if (route === "/pack") return html`<${Bench} />`;
  return html`<${Onwards} words=${text.elsewhere} to="/setup/order" link=${text.back} />`;
}

function Bench() {
  const chosen = useSettings().station;
  /** @type {import("../shapes.js").Station[]} */
  const stations = useResource("/stations", ["pack_check"]).data?.stations ?? [];
  const station = stations.find((one) => one.station === chosen) ?? stations[0];
  const check = useResource(station?.pack_check ? `/pack-checks/${station.pack_check}` : "", ["pack_check"]).data;
  if (!station?.pack_check || !check) return html`<${Say} words=${text.openTote} />`;
  const left = check.lines.some((/** @type {{scanned: number, expected: number}} */ line) => line.scanned < line.expected);
  return html`<${Say} words=${left ? text.checkItems : text.seal} />`;
}

/** @param {{words: string}} props */
function Say({ words: said }) {
  return html`<p><b>${text.step}</b> <span role="status">${said}</span></p>`;
}

/** @param {{words: string, to: string, link: string}} props */
function Onwards({ words: said, to, link }) {
  // Among the screens the guide stays; a page of the setup is another document.
  const target = to.startsWith("/#") ? to.slice(1) : to;
  return html`<${Say} words=${said} /> <a class="button main" href=${target}>${link}</a>`;
}
