-- What buyers want and what becomes of it: listings, orders, reservations, picking, packing, shipping.

CREATE TABLE listing (
    id         INTEGER PRIMARY KEY,
    channel    TEXT    NOT NULL,
    account    TEXT    NOT NULL,
    ref        TEXT    NOT NULL,
    item_id    INTEGER NOT NULL REFERENCES item (id),
    multiplier INTEGER NOT NULL DEFAULT 1 CHECK (multiplier > 0),
    buffer     INTEGER NOT NULL DEFAULT 0 CHECK (buffer >= 0),
    UNIQUE (channel, account, ref)
) STRICT;
CREATE INDEX listing_item ON listing (item_id);

CREATE TABLE orders (
    id              INTEGER PRIMARY KEY,
    channel         TEXT    NOT NULL,
    account         TEXT    NOT NULL,
    external_id     TEXT    NOT NULL,
    external_number TEXT    NOT NULL,
    placed_ms       INTEGER NOT NULL,
    updated_ms      INTEGER NOT NULL,
    ship_by_ms      INTEGER,
    currency        TEXT    NOT NULL,
    total_minor     INTEGER NOT NULL,
    service         TEXT    NOT NULL,
    buyer           TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    ship_to         TEXT    NOT NULL,
    document_hash   BLOB    NOT NULL CHECK (length(document_hash) = 32),
    priority        INTEGER NOT NULL DEFAULT 0,
    cancelled       INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
    state           TEXT    NOT NULL,
    UNIQUE (channel, account, external_id)
) STRICT;
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_external_number ON orders (external_number);
CREATE INDEX orders_external_id ON orders (external_id);

-- Units by state; ordered = quantity x multiplier once mapped, what is in none of the states is still to be allocated.
CREATE TABLE order_line (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    external_id TEXT    NOT NULL,
    listing     TEXT    NOT NULL,
    sku         TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity >= 0),
    price_minor INTEGER NOT NULL,
    item_id     INTEGER REFERENCES item (id),
    multiplier  INTEGER NOT NULL DEFAULT 1,
    ordered     INTEGER NOT NULL,
    reserved    INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    picked      INTEGER NOT NULL DEFAULT 0 CHECK (picked >= 0),
    packed      INTEGER NOT NULL DEFAULT 0 CHECK (packed >= 0),
    shipped     INTEGER NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    cancelled   INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    UNIQUE (order_id, external_id),
    CHECK (reserved + picked + packed + shipped + cancelled <= ordered)
) STRICT;
-- Spelled as the queries spell it: SQLite turns `sum < ordered` around in a query and not in an index, so the two would never meet.
CREATE INDEX order_line_waiting ON order_line (item_id)
    WHERE item_id IS NOT NULL AND ordered - reserved - picked - packed - shipped - cancelled > 0;
CREATE INDEX order_line_unmapped ON order_line (order_id) WHERE item_id IS NULL;

CREATE TABLE reservation (
    id            INTEGER PRIMARY KEY,
    order_line_id INTEGER NOT NULL REFERENCES order_line (id),
    item_id       INTEGER NOT NULL REFERENCES item (id),
    place_id      INTEGER NOT NULL REFERENCES place (id),
    unit          TEXT    NOT NULL,
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    state         TEXT    NOT NULL CHECK (state IN ('active', 'picked', 'packed', 'consumed', 'released', 'short', 'put_back'))
) STRICT;
CREATE INDEX reservation_order_line ON reservation (order_line_id);
CREATE INDEX reservation_active ON reservation (item_id, place_id) WHERE state = 'active';

CREATE TABLE hold (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    kind         TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    placed_seq   INTEGER NOT NULL,
    released_seq INTEGER
) STRICT;
CREATE UNIQUE INDEX hold_standing ON hold (order_id, kind) WHERE released_seq IS NULL;

CREATE TABLE tote_assignment (
    tote_id  INTEGER PRIMARY KEY REFERENCES place (id),
    order_id INTEGER NOT NULL UNIQUE REFERENCES orders (id)
) STRICT;

-- `place_id` is the bin scanned last, `alarm` the wrong scan that still stands (JSON, empty when none).
CREATE TABLE pick_session (
    id         INTEGER PRIMARY KEY,
    state      TEXT    NOT NULL CHECK (state IN ('open', 'paused', 'done', 'abandoned')),
    operator   TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    place_id   INTEGER REFERENCES place (id),
    alarm      TEXT    NOT NULL DEFAULT '',
    started_ms INTEGER NOT NULL,
    ended_ms   INTEGER
) STRICT;
CREATE INDEX pick_session_running ON pick_session (id) WHERE state IN ('open', 'paused');

