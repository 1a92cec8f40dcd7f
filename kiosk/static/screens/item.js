/** An item: how many there are and where, by which codes it is known, and what happened to it. */
import { BorrowedScanner } from "../borrowed.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";
import { Ask, useLookingUp } from "./look.js";

const text = await words("lookup");

/** @typedef {import("../shapes.js").Item} Item @typedef {import("../shapes.js").ItemStock} ItemStock */

/** @param {{words: string[]}} props its SKU */
export function ItemScreen({ words: [sku] }) {
  const looking = useLookingUp();
  const item = useResource(`/items/${encodeURIComponent(sku)}`, ["item", "place"]);
  return html`
    <${Frame} title=${sku} up="/look" resources=${[item]} kind="looking" aside=${html`<${BorrowedScanner} onCode=${looking.scan} />`}>
      <${Missing} resource=${item} />
      ${item.data && html`<${Sheet} item=${item.data} />`}
      <div class="foot"><${Ask} looking=${looking} /></div>
    <//>
  `;
}

/** @param {{item: Item}} props */
function Sheet({ item }) {
  const sum = (/** @type {"on_hand" | "reserved"} */ name) => item.stock.reduce((all, row) => all + row[name], 0);
  const sku = encodeURIComponent(item.sku);
  return html`
    <div class="sheet">
      <div class="head">
        <div class="goods"><p class="sku">${item.sku}</p><p class="description">${item.description}</p></div>
        <div class="deeds">
          <a class="button" href=${`#/labels/item_label/${sku}`}>${text.label}</a>
          <a class="button" href=${`#/items/${sku}/story`}>${text.story}</a>
        </div>
      </div>
      <dl class="figures">
        <div><dt>${text.onHand}</dt><dd>${sum("on_hand")}</dd></div>
        <div><dt>${text.reserved}</dt><dd>${sum("reserved")}</dd></div>
        <div class="best"><dt>${text.available}</dt><dd>${item.available}</dd></div>
      </dl>
      <ul class="stock-rows">${item.stock.map((row) => html`<${Row} key=${`${row.place} ${row.unit}`} row=${row} sku=${sku} />`)}</ul>
      ${!item.stock.length && html`<p class="hint">${item.kit === "virtual" ? text.kit : text.nowhere}</p>`}
      ${item.components.length > 0 && html`<p class="hint">${text.madeOf} ${item.components.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(", ")}</p>`}
      <p class="codes-line"><b>${text.barcodes}</b> ${item.barcodes.map((code) => html`<code key=${code}>${code}</code> `)}</p>
    </div>
  `;
}

/** @param {{row: ItemStock, sku: string}} props `sku` as it stands in an address */
function Row({ row, sku }) {
  const place = encodeURIComponent(row.place);
  return html`
    <li>
      <span class="figure">${row.on_hand}<small>${row.reserved > 0 ? text.reservedOf(row.reserved) : text.free}</small></span>
      <span class="what"><a href=${`#/bins/${place}`}>${row.place}</a> ${row.unit}<small>${text.places[row.kind === "bin" ? row.purpose : row.kind] ?? row.kind}</small></span>
      ${row.kind === "bin" && html`
        <span class="deeds">
          <a class="button" href=${`#/move/${place}/${sku}`}>${text.move}</a>
          <a class="button" href=${`#/set-right/${place}/${sku}${row.unit ? `/${encodeURIComponent(row.unit)}` : ""}`}>${text.setRight}</a>
        </span>`}
    </li>
  `;
}
