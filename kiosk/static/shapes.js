/**
 * The shapes of what the API answers, as far as the screens read them; the whole description is the API's OpenAPI document.
 * Times are UTC in milliseconds, weights grams, money minor units.
 *
 * @typedef {{kind: string, message: string, code: string}} Alarm
 *
 * @typedef {{bin: string, zone: string, sku: string, description: string, barcodes: string[], quantity: number, picked: number,
 *   tote: string, order: string}} Stop
 *
 * @typedef {{session: number, state: string, operator: string, device: string, started_ms: number, await: string,
 *   stop: Stop | null, alarm: Alarm | null, stops: number, done: number, totes: {tote: string, order: string}[]}} PickSession
 *
 * @typedef {{sku: string, description: string, expected: number, scanned: number, barcodes: string[]}} PackLine
 *
 * @typedef {{pack_check: number, order: string, station: string, operator: string, state: string, tote: string, lines: PackLine[],
 *   missing: number, alarm: Alarm | null}} PackCheck
 *
 * @typedef {{name: string, station: string, session: number | null, simulated: boolean, last: any}} Scanner
 *
 * @typedef {{light: string, state: "shining" | "not_answering" | "none", colour: string, detail: string}} Light
 *
 * @typedef {{name: string, kind: string, driver: string, address: string, about: string, station: string, operator: string,
 *   bound: boolean, documents: string[], found: boolean, simulated: boolean, status: string, detail: string, remedy: string,
 *   since_ms: number, last_error: string, last_error_ms: number, evidence: string, evidence_ms: number}} Device
 *
 * @typedef {{print_job: number, run: number, document: string, subject: string, order: string, parcel: number | null, station: string,
 *   printer: string, copy: boolean, state: string, evidence: string, detail: string, queued_ms: number}} PrintJob
 *
 * @typedef {{set_aside: number, device: string, code: string, at_us: number}} SetAside
 *
 * @typedef {{order: string, buyer: string, wanted: string, carrier: string, service: string, tracking: string}} ToShip
 *
 * @typedef {{order: string, state: string, channel: string, account: string, external_number: string, buyer: string,
 *   placed_ms: number, ship_by_ms: number | null}} OrderRow
 *
 * @typedef {{listing: string, channel_sku: string, title: string, quantity: number, price_minor: number, sku: string | null,
 *   description: string | null, multiplier: number, ordered: number, reserved: number, picked: number, packed: number,
 *   shipped: number, cancelled: number}} OrderLine
 *
 * @typedef {OrderRow & {total_minor: number, currency: string, service: string, note: string, ship_to: Record<string, string>,
 *   tote: string, holds: {kind: string, reason: string}[], lines: OrderLine[],
 *   shipments: {carrier: string, service: string, tracking: string, batch: number | null, state: string, weight_g: number}[],
 *   put_back: {task: number, sku: string, place: string, quantity: number}[]}} Order
 *
 * @typedef {{seq: number, at_ms: number, actor: string, device: string, kind: string, text: string}} Entry
 */
export {};
