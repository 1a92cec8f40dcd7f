/** The lines below the bar of every screen: that the box has stopped writing, and what waits on this device for it. */
import { html } from "./html.js";
import { Kept } from "./offline/kept.js";
import { Stopped } from "./stopped.js";

/** Nothing when there is nothing to say. */
export function Notices() {
  return html`<${Stopped} /><${Kept} />`;
}
