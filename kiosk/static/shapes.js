/**
 * The shapes of what the API answers, as far as the screens read them; the whole description is the API's OpenAPI document.
 * Times are UTC in milliseconds, weights grams, money minor units.
 *
 * `spoken`: words of a screen of ours, in its own language; `sounded`: the box sounds for it.
 * @typedef {{kind: string, message: string, code: string, spoken?: string, sounded?: boolean}} Alarm
 *
 * @typedef {{bin: string, zone: string, sku: string, description: string, barcodes: string[], quantity: number, picked: number,
 *   tote: string, order: string}} Stop
 *
 * @typedef {{session: number, state: string, operator: string, device: string, started_ms: number, await: string,
 *   stop: Stop | null, alarm: Alarm | null, stops: number, done: number, totes: {tote: string, order: string, state: string}[]}} PickSession
 *
 * @typedef {{sku: string, description: string, expected: number, scanned: number, barcodes: string[]}} PackLine
 *
 * @typedef {{pack_check: number, order: string, station: string, operator: string, state: string, tote: string, lines: PackLine[],
 *   missing: number, alarm: Alarm | null, parcel: number, parcels: {parcel: number, box: string, lines: {sku: string, quantity: number}[]}[],
 *   suggestion: {boxes: {box: string}[], note: string}}} PackCheck
 *
 * @typedef {{station: string, pack_check: number | null}} Station a packing station and its unfinished check
 *
 * @typedef {{name: string, station: string, session: number | null, simulated: boolean, last: any, last_ms: number, held_by: string,
 *   lent_to: string}} Scanner
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
 * @typedef {{batch: number, closed_ms: number, shipments: number}} Batch
 *
 * @typedef {{order: string, tote: string, buyer: string, units: number}} ToPack
 *
 * @typedef {{order: string, buyer: string, wanted: string, carrier: string, service: string, tracking: string}} ToShip
 *
 * @typedef {{order: string, state: string, channel: string, account: string, external_number: string, buyer: string,
 *   placed_ms: number, ship_by_ms: number | null, priority: number}} OrderRow
 *
 * @typedef {{sku: string, quantity: number, substitutes: {sku: string, description: string, grade: string, condition: string,
 *   bin: string, available: number}[]}} Missing units that an order lacks, and what could be sent instead
 *
 * @typedef {{listing: string, channel_sku: string, title: string, quantity: number, price_minor: number, sku: string | null,
 *   description: string | null, multiplier: number, ordered: number, reserved: number, picked: number, packed: number,
 *   shipped: number, cancelled: number}} OrderLine
 *
 * @typedef {OrderRow & {total_minor: number, currency: string, service: string, note: string, ship_to: Record<string, string>,
 *   tote: string, holds: {kind: string, reason: string}[], decision: {missing: Missing[], choices: string[]} | null, lines: OrderLine[],
 *   shipments: {carrier: string, service: string, tracking: string, batch: number | null, state: string, weight_g: number}[],
 *   put_back: {task: number, sku: string, place: string, quantity: number}[]}} Order
 *
 * @typedef {{seq: number, at_ms: number, actor: string, device: string, kind: string, text: string}} Entry
 *
 * @typedef {{device: {name: string, kind: string}, operator: {name: string, role: string} | null, rights: string[], unlocked_until_ms: number,
 *   now_ms: number, setup: boolean, demo: boolean, plain: boolean, language: string, box: {name: string, id: string, addresses: string[]}}} Me
 *
 * @typedef {{operator: string, role: string, active: boolean, has_pin: boolean, badge: number}} Operator
 *
 * @typedef {{pairing: number, code: string, valid_s: number, addresses: string[], qr: string[],
 *   https: boolean, help: string, fingerprint: string}} PairingOffer
 *
 * @typedef {{device: string, kind: string, way: string, paired_ms: number, expires_ms: number, operator: string, signed_in_ms: number}} PairedDevice
 *
 * @typedef {{found: string, code: string, unit: string, description: string, tracking: string, purpose: string,
 *   items: {sku: string, description: string, available?: number, tracking?: string}[],
 *   orders: {order: string, state: string, tote: string}[]}} Found
 *
 * @typedef {{queue: string, waiting: number, oldest_ms: number | null}} Queue
 *
 * @typedef {{sku: string, description: string, unit: string, on_hand: number, reserved: number}} BinContent
 *
 * @typedef {{place: string, kind: string, purpose: string, pickable: number, unit: string, on_hand: number, reserved: number}} ItemStock
 *
 * @typedef {{sku: string, description: string, kit: string, components: {sku: string, quantity: number}[], barcodes: string[],
 *   available: number, stock: ItemStock[]}} Item
 *
 * @typedef {{sku: string, description: string, unit: string, dock: string, quantity: number, since_ms: number,
 *   suggestions: {bin: string, why: string}[]}} OnDock
 *
 * @typedef {{task: number, sku: string, description: string, unit: string, from: string, to: string, quantity: number, on_hand: number,
 *   asked_ms: number | null}} Replenishment
 *
 * @typedef {{task: number, sku: string, description: string, unit: string, place: string, quantity: number, order: string}} PutBackTask
 *
 * @typedef {{sku: string, description: string, ordered: number, received: number, missing: number, over: number}} PurchaseLine
 *
 * @typedef {{number: string, supplier: string, state: string, expected_ms: number | null, ordered: number, received: number,
 *   missing: number, late: boolean, lines: PurchaseLine[]}} PurchaseOrder
 *
 * @typedef {{task: number, sku: string, description: string, unit: string, bin: string, zone: string, abc: string, reason: string,
 *   state: string, operator: string, queued_ms: number | null, moved?: boolean, counted?: number, adjusted?: number}} Count
 */
export {};
