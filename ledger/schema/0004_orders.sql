-- Orders by hand, merged and split orders, holds with a date, rules of allocation, and the console's ways to find an order.

-- A CHECK of what every order writes says OR: for an IN of three or more, SQLite makes a table of them for every row.

-- `replaces`: the order that this one makes good; `merged_into`: this order is served together with another one, which carries its lines;
-- `split_from`: made of units of another order.
ALTER TABLE orders ADD COLUMN kind TEXT NOT NULL DEFAULT 'sale'
    CHECK (kind = 'sale' OR kind = 'phone' OR kind = 'wholesale' OR kind = 'replacement');
ALTER TABLE orders ADD COLUMN customer_po TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN replaces INTEGER REFERENCES orders (id);
ALTER TABLE orders ADD COLUMN merged_into INTEGER REFERENCES orders (id);
ALTER TABLE orders ADD COLUMN split_from INTEGER REFERENCES orders (id);
ALTER TABLE orders ADD COLUMN wave_id INTEGER REFERENCES wave (id);
CREATE INDEX orders_merged ON orders (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX orders_split ON orders (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX orders_wave ON orders (wave_id) WHERE wave_id IS NOT NULL;
DROP INDEX orders_state;
CREATE INDEX orders_state ON orders (state, placed_ms);
CREATE INDEX orders_channel ON orders (channel, account, state, placed_ms);
CREATE INDEX orders_by_hand ON orders (kind, state, placed_ms) WHERE kind <> 'sale';

ALTER TABLE hold ADD COLUMN until_ms INTEGER;
-- A shortage that a person decided on: the order waits for the rest from then on.
CREATE INDEX hold_answered ON hold (order_id) WHERE kind = 'shortage' AND released_seq IS NOT NULL;
CREATE INDEX hold_until ON hold (until_ms) WHERE released_seq IS NULL AND until_ms IS NOT NULL;

-- `order_id` is the order that serves the line, `source_order_id` the one whose buyer wants it: they differ where orders were merged or
-- split. The line of a virtual kit orders nothing itself (`ordered` 0); its components are lines of their own with `parent_id`, and so is a
-- substitute. Units by state; ordered = quantity x multiplier once mapped, what is in none of the states is still to be allocated.
-- `shipped_elsewhere`: offers that the channel counted as shipped already when it first told of the line; NULL for lines from before it was
-- asked, until they change.
CREATE TABLE new_order_line (
    id              INTEGER PRIMARY KEY,
    order_id        INTEGER NOT NULL REFERENCES orders (id),
    source_order_id INTEGER NOT NULL REFERENCES orders (id),
    parent_id       INTEGER REFERENCES order_line (id),
    role            TEXT    NOT NULL DEFAULT '' CHECK (role = '' OR role = 'component' OR role = 'substitute'),
    external_id     TEXT    NOT NULL,
    listing         TEXT    NOT NULL,
    sku             TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    quantity        INTEGER NOT NULL CHECK (quantity >= 0),
    price_minor     INTEGER NOT NULL,
    item_id         INTEGER REFERENCES item (id),
    multiplier      INTEGER NOT NULL DEFAULT 1,
    ordered         INTEGER NOT NULL,
    reserved        INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    picked          INTEGER NOT NULL DEFAULT 0 CHECK (picked >= 0),
    packed          INTEGER NOT NULL DEFAULT 0 CHECK (packed >= 0),
    shipped         INTEGER NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    cancelled       INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    shipped_elsewhere INTEGER DEFAULT 0 CHECK (shipped_elsewhere >= 0),
    UNIQUE (order_id, source_order_id, external_id),
    CHECK (reserved + picked + packed + shipped + cancelled <= ordered),
    CHECK ((role = '') = (parent_id IS NULL))
) STRICT;
INSERT INTO new_order_line (id, order_id, source_order_id, external_id, listing, sku, title, quantity, price_minor, item_id, multiplier,
        ordered, reserved, picked, packed, shipped, cancelled, shipped_elsewhere)
    SELECT id, order_id, order_id, external_id, listing, sku, title, quantity, price_minor, item_id, multiplier,
        ordered, reserved, picked, packed, shipped, cancelled, NULL FROM order_line;
DROP TABLE order_line;
ALTER TABLE new_order_line RENAME TO order_line;
-- Spelled as the queries spell it: SQLite turns `sum < ordered` around in a query and not in an index, so the two would never meet.
CREATE INDEX order_line_waiting ON order_line (item_id)
    WHERE item_id IS NOT NULL AND ordered - reserved - picked - packed - shipped - cancelled > 0;
CREATE INDEX order_line_unmapped ON order_line (order_id) WHERE item_id IS NULL;
CREATE INDEX order_line_elsewhere ON order_line (source_order_id) WHERE source_order_id <> order_id;
CREATE INDEX order_line_parent ON order_line (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE new_reservation (
    id            INTEGER PRIMARY KEY,
    order_line_id INTEGER NOT NULL REFERENCES order_line (id),
    item_id       INTEGER NOT NULL REFERENCES item (id),
    place_id      INTEGER NOT NULL REFERENCES place (id),
    unit          TEXT    NOT NULL,
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    state         TEXT    NOT NULL CHECK (
        state = 'active' OR state = 'picked' OR state = 'packed' OR state = 'consumed'
        OR state = 'released' OR state = 'short' OR state = 'put_back'
    )
) STRICT;
INSERT INTO new_reservation SELECT id, order_line_id, item_id, place_id, unit, quantity, state FROM reservation;
DROP TABLE reservation;
ALTER TABLE new_reservation RENAME TO reservation;
CREATE INDEX reservation_order_line ON reservation (order_line_id);
CREATE INDEX reservation_active ON reservation (item_id, place_id) WHERE state = 'active';

-- The first rule that fits an order, by position, says how it is served; an empty condition fits every order.
CREATE TABLE allocation_rule (
    id              INTEGER PRIMARY KEY,
    position        INTEGER NOT NULL,
    name            TEXT    NOT NULL UNIQUE,
    channel         TEXT    NOT NULL DEFAULT '',
    country         TEXT    NOT NULL DEFAULT '',
    sku             TEXT    NOT NULL DEFAULT '',
    least_minor     INTEGER NOT NULL DEFAULT 0,
    strategy        TEXT    NOT NULL,
    warehouse_id    INTEGER REFERENCES warehouse (id),
    shortage        TEXT    NOT NULL DEFAULT 'backorder' CHECK (shortage IN ('block', 'backorder', 'split')),
    floor           INTEGER NOT NULL DEFAULT 0 CHECK (floor >= 0),
    active          INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- Words of an order's number, buyer and purchase order. SQLite's own index, which gathers what is written and merges it later, since
-- an index of ours would touch a page at random for each word. Orders enter it by the dozen, those up to `last_id` have: one by one, each
-- would write its words to the file by itself. A beginning of up to five letters is found like a word; of a longer one every word is looked
-- at, of which there are few.
CREATE VIRTUAL TABLE order_text USING fts5 (
    external_number, buyer, customer_po,
    content = 'orders', content_rowid = 'id', prefix = '2 3 4 5', tokenize = 'unicode61 remove_diacritics 2', columnsize = 0, detail = none
);
INSERT INTO order_text (order_text) VALUES ('rebuild');
CREATE TABLE text_mark (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    last_id INTEGER NOT NULL
) STRICT;
INSERT INTO text_mark (id, last_id) SELECT 1, COALESCE(MAX(id), 0) FROM orders;
CREATE TRIGGER order_text_changes AFTER UPDATE OF external_number, buyer, customer_po ON orders
WHEN (OLD.external_number, OLD.buyer, OLD.customer_po) <> (NEW.external_number, NEW.buyer, NEW.customer_po)
    AND OLD.id <= (SELECT last_id FROM text_mark WHERE id = 1) BEGIN
    INSERT INTO order_text (order_text, rowid, external_number, buyer, customer_po)
        VALUES ('delete', OLD.id, OLD.external_number, OLD.buyer, OLD.customer_po);
    INSERT INTO order_text (rowid, external_number, buyer, customer_po) VALUES (NEW.id, NEW.external_number, NEW.buyer, NEW.customer_po);
END;
