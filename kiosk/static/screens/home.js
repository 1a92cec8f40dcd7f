/** The first screen: what waits where, and how the devices are. */
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { useLateScans } from "../late_scans.js";
import { text } from "../messages.js";
import { Mark } from "../mark.js";
import { useResource } from "../resource.js";

// More devices in trouble than this are only counted here.
const NAMED = 2;

export function Home() {
  const health = useResource("/health", ["order", "pick_session", "print_job", "device"]);
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

/**
 * What is in trouble by name, and in one word the rest.
 * @param {{health: {ledger: string, devices: {name: string, status: string, detail: string}[], lights_not_answering: Record<string, string>}}} props
 */
function Devices({ health }) {
  const late = useLateScans().data?.scans.length ?? 0;
  const lightsOut = Object.keys(health.lights_not_answering).length;
  const ill = health.devices.filter((device) => device.status !== "good");
  const well = health.devices.length - ill.length;
  const ledgerWell = health.ledger === "good";
  return html`
    <div class="below">
      <a class="all-devices" href="#/devices"><ul class="devices" aria-label=${text.devices.title}>
        ${late > 0 && html`<${Device} status="bad" name=${text.late.waiting(late)} />`}
        ${!ledgerWell && html`<${Device} status="bad" name=${text.devices.ledger} words=${health.ledger} />`}
        ${lightsOut > 0 && html`<${Device} status="bad" name=${text.devices.lightsOut(lightsOut)} />`}
        ${ill.length > NAMED
          ? html`<${Device} status="bad" name=${text.devices.ill(ill.length)} />`
          : ill.map((device) => html`<${Device} key=${device.name} status=${device.status} name=${device.name} words=${device.detail} />`)}
        ${(ledgerWell || well > 0) && html`<${Device} status="good" name=${text.devices.well(ledgerWell, well)} />`}
      </ul></a>
      <a class="button" href="#/labels">${text.labels.title}</a>
    </div>
  `;
}

function Device({ status, name, words = "" }) {
  return html`<li class=${status}><${Mark} status=${status} /><b>${name}</b> <span>${words}</span></li>`;
}
