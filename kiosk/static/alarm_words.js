/** What the alarm says. */
import { html } from "./html.js";
import { words } from "./words.js";

export { soundAlarm } from "./sound.js";

const text = await words("alarm");

/** @param {{alarm: import("./shapes.js").Alarm}} props */
export function AlarmWords({ alarm }) {
  return html`
    <div class="alarm" role="alert">
      <svg class="sign" viewBox="0 0 48 48" aria-hidden="true">
        <path class="plate" d="M15 3h18l12 12v18L33 45H15L3 33V15z" />
        <path class="cross" d="m16 16 16 16m0-16L16 32" />
      </svg>
      <h2>${text.kinds[alarm.kind] ?? text.kinds.other}</h2>
      <p>${alarm.spoken ?? text.said[alarm.kind]?.(alarm.code) ?? alarm.message} <span class="counted">${text.nothingCounted}</span></p>
    </div>
  `;
}
