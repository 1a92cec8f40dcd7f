/** Where a walk can't go on without the box: it never looks finished. */
import { html } from "../html.js";
import { words } from "../words.js";

const text = await words("offline");

/** @param {{view: import("./walk_model.js").Walk}} props */
export function WithoutBox({ view }) {
  const done = view.await !== "box";
  return html`
    <section class="ending" role="status">
      <h2>${done ? text.done : text.unknown}</h2>
      <p>${view.asked ? text.asked(view.asked) : done ? text.doneHint : text.unknownHint}</p>
      <ul class="totes">${view.totes.map(({ tote, order }) => html`<li class="aside" key=${order}><b class="code">${tote}</b> <span>${order}</span></li>`)}</ul>
    </section>
  `;
}
