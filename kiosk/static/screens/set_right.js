/** The books of a bin are set right, with a reason: first why, then by how many. */
import { useAction } from "../action.js";
import { Frame, Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { NumberPad, useNumber } from "../number_pad.js";
import { useResource } from "../resource.js";
import { useTelling } from "../telling.js";
import { Unanswered } from "../unanswered.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { ItemCard } from "./stock_stage.js";

const text = await words("lookup");
const open = await words("unanswered");

/**
 * Each reason says by itself whether units are fewer or more.
 * @type {Record<string, -1 | 1>}
 */
const REASONS = { damaged: -1, lost: -1, promotional_sample: -1, found: 1, returned: 1 };

/** @typedef {import("../shapes.js").BinContent} BinContent */

/** @param {{words: string[]}} props bin, SKU, and the lot or serial number where there is one */
export function SetRight({ words: [bin, sku, unit = ""] }) {
  const content = useResource(`/bins/${encodeURIComponent(bin)}`, ["item"]);
  const [reason, choose] = useState("");
  const [told, tell] = useState("");
  /** @type {BinContent | undefined} */
  const row = content.data?.content.find((/** @type {BinContent} */ one) => one.sku === sku && one.unit === unit);
  const done = (/** @type {string} */ words) => {
    tell(words);
    choose("");
    content.refresh();
  };
  const card = html`
    <${ItemCard} sku=${sku} unit=${unit} description=${row?.description ?? ""}>
      <p class="of">${text.booksSay(row?.on_hand ?? 0, bin)}${row?.reserved ? ` · ${text.reservedOf(row.reserved)}` : ""}</p>
    <//>
  `;
  return html`
    <${Frame} title=${text.setRight} up=${`/bins/${encodeURIComponent(bin)}`} resources=${[content]} kind="floor work">
      <${Missing} resource=${content} />
      ${content.data && reason && html`<${Amount} key=${reason} reason=${reason} row=${row} said=${{ bin, sku, unit }} done=${done} back=${() => choose("")}>${card}<//>`}
      ${content.data && !reason && html`
        <div class="stop reasoning">
          <div class="say">
            ${told && html`<p class="notice done" role="status"><span aria-hidden="true">✓</span> ${told}</p>`}
            <p class="ask big">${text.why}</p>
            ${card}
          </div>
          <div class="thumb">
            <${Reasons} choose=${choose} empty=${!row} />
            <a class="button" href=${`#/bins/${encodeURIComponent(bin)}`}>${text.leaveIt}</a>
          </div>
        </div>`}
    <//>
  `;
}

/** @param {{choose: (reason: string) => void, empty: boolean}} props */
function Reasons({ choose, empty }) {
  const all = Object.keys(REASONS).filter((reason) => !empty || REASONS[reason] > 0);
  return html`<div class="reason-grid">${all.map((reason) => html`
    <button key=${reason} onClick=${() => choose(reason)}><span aria-hidden="true">${REASONS[reason] > 0 ? "+" : "−"}</span> ${text.reasons[reason]}</button>`)}</div>`;
}

/**
 * @param {{reason: string, row?: BinContent, said: {bin: string, sku: string, unit: string}, done: (words: string) => void, back: () => void,
 *   children?: any}} props
 */
function Amount({ reason, row, said, done, back, children }) {
  const sign = REASONS[reason];
  const number = useNumber(null, sign < 0 ? { most: row?.on_hand ?? 0 } : {});
  const change = sign * (number.value ?? 0);
  const telling = useTelling();
  useEffect(() => {
    telling.takeUp().then((what) => what && done(open.booked(what)), () => {});
  }, []);
  const write = useAction(async () => {
    const { broken } = await telling.tell("/stock/adjustments", { ...said, change, reason });
    done(text.written(change, said.sku, said.bin, broken));
  });
  return html`
    <div class="stop counting">
      <div class="say">
        <p class="ask big">${text.byHowMany(reason)}</p>
        <p class="amount-line"><output class="amount-said">${sign < 0 ? "−" : "+"}${number.figure || "–"}</output></p>
        ${children}
        <${Trouble} error=${write.error} />
      </div>
      <div class="thumb">
        ${telling.missing
          ? html`<${Unanswered} telling=${telling} />`
          : html`
            <${NumberPad} number=${number}>
              <button class="main" disabled=${!number.sound || write.busy} onClick=${write.run}>${text.write(change)}</button>
            <//>
            <div class="actions"><button disabled=${write.busy} onClick=${back}>${text.otherReason}</button></div>`}
      </div>
    </div>
  `;
}
