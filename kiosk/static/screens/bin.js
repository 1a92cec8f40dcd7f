/** A bin, a tote or a station: what lies there by the books, and what can be done about it. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { BorrowedScanner } from "../borrowed.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { words } from "../words.js";
import { Ask, OrdersInside, useLookingUp } from "./look.js";

const text = await words("lookup");

/** @typedef {import("../shapes.js").BinContent} BinContent */

/** @param {{words: string[]}} props its code */
export function BinScreen({ words: [code] }) {
  const path = encodeURIComponent(code);
  const looking = useLookingUp();
  const bin = useResource(`/bins/${path}`, ["item", "place"]);
  const found = useResource(`/look-up?${new URLSearchParams({ text: code })}`, ["order", "pick_session", "pack_check"]);
  const isBin = found.data?.found === "bin";
  return html`
    <${Frame} title=${code} up="/look" resources=${[bin, found]} kind="looking" aside=${html`<${BorrowedScanner} onCode=${looking.scan} />`}>
      <${Missing} resource=${bin} />
      ${bin.data && found.data && html`
        <div class="sheet">
          <div class="facts-line">
            <p class="plate-small">${bin.data.bin}</p>
            <p><b>${text.places[isBin ? bin.data.purpose : found.data.found] ?? found.data.found}</b>
              <small>${[bin.data.zone && text.zone(bin.data.zone), isBin && (bin.data.sellable ? text.sold : text.notSold)].filter(Boolean).join(" · ")}</small></p>
          </div>
          ${found.data.orders.length > 0 && html`<${OrdersInside} orders=${found.data.orders} />`}
          ${!bin.data.content.length && html`<${Nothing} words=${text.emptyBin} />`}
          <ul class="stock-rows">
            ${bin.data.content.map((/** @type {BinContent} */ row) => html`<${Row} key=${`${row.sku} ${row.unit}`} row=${row} bin=${bin.data.bin} isBin=${isBin} />`)}
          </ul>
          <${Deeds} bin=${bin.data.bin} isBin=${isBin} kind=${found.data.found} />
        </div>`}
      <div class="foot"><${Ask} looking=${looking} /></div>
    <//>
  `;
}

/** @param {{row: BinContent, bin: string, isBin: boolean}} props */
function Row({ row, bin, isBin }) {
  const here = `${encodeURIComponent(bin)}/${encodeURIComponent(row.sku)}`;
  return html`
    <li>
      <span class="figure">${row.on_hand}<small>${row.reserved > 0 ? text.reservedOf(row.reserved) : text.free}</small></span>
      <span class="what"><a href=${`#/items/${encodeURIComponent(row.sku)}`}>${row.sku}</a> ${row.unit}<small>${row.description}</small></span>
      ${isBin && html`
        <span class="deeds">
          <a class="button" href=${`#/move/${here}`}>${text.move}</a>
          <a class="button" href=${`#/set-right/${here}${row.unit ? `/${encodeURIComponent(row.unit)}` : ""}`}>${text.setRight}</a>
        </span>`}
    </li>
  `;
}

/** @param {{bin: string, isBin: boolean, kind: string}} props */
function Deeds({ bin, isBin, kind }) {
  const count = useAction(async () => {
    await post("/counts", { bin });
    go("/counts");
  });
  const label = kind === "tote" ? "tote_label" : kind === "station" ? "station_label" : "bin_label";
  return html`
    <${Trouble} error=${count.error} />
    <div class="deeds">
      ${isBin && html`<button disabled=${count.busy} onClick=${count.run}>${text.count}</button>`}
      <a class="button" href=${`#/labels/${label}/${encodeURIComponent(bin)}`}>${text.label}</a>
      <a class="button" href=${`#/bins/${encodeURIComponent(bin)}/story`}>${text.story}</a>
    </div>
  `;
}
