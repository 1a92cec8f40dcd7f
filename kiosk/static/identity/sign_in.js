/** Who is it? A badge, or a name and its PIN. */
import { useAction } from "../action.js";
import { CameraButton } from "../camera.js";
import { Missing } from "../frame.js";
import { html } from "../html.js";
import { useMe } from "../me.js";
import { Kept } from "../offline/kept.js";
import { useResource } from "../resource.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { useBadge } from "./badge_scans.js";
import { PinPad } from "./pin_pad.js";
import { signInBy } from "./signing_in.js";

const text = await words("identity");

// A device at which nobody is signed in hears no events: it looks itself who works here by now.
const LOOK_AGAIN_MS = 5_000;

/** The whole screen of a device at which nobody works. */
export function SignInScreen() {
  const known = useMe();
  useEffect(() => {
    document.title = text.whoIsIt;
  }, []);
  return html`
    <main class="alone sign-in">
      <header><h1 class="of-box">${known?.box.name} · ${known?.device.name}</h1></header>
      <${Kept} />
      ${known?.plain && html`<p class="notice">${text.plain}</p>`}
      <${SignIn} />
    </main>
  `;
}

/** @param {{done?: () => void}} props `done`: somebody is signed in */
export function SignIn({ done = () => {} }) {
  const people = useResource("/operators", ["people"]);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || people.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [people]);
  const badge = useBadge();
  const [before] = useState(badge.done);
  const [name, choose] = useState("");
  const seen = useAction(async (/** @type {string} */ code) => {
    await signInBy({ badge: code });
    done();
  });
  const trouble = seen.error ?? badge.error;
  useEffect(() => {
    if (badge.done !== before) done();
  }, [badge.done]);
  if (name) {
    const enter = async (/** @type {string} */ pin) => {
      await signInBy({ operator: name, pin });
      done();
    };
    return html`
      <${PinPad} label=${text.signIn} submit=${enter}>
        <h2>${text.pinOf(name)}</h2>
        <button type="button" class="quiet" onClick=${() => choose("")}>${text.somebodyElse}</button>
      <//>
    `;
  }
  /** @type {import("../shapes.js").Operator[]} */
  const here = (people.data?.operators ?? []).filter((/** @type {import("../shapes.js").Operator} */ one) => one.active);
  return html`
    <div class="who-is-it">
      <h2>${text.whoIsIt}</h2>
      <div class="by-badge"><${Badge} /><p>${text.scanBadge}</p><${CameraButton} onCode=${seen.run} /></div>
      ${trouble && html`<p class="trouble" role="alert">${trouble.message}</p>`}
      <${Missing} resource=${people} />
      ${here.length > 0 && html`<p class="soft">${text.orName}</p>`}
      <ul class="names">${here.map((one) => html`<li key=${one.operator}><${Name} one=${one} choose=${choose} /></li>`)}</ul>
      ${people.data && !here.length && html`<p class="soft">${text.nobody}</p>`}
    </div>
  `;
}

/** @param {{one: import("../shapes.js").Operator, choose: (name: string) => void}} props without a PIN only the badge shows who it is */
function Name({ one, choose }) {
  return html`
    <button type="button" class="quiet" disabled=${!one.has_pin} onClick=${() => choose(one.operator)}>
      <span>${one.operator}<small>${text.roles[one.role]}${one.has_pin ? "" : ` · ${text.badgeOnly}`}</small></span>
    </button>
  `;
}

function Badge() {
  return html`
    <svg viewBox="0 0 48 48" aria-hidden="true">
      <rect x="9" y="10" width="30" height="34" rx="4" /><path d="M19 10V4h10v6M16 38h16" /><circle cx="24" cy="21" r="5" /><path d="M16 32c2-6 14-6 16 0" />
    </svg>
  `;
}
