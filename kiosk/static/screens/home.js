/** The first screen: what waits where, and how the devices are. */
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";

export function Home() {
  const health = useResource("/health", ["order", "pick_session", "print_job"]);
  return html`
    <${Frame} title=${text.product} resources=${[health]} kind="home">
      <${Missing} resource=${health} />
      ${health.data && html`<${Tiles} backlog=${health.data.backlog} /><${Devices} health=${health.data} />`}
    <//>
  `;
}

/** @param {{backlog: Record<string, number>}} props orders by state */
function Tiles({ backlog }) {
  const count = (state) => backlog[state] ?? 0;
  const waiting = count("backordered") + count("partly_allocated");
  const attention = count("held") + waiting;
  return html`
    <nav class="tiles" aria-label=${text.product}>
      <${Tile} to="/pick" title=${text.tiles.pick} count=${count("allocated")} words=${text.tiles.ready(count("allocated"))}
        more=${count("picking") ? text.tiles.walking(count("picking")) : ""} />
      <${Tile} to="/pack" title=${text.tiles.pack} count=${count("picked")} words=${text.tiles.waiting(count("picked"))} />
      <${Tile} to="/ship" title=${text.tiles.ship} count=${count("packed")} words=${text.tiles.packed(count("packed"))} />
      <${Tile} to="/orders" title=${text.tiles.orders} count=${attention} words=${text.tiles.attention(attention)}
        more=${text.tiles.states(count("held"), waiting)} />
    </nav>
  `;
}

function Tile({ to, title, count, words, more = "" }) {
  return html`
    <a class=${`tile ${count ? "busy" : ""}`} href=${`#${to}`}>
      <span class="title">${title}</span>
      <span class="count">${count}</span>
      <span class="words">${words}</span>
      <span class="more">${more}</span>
    </a>
  `;
}

/** @param {{health: {ledger: string, devices: {name: string, kind: string, status: string, detail: string}[],
 *   lights_not_answering: Record<string, string>}}} props */
function Devices({ health }) {
  const lightsOut = Object.keys(health.lights_not_answering).length;
  return html`
    <ul class="devices" aria-label=${text.devices.title}>
      <${Device} name=${text.devices.ledger} good=${health.ledger === "good"} words=${health.ledger} />
      ${health.devices.map(
        (device) => html`<${Device} key=${device.name} name=${device.name} good=${device.status === "good"} words=${device.detail} />`,
      )}
      ${lightsOut > 0 && html`<${Device} name=${text.devices.lightsOut(lightsOut)} good=${false} words="" />`}
    </ul>
  `;
}

function Device({ name, good, words }) {
  return html`
    <li class=${good ? "good" : "bad"}><span class="mark" aria-hidden="true">${good ? "✓" : "!"}</span><b>${name}</b> <span>${words}</span></li>
  `;
}
