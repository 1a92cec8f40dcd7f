/** The alarm on the screen: the whole screen red, an icon, words, a tone. It stays until the right thing is scanned. */
import { later } from "./later.js";
import { useEffect } from "./vendor/preact-hooks.js";

// Nobody scans wrong before the first prompt is there: until then the screen does without.
const fetchWords = () => import("./alarm_words.js");

/** The words and the icon, of an `alarm`. */
export const AlarmWords = later(() => fetchWords().then((found) => found.AlarmWords));

/**
 * Sound the alarm whenever what the box said carries one. A scan that never reached the box sounds here in any case.
 * @param {any} said a view, new at every answer
 * @param {import("./shapes.js").Alarm | null | undefined} alarm
 * @param {boolean} boxSounds whether the box itself sounds for scans
 */
export function useAlarmSound(said, alarm, boxSounds) {
  useEffect(() => {
    if (alarm) fetchWords().then((found) => found.soundAlarm(boxSounds && alarm.kind !== "other"), () => {});
  }, [said, alarm]);
}