CREATE TABLE pick_line (
    id             INTEGER PRIMARY KEY,
    session_id     INTEGER NOT NULL REFERENCES pick_session (id),
    stop           INTEGER NOT NULL,
    order_id       INTEGER NOT NULL REFERENCES orders (id),
    order_line_id  INTEGER NOT NULL REFERENCES order_line (id),
    reservation_id INTEGER NOT NULL REFERENCES reservation (id),
    item_id        INTEGER NOT NULL REFERENCES item (id),
    place_id       INTEGER NOT NULL REFERENCES place (id),
    tote_id        INTEGER NOT NULL REFERENCES place (id),
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    picked         INTEGER NOT NULL DEFAULT 0 CHECK (0 <= picked AND picked <= quantity),
    state          TEXT    NOT NULL CHECK (state IN ('open', 'done', 'short', 'withdrawn')),
    UNIQUE (session_id, stop)
) STRICT;
CREATE INDEX pick_line_open ON pick_line (order_id) WHERE state = 'open';

CREATE TABLE count_task (
    id         INTEGER PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES item (id),
    place_id   INTEGER NOT NULL REFERENCES place (id),
    reason     TEXT    NOT NULL,
    state      TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    queued_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE put_back (
    id            INTEGER PRIMARY KEY,
    reservation_id INTEGER NOT NULL UNIQUE REFERENCES reservation (id),
    order_id      INTEGER NOT NULL REFERENCES orders (id),
    item_id       INTEGER NOT NULL REFERENCES item (id),
    place_id      INTEGER NOT NULL REFERENCES place (id),
    unit          TEXT    NOT NULL,
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    state         TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done'))
) STRICT;
CREATE INDEX put_back_open ON put_back (order_id) WHERE state = 'open';

-- `taken_up_ms`: when a packer started it or went on with it; the station's scanner follows the check taken up last.
CREATE TABLE pack_check (
    id         INTEGER PRIMARY KEY,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    station_id INTEGER NOT NULL REFERENCES place (id),
    operator   TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('open', 'done', 'abandoned')),
    alarm      TEXT    NOT NULL DEFAULT '',
    taken_up_ms INTEGER NOT NULL,
    ended_ms   INTEGER
) STRICT;
CREATE UNIQUE INDEX pack_check_open ON pack_check (order_id) WHERE state = 'open';
CREATE INDEX pack_check_at_station ON pack_check (station_id) WHERE state = 'open';

CREATE TABLE pack_line (
    pack_check_id INTEGER NOT NULL REFERENCES pack_check (id),
    item_id       INTEGER NOT NULL REFERENCES item (id),
    expected      INTEGER NOT NULL CHECK (expected > 0),
    scanned       INTEGER NOT NULL DEFAULT 0 CHECK (0 <= scanned AND scanned <= expected),
    PRIMARY KEY (pack_check_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    number    INTEGER PRIMARY KEY,
    closed_ms INTEGER NOT NULL,
    seq       INTEGER NOT NULL
) STRICT;

CREATE TABLE shipment (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    station_id   INTEGER NOT NULL REFERENCES place (id),
    carrier      TEXT    NOT NULL DEFAULT '',
    service      TEXT    NOT NULL DEFAULT '',
    tracking     TEXT    NOT NULL DEFAULT '',
    batch_number INTEGER REFERENCES batch (number),
    state        TEXT    NOT NULL CHECK (state IN ('packed', 'shipped', 'cancelled'))
) STRICT;
CREATE INDEX shipment_order ON shipment (order_id);
CREATE INDEX shipment_batch ON shipment (batch_number);
CREATE INDEX shipment_tracking ON shipment (tracking) WHERE tracking <> '';

CREATE TABLE parcel (
    id          INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipment (id),
    weight_g    INTEGER NOT NULL CHECK (weight_g >= 0)
) STRICT;
CREATE INDEX parcel_shipment ON parcel (shipment_id);

CREATE TABLE print_job (
    id         INTEGER PRIMARY KEY,
    document   TEXT    NOT NULL,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    station_id INTEGER NOT NULL REFERENCES place (id),
    copy       INTEGER NOT NULL DEFAULT 0 CHECK (copy IN (0, 1)),
    state      TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'failed', 'unconfirmed')),
    detail     TEXT    NOT NULL DEFAULT '',
    queued_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX print_job_order ON print_job (order_id);
CREATE INDEX print_job_waiting ON print_job (id) WHERE state IN ('queued', 'sending');

-- What the channels must be told; `version` is the journal seq of the newest cause, so an older push never overwrites a newer one.
CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('quantity', 'shipment')),
    subject  INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    state    TEXT    NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'leased', 'done', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_ms  INTEGER NOT NULL DEFAULT 0,
    answer   TEXT    NOT NULL DEFAULT '',
    UNIQUE (kind, subject)
) STRICT;

-- The story of each order, told as it happens; who and when stand in the journal row.
CREATE TABLE timeline_entry (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    seq      INTEGER NOT NULL,
    entry    INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    PRIMARY KEY (order_id, seq, entry)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER timeline_entry_keeps_rows BEFORE DELETE ON timeline_entry BEGIN SELECT RAISE(ABORT, 'timeline_entry is append-only'); END;
CREATE TRIGGER timeline_entry_keeps_values BEFORE UPDATE ON timeline_entry BEGIN SELECT RAISE(ABORT, 'timeline_entry is append-only'); END;
