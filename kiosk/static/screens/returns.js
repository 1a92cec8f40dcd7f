/** The returns desk: its place is kept. What to do with goods that come back until it is there. */
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";

const text = await words("returns");

/** Where goods are safe that nobody may sell yet. */
const SAFE = ["returns", "quarantine"];

export function Returns() {
  const bins = useResource("/bins", ["place"]);
  const safe = (bins.data?.bins ?? []).filter((/** @type {{purpose: string}} */ bin) => SAFE.includes(bin.purpose));
  return html`
    <${Frame} title=${text.title} resources=${[bins]} kind="looking">
      <${Missing} resource=${bins} />
      ${bins.data && html`
        <section class="card sheet">
          <h2>${text.later}</h2>
          <p>${text.untilThen}</p>
          <ol class="steps-list">${text.steps.map((step) => html`<li key=${step}>${step}</li>`)}</ol>
          ${safe.length > 0
            ? html`<div class="deeds">${safe.map((/** @type {{code: string}} */ bin) => html`<a key=${bin.code} class="button main" href=${`#/bins/${encodeURIComponent(bin.code)}`}>${bin.code}</a>`)}</div>`
            : html`<p class="notice">${text.noBin}</p>`}
          <div class="deeds"><a class="button" href="#/receive/loose">${text.receive}</a><a class="button" href="#/look">${text.look}</a></div>
        </section>`}
    <//>
  `;
}
