/** The filters of the order console: how far orders are by one tap, what they say by typing, the rest behind one more. */
import { typed } from "../form.js";
import { html } from "../html.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { EVERY, FURTHER, SHOWN } from "./order_filter.js";

const text = await words("orders");
const { channels, states } = await words("states");

const TYPING_MS = 250;

/** @typedef {import("./order_filter.js").Filter} Filter */

/** @param {{counts: Record<string, number>, filter: Filter, change: (part: Partial<Filter>) => void}} props */
export function Filters({ counts, filter, change }) {
  const narrowed = FURTHER.some((name) => filter[name]);
  const [opened, open] = useState(false);
  const [cleared, clear] = useState(0);
  const every = Object.values(filter).every((words) => !words);
  return html`
    <div class="filters">
      <div class="chips" role="group" aria-label=${text.title}>
        <${Chip} words=${text.all} on=${every} choose=${() => {
          change(EVERY);
          clear(cleared + 1);
        }} />
        ${SHOWN.map(
          (show) => html`<${Chip} key=${show} words=${text.shown[show]} count=${counts[show]} on=${filter.show === show}
            choose=${() => change({ show: filter.show === show ? "" : show })} />`,
        )}
      </div>
      <div class="find">
        <${Search} key=${cleared} words=${filter.text} search=${(/** @type {string} */ words) => change({ text: words })} />
        ${!narrowed && html`<button class="quiet" aria-expanded=${opened} onClick=${() => open(!opened)}>${text.moreFilters}</button>`}
      </div>
      ${(opened || narrowed) && html`<${Further} filter=${filter} change=${change} />`}
    </div>
  `;
}

/** @param {{words: string, count?: number, on: boolean, choose: () => void}} props */
function Chip({ words, count, on, choose }) {
  return html`<button class="chip" aria-pressed=${on} onClick=${choose}>${words} ${count !== undefined && html`<b>${count}</b>`}</button>`;
}

/** @param {{words: string, search: (words: string) => void}} props */
function Search({ words, search }) {
  const [entered, enter] = useState(words);
  useEffect(() => {
    if (entered === words) return undefined;
    const timer = setTimeout(() => search(entered), TYPING_MS);
    return () => clearTimeout(timer);
  }, [entered]);
  return html`<input type="search" aria-label=${text.search} placeholder=${text.find} value=${entered} maxlength="200"
    onInput=${typed(enter)} />`;
}

/** @param {{filter: Filter, change: (part: Partial<Filter>) => void}} props */
function Further({ filter, change }) {
  return html`
    <div class="further-filters">
      <${Choice} any=${text.anyState} names=${states} chosen=${filter.state} choose=${(/** @type {string} */ state) => change({ state })} />
      <${Choice} any=${text.anyChannel} names=${channels} chosen=${filter.channel} choose=${(/** @type {string} */ channel) => change({ channel })} />
      <${Choice} any=${text.anyDay} names=${text.days} chosen=${filter.placed}
        choose=${(/** @type {string} */ placed) => change({ placed, from: "", to: "" })} />
      ${filter.placed === "days" && html`
        <label>${text.from}<input type="date" value=${filter.from} onChange=${typed((from) => change({ from }))} /></label>
        <label>${text.to}<input type="date" value=${filter.to} onChange=${typed((to) => change({ to }))} /></label>`}
    </div>
  `;
}

/** @param {{any: string, names: Record<string, string>, chosen: string, choose: (name: string) => void}} props */
function Choice({ any, names, chosen, choose }) {
  return html`
    <select aria-label=${any} value=${chosen} onChange=${typed(choose)}>
      <option value="">${any}</option>
      ${Object.entries(names).map(([name, words]) => html`<option key=${name} value=${name}>${words}</option>`)}
    </select>
  `;
}
