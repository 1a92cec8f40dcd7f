/** Letting a device in: what it is, the code for it, and the question whether the one that showed the code may come in. */
import { useAction } from "../action.js";
import { get, post, tell } from "../api.js";
import { sent, typed } from "../form.js";
import { Frame, Trouble } from "../frame.js";
import { html } from "../html.js";
import { Locked, useOpen } from "../identity/locked.js";
import { QrCode } from "../identity/qr_code.js";
import { clock } from "../identity/unlocked.js";
import { useMe } from "../me.js";
import { newId } from "../new_id.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("people");

/** @typedef {import("../shapes.js").PairingOffer} Offer */

const KINDS = ["handheld", "phone", "kiosk"];
const LOOK_AGAIN_MS = 1_000;

export function PairDevice() {
  const [kind, choose] = useState("");
  return html`
    <${Frame} title=${text.pairDevice} up="/paired-devices" resources=${[]} kind="console people">
      <${Locked} right="people">
        ${kind ? html`<${Offered} kind=${kind} again=${() => choose("")} />` : html`<${Kinds} choose=${choose} />`}
      <//>
    <//>
  `;
}

/** @param {{choose: (kind: string) => void}} props */
function Kinds({ choose }) {
  return html`
    <section class="card kinds">
      <h2>${text.whichKind}</h2>
      ${KINDS.map((kind) => html`<button key=${kind} onClick=${() => choose(kind)}><span>${text.kinds[kind]}<small>${text.kindHints[kind]}</small></span></button>`)}
    </section>
  `;
}

/** @param {{kind: string, again: () => void}} props */
function Offered({ kind, again }) {
  const [offer, show] = useState(/** @type {Offer | null} */ (null));
  const [state, step] = useState("");
  const [untilMs, end] = useState(0);
  const [claimed, name] = useState("");
  const make = useAction(async () => {
    const made = await post("/pairings", { kind });
    end(performance.now() + made.valid_s * 1_000);
    step("open");
    show(made);
  });
  const answer = useAction(async (/** @type {"confirm" | "refuse"} */ said, /** @type {object} */ body) => {
    await post(`/pairings/${offer?.pairing}/${said}`, body);
    step(said);
  });
  useEffect(() => void make.run(), []);
  usePairing(offer, state, (now, device) => {
    step(now);
    name(device);
  });
  if (state === "open" && offer) return html`<${Code} offer=${offer} kind=${kind} untilMs=${untilMs} />`;
  if (state === "claimed") return html`<${Question} key=${offer?.pairing} kind=${kind} device=${claimed} answer=${answer} />`;
  return html`
    <section class="card over">
      ${state && html`<p class="lead" role="status">${text.over[state]}</p>`}
      <${Trouble} error=${make.error ?? answer.error} />
      ${(state || make.error) && html`<button class="main" onClick=${again}>${text.another}</button>`}
    </section>
  `;
}

/**
 * Watch what becomes of an offer; one that nobody has answered ends with the screen that showed it.
 * @param {Offer | null} offer @param {string} state @param {(state: string, device: string) => void} changed
 */
function usePairing(offer, state, changed) {
  const open = useOpen();
  const watched = offer !== null && open && ["open", "claimed"].includes(state);
  useEffect(() => {
    if (!watched) return undefined;
    const timer = setInterval(async () => {
      const { pairings } = await get("/pairings").catch(() => ({ pairings: null }));
      if (!pairings) return;
      const found = pairings.find((/** @type {{pairing: number}} */ one) => one.pairing === offer.pairing);
      const now = found ? found.state : "expired";
      if (now !== state) changed(now, found?.name ?? "");
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [watched, state]);
  useEffect(() => {
    if (!offer) return undefined;
    return () => void tell(`/pairings/${offer.pairing}/refuse`, {}, { id: newId() }).catch(() => {});
  }, [offer]);
}

/** @param {{offer: Offer, kind: string, untilMs: number}} props */
function Code({ offer, kind, untilMs }) {
  const leftS = useLeftS(untilMs);
  const [address, ...others] = offer.addresses;
  // Without the network's listener the box has no address but that of its own screen.
  const away = useMe()?.box.addresses.length === 0 && kind !== "kiosk";
  return html`
    <section class="card offer">
      <${QrCode} rows=${offer.qr} label=${text.qrLabel} />
      <div class="by-hand">
        <p>${text.scanThis(text.kinds[kind])}</p>
        <p class="digits"><bdi dir="ltr">${offer.code.slice(0, 4)} ${offer.code.slice(4)}</bdi></p>
        <p>${text.orType}</p>
        <p class="address"><bdi dir="ltr">${address}</bdi></p>
        ${others.length > 0 && html`
          <p>${text.notOpening}</p>
          ${others.map((other) => html`<p key=${other} class="address"><bdi dir="ltr">${other}</bdi></p>`)}`}
        ${away && html`<p class="notice">${offer.https ? text.noAddress : text.noNetwork}</p>`}
        <p class="soft" role="timer">${text.goodFor(clock(leftS))}</p>
        ${offer.help && kind !== "kiosk" && html`
          <p>${text.warned}</p>
          <p class="address"><bdi dir="ltr">${offer.help}</bdi></p>
          <p>${text.mustShow}</p>
          <p class="address"><bdi dir="ltr">${offer.fingerprint.replaceAll(":", " ")}</bdi></p>`}
      </div>
    </section>
  `;
}

/** @param {{kind: string, device: string, answer: any}} props */
function Question({ kind, device, answer }) {
  const [called, call] = useState(device);
  return html`
    <form class="card is-it-yours" onSubmit=${sent(() => answer.run("confirm", { name: called.trim() }))}>
      <h2>${text.isItYours}</h2>
      <p class="lead">${text.kinds[kind]}: ${device}</p>
      <label>${text.called}<input value=${called} maxlength="80" autocomplete="off" onInput=${typed(call)} /></label>
      <${Trouble} error=${answer.error} />
      <div class="answers">
        <button class="main" disabled=${answer.busy}>${text.letIn}</button>
        <button type="button" class="grave" disabled=${answer.busy} onClick=${() => answer.run("refuse", {})}>${text.no}</button>
      </div>
    </form>
  `;
}

/** @param {number} untilMs by the page's own clock @returns {number} */
function useLeftS(untilMs) {
  const left = () => Math.max(0, Math.ceil((untilMs - performance.now()) / 1_000));
  const [leftS, show] = useState(left());
  useEffect(() => {
    const timer = setInterval(() => show(left()), 1_000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return leftS;
}
