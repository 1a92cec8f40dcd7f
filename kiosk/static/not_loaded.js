/** A screen that could not be fetched. */
import { useAction } from "./action.js";
import { Trouble } from "./frame.js";
import { html } from "./html.js";
import { words } from "./words.js";

const text = await words("frame");

/** A module that failed once is not fetched again by every browser, so the page begins anew; but only when the box is there. */
export function NotLoaded() {
  const again = useAction(async () => {
    await fetch(location.pathname, { cache: "no-store" }).catch(() => Promise.reject(new Error(text.connection.unanswered)));
    location.reload();
  });
  return html`
    <div class="failed" role="alert">
      <p>${text.notLoaded}</p>
      <${Trouble} error=${again.error} />
      <button disabled=${again.busy} onClick=${again.run}>${text.retry}</button>
    </div>
  `;
}
