/** The alarm on the screen: the whole screen red, an icon, words. It stays until the right thing is scanned. */
import { html } from "./html.js";
import { text } from "./messages.js";
import { soundAlarm } from "./sound.js";
import { useEffect } from "./vendor/preact-hooks.js";

/**
 * Sound the alarm whenever what the box said carries one. A scan that never reached the box sounds here in any case.
 * @param {any} said a view, new at every answer @param {any} alarm @param {boolean} boxSounds whether the box itself sounds for scans
 */
export function useAlarmSound(said, alarm, boxSounds) {
  useEffect(() => {
    if (alarm) soundAlarm(boxSounds && alarm.kind !== "other");
  }, [said, alarm]);
}

/** @param {{alarm: import("./shapes.js").Alarm}} props */
export function AlarmWords({ alarm }) {
  return html`
    <div class="alarm" role="alert">
      <svg class="sign" viewBox="0 0 48 48" aria-hidden="true">
        <path class="plate" d="M15 3h18l12 12v18L33 45H15L3 33V15z" />
        <path class="cross" d="m16 16 16 16m0-16L16 32" />
      </svg>
      <h2>${text.alarm[alarm.kind] ?? text.alarm.other}</h2>
      <p>${alarm.message} <span class="counted">${text.alarm.nothingCounted}</span></p>
    </div>
  `;
}
