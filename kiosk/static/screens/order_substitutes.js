/** What could be sent instead of units that were not found: items with the same interchange number that are there. */
import { post } from "../api.js";
import { html } from "../html.js";
import { words } from "../words.js";
import { Asked } from "./asked.js";

const text = await words("order");

/**
 * @typedef {import("../shapes.js").Missing} Missing
 * @typedef {Missing["substitutes"][number]} Offer
 */

/** @param {{order: import("../shapes.js").Order}} props */
export function Substitutes({ order }) {
  const missing = (order.decision?.missing ?? []).filter(({ substitutes }) => substitutes.length);
  if (!missing.length) return null;
  return html`
    <section class="card warning">
      <h2>${text.substitutes}</h2>
      <ul class="rows">
        ${missing.flatMap((lack) =>
          lack.substitutes.map((offer) => html`<${Instead} key=${`${lack.sku} ${offer.sku}`} order=${order.order} lack=${lack} offer=${offer} />`),
        )}
      </ul>
    </section>
  `;
}

/** @param {{order: string, lack: Missing, offer: Offer}} props */
function Instead({ order, lack, offer }) {
  const quantity = Math.min(lack.quantity, offer.available);
  const about = [offer.description, offer.grade, offer.condition, text.thereAre(offer.available, offer.bin)];
  return html`
    <li class="instead">
      <span class="what"><b class="sku">${offer.sku}</b><small>${about.filter(Boolean).join(" · ")}</small></span>
      <${Asked} open=${text.sendInstead} question=${text.insteadOf(quantity, offer.sku, lack.sku)} confirm=${text.confirmInstead}
        work=${() => post(`/orders/${order}/substitute`, { sku: lack.sku, with_sku: offer.sku, quantity })} />
    </li>
  `;
}
