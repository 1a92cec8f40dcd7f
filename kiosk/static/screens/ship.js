/** Parcels that wait for the carrier: their labels' numbers, and the batch that ships them together. */
import { useAction } from "../action.js";
import { sent, typed } from "../form.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useScanners } from "../scanners.js";
import { useTelling } from "../telling.js";
import { Unanswered } from "../unanswered.js";
import { useState } from "../vendor/preact-hooks.js";
import { moment } from "../wording.js";
import { words } from "../words.js";

const text = await words("ship");

export function Ship() {
  const parcels = useResource("/to-ship", ["order", "batch"]);
  const batches = useResource("/batches", ["batch"]);
  const { simulated } = useScanners(() => false);
  const [closed, show] = useState(null);
  /** @type {import("../shapes.js").ToShip[]} */
  const orders = parcels.data?.orders ?? [];
  return html`
    <${Frame} title=${text.title} resources=${[parcels, batches]} kind="shipping">
      <${Missing} resource=${parcels} />
      ${closed && html`<${Closed} batch=${closed} />`}
      ${parcels.data && !orders.length && html`<${Nothing} words=${text.none} />`}
      ${orders.length > 0 && html`
        <${CloseBatch} orders=${orders} closed=${show} />
        <ul class="parcels">${orders.map((parcel) => html`<${Parcel} key=${`${parcel.order} ${parcel.carrier} ${parcel.tracking}`} parcel=${parcel} simulated=${simulated} />`)}</ul>`}
      ${batches.data?.batches.length > 0 && html`<${Batches} batches=${batches.data.batches} />`}
    <//>
  `;
}

/** @param {{orders: import("../shapes.js").ToShip[], closed: (batch: any) => void}} props */
function CloseBatch({ orders, closed }) {
  const ready = orders.filter((parcel) => parcel.tracking).length;
  const telling = useTelling();
  const close = useAction(async () => closed(await telling.tell("/batches")));
  return html`
    <div class="close-batch">
      <p>${text.summary(ready, orders.length)}</p>
      <button class="main" disabled=${!ready || close.busy} onClick=${close.run}>
        ${ready ? text.close(ready) : text.noneTracked}
      </button>
      <${Trouble} error=${close.error} />
      <${Unanswered} telling=${telling} />
    </div>
  `;
}

/** @param {{batch: {batch: number, shipped: string[], left: {order: string, why: string}[]}}} props */
function Closed({ batch }) {
  return html`
    <section class="card closed" role="status">
      <h2>✓ ${text.batch(batch.batch)}</h2>
      <p>${text.shipped(batch.shipped.length)}: ${batch.shipped.map((order) => html`<a key=${order} href=${`#/orders/${order}`}>${order}</a> `)}</p>
      ${batch.left.length > 0 && html`
        <h3>${text.left}</h3>
        <ul>${batch.left.map(({ order, why }) => html`<li key=${order}><a href=${`#/orders/${order}`}>${order}</a>: ${why}</li>`)}</ul>`}
    </section>
  `;
}

/** @param {{parcel: import("../shapes.js").ToShip, simulated: boolean}} props */
function Parcel({ parcel, simulated }) {
  const [carrier, setCarrier] = useState(parcel.carrier);
  const [tracking, setTracking] = useState(parcel.tracking);
  const telling = useTelling();
  const save = useAction(async () => {
    await telling.tell(`/orders/${parcel.order}/tracking`, { carrier, tracking, service: parcel.service });
  });
  const sample = () => {
    setCarrier("UPS");
    setTracking(sampleTracking(parcel.order));
  };
  const saved = Boolean(parcel.tracking) && tracking === parcel.tracking && carrier === parcel.carrier;
  return html`
    <li>
      <form class=${saved ? "saved" : ""} onSubmit=${sent(save.run)}>
        <p class="what"><a href=${`#/orders/${parcel.order}`}>${parcel.order}</a>
          <small>${parcel.buyer} · ${parcel.wanted || text.anyService}</small></p>
        <label>${text.carrier}<input name="carrier" required maxlength="80" value=${carrier} autocomplete="off"
          onInput=${typed(setCarrier)} /></label>
        <label>${text.tracking}<input name="tracking" required maxlength="120" value=${tracking} autocomplete="off"
          onInput=${typed(setTracking)} /></label>
        <div class="buttons">
          ${simulated && !tracking && html`<button key="sample" type="button" class="quiet" onClick=${sample}>${text.sample}</button>`}
          ${(tracking || !simulated) && html`<button key="save" disabled=${saved || save.busy}>${saved ? `✓ ${text.saved}` : text.save}</button>`}
        </div>
        <${Trouble} error=${save.error} />
        <${Unanswered} telling=${telling} />
      </form>
    </li>
  `;
}

/**
 * A number of the shape of a UPS label's.
 * @param {string} order
 */
function sampleTracking(order) {
  const digits = order.replace(/\D/g, "").padStart(10, "0").slice(-10);
  return `1Z999AA1${digits}`;
}

/** @param {{batches: import("../shapes.js").Batch[]}} props */
function Batches({ batches }) {
  return html`
    <section class="card">
      <h2>${text.batches}</h2>
      <ul class="rows">
        ${batches.slice(0, 5).map(
          ({ batch, closed_ms, shipments }) =>
            html`<li key=${batch}><b>${text.batch(batch)}</b><span>${text.shipments(shipments)}</span><span>${moment(closed_ms)}</span></li>`,
        )}
      </ul>
    </section>
  `;
}
