/** The alarm of this screen: a low tone and three vibrations. The browser allows neither before somebody touched the page. */

const TONE_HZ = 165;
const TONE_S = 0.8;
// The answer to a scan and the event about it tell of the same mistake; a tone takes nearly as long.
const SAME_MS = 1_000;
const VIBRATION_MS = [200, 100, 200, 100, 200];

/** @type {AudioContext | null} */
let audio = null;
let soundedMs = -Infinity;

/**
 * Sound the alarm once; calls for the same mistake, close together, are one.
 * @param {boolean} boxSounds then only the hand is told here
 */
export function soundAlarm(boxSounds) {
  const nowMs = performance.now();
  if (nowMs - soundedMs < SAME_MS || !navigator.userActivation?.hasBeenActive) return;
  soundedMs = nowMs;
  navigator.vibrate?.(VIBRATION_MS);
  if (!boxSounds) tone();
}

function tone() {
  audio ??= new AudioContext();
  audio.resume();
  const voice = new OscillatorNode(audio, { type: "sawtooth", frequency: TONE_HZ });
  const volume = new GainNode(audio, { gain: 0.5 });
  const end = audio.currentTime + TONE_S;
  volume.gain.setValueAtTime(0.5, end - 0.05);
  volume.gain.linearRampToValueAtTime(0, end);
  voice.connect(volume).connect(audio.destination);
  voice.start();
  voice.stop(end);
}
