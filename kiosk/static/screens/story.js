/** What happened to an item or in a place, newest first. */
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { Timeline } from "./timeline.js";

const text = await words("lookup");

/** @param {{words: string[]}} props its SKU */
export function ItemStory({ words: [sku] }) {
  return html`<${Story} title=${sku} path=${`/items/${encodeURIComponent(sku)}`} up=${`/items/${encodeURIComponent(sku)}`} />`;
}

/** @param {{words: string[]}} props its code */
export function PlaceStory({ words: [code] }) {
  return html`<${Story} title=${code} path=${`/places/${encodeURIComponent(code)}`} up=${`/bins/${encodeURIComponent(code)}`} />`;
}

/** @param {{title: string, path: string, up: string}} props */
function Story({ title, path, up }) {
  const newest = useResource(`${path}/story`, ["item", "place"]);
  return html`
    <${Frame} title=${title} up=${up} resources=${[newest]} kind="story">
      <${Missing} resource=${newest} />
      ${newest.data && html`<${Page} resource=${newest} path=${path} />`}
    <//>
  `;
}

/**
 * One page of the story, and the one before it once it was asked for.
 * @param {{resource: any, path: string}} props
 */
function Page({ resource, path }) {
  const [further, open] = useState("");
  const { entries, next } = resource.data;
  return html`
    <${Timeline} entries=${entries} />
    ${next && further !== next && html`<button onClick=${() => open(next)}>${text.earlier}</button>`}
    ${next && further === next && html`<${Earlier} key=${next} path=${path} before=${next} />`}
  `;
}

/** @param {{path: string, before: string}} props */
function Earlier({ path, before }) {
  const page = useResource(`${path}/story?${new URLSearchParams({ before })}`, []);
  return page.data ? html`<${Page} resource=${page} path=${path} />` : html`<${Missing} resource=${page} />`;
}
