/** Where the screens begin: which address shows which screen. */
import { html } from "./html.js";
import { startListening } from "./live.js";
import { text } from "./messages.js";
import { useRoute } from "./route.js";
import { Frame } from "./frame.js";
import { DeviceScreen } from "./screens/device.js";
import { Devices } from "./screens/devices.js";
import { Home } from "./screens/home.js";
import { Labels } from "./screens/labels.js";
import { OrderScreen } from "./screens/order.js";
import { Orders } from "./screens/orders.js";
import { Pack } from "./screens/pack.js";
import { Pick } from "./screens/pick.js";
import { PickStart } from "./screens/pick_start.js";
import { Sealed } from "./screens/sealed.js";
import { Ship } from "./screens/ship.js";
import { render } from "./vendor/preact.js";

/** @type {[RegExp, any][]} */
const SCREENS = [
  [/^\/$/, Home],
  [/^\/pick$/, PickStart],
  [/^\/pick\/(\d+)$/, Pick],
  [/^\/pack$/, Pack],
  [/^\/pack\/sealed\/([^/]+)\/(\d+)$/, Sealed],
  [/^\/ship$/, Ship],
  [/^\/orders$/, Orders],
  [/^\/orders\/([^/]+)$/, OrderScreen],
  [/^\/labels$/, Labels],
  [/^\/devices$/, Devices],
  [/^\/devices\/([^/]+)$/, DeviceScreen],
];

function Kiosk() {
  const route = useRoute();
  for (const [shape, screen] of SCREENS) {
    const found = shape.exec(route);
    if (found) return html`<${screen} key=${route} words=${found.slice(1).map(decodeURIComponent)} />`;
  }
  return html`<${Frame} title=${text.product} resources=${[]}><p class="nothing">${text.unknownPage}</p><//>`;
}

startListening();
render(html`<${Kiosk} />`, document.body);
