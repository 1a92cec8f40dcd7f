-- Waves, walks of several kinds, boxes and parcels.

CREATE TABLE wave (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    released_seq INTEGER NOT NULL,
    released_ms  INTEGER NOT NULL
) STRICT;

-- A tote holds one order, or, when it is shared, the units of several that were picked together and are sorted at the pack station.
CREATE TABLE new_tote_assignment (
    order_id INTEGER PRIMARY KEY REFERENCES orders (id),
    tote_id  INTEGER NOT NULL REFERENCES place (id),
    shared   INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1))
) STRICT;
INSERT INTO new_tote_assignment (order_id, tote_id) SELECT order_id, tote_id FROM tote_assignment;
DROP TABLE tote_assignment;
ALTER TABLE new_tote_assignment RENAME TO tote_assignment;
CREATE INDEX tote_assignment_tote ON tote_assignment (tote_id);
CREATE UNIQUE INDEX tote_assignment_alone ON tote_assignment (tote_id) WHERE shared = 0;

-- `zone`: only stops in it are walked to, everywhere when empty; `zero_check`: the picker is asked whether the bin just picked from is empty
-- (JSON, empty when nothing is asked); `touched_ms`: when somebody last did something with it.
ALTER TABLE pick_session ADD COLUMN mode TEXT NOT NULL DEFAULT 'cluster' CHECK (mode IN ('single', 'batch', 'cluster'));
ALTER TABLE pick_session ADD COLUMN wave_id INTEGER REFERENCES wave (id);
ALTER TABLE pick_session ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE pick_session ADD COLUMN zero_check TEXT NOT NULL DEFAULT '';
ALTER TABLE pick_session ADD COLUMN touched_ms INTEGER NOT NULL DEFAULT 0;
UPDATE pick_session SET touched_ms = started_ms;

-- Inner measures; `weight_g` is the empty box, `most_g` the most that may be put into it.
CREATE TABLE box (
    id           INTEGER PRIMARY KEY,
    code         TEXT    NOT NULL UNIQUE,
    length_mm    INTEGER NOT NULL CHECK (length_mm > 0),
    width_mm     INTEGER NOT NULL CHECK (width_mm > 0),
    height_mm    INTEGER NOT NULL CHECK (height_mm > 0),
    weight_g     INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
    most_g       INTEGER NOT NULL CHECK (most_g > 0),
    cost_minor   INTEGER NOT NULL DEFAULT 0 CHECK (cost_minor >= 0),
    active       INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- `parcel` is the number of the parcel that is being filled; what each one holds is counted in pack_content.
ALTER TABLE pack_check ADD COLUMN parcel INTEGER NOT NULL DEFAULT 1 CHECK (parcel > 0);
CREATE TABLE pack_content (
    pack_check_id INTEGER NOT NULL REFERENCES pack_check (id),
    parcel        INTEGER NOT NULL,
    item_id       INTEGER NOT NULL REFERENCES item (id),
    unit          TEXT    NOT NULL,
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (pack_check_id, parcel, item_id, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO pack_content (pack_check_id, parcel, item_id, unit, quantity)
    SELECT l.pack_check_id, 1, l.item_id, '', l.scanned FROM pack_line l JOIN pack_check c ON c.id = l.pack_check_id
    WHERE c.state = 'open' AND l.scanned > 0;
CREATE TABLE pack_parcel (
    pack_check_id INTEGER NOT NULL REFERENCES pack_check (id),
    parcel        INTEGER NOT NULL,
    weight_g      INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
    box_id        INTEGER REFERENCES box (id),
    PRIMARY KEY (pack_check_id, parcel)
) STRICT, WITHOUT ROWID;

-- `number`: first, second… parcel of the order. A shipment with `carried_by` has no parcel of its own: its units left in another order's.
ALTER TABLE shipment ADD COLUMN carried_by INTEGER REFERENCES shipment (id);
-- Whose account at the carrier the label was made with: a void must go to that one.
ALTER TABLE shipment ADD COLUMN carrier_account TEXT NOT NULL DEFAULT '';
ALTER TABLE parcel ADD COLUMN number INTEGER NOT NULL DEFAULT 1 CHECK (number > 0);
ALTER TABLE parcel ADD COLUMN box_id INTEGER REFERENCES box (id);
ALTER TABLE parcel ADD COLUMN tracking TEXT NOT NULL DEFAULT '';
UPDATE parcel SET tracking = (SELECT s.tracking FROM shipment s WHERE s.id = parcel.shipment_id), number = (
    SELECT COUNT(*) FROM shipment s JOIN shipment e ON e.order_id = s.order_id AND e.id <= s.id WHERE s.id = parcel.shipment_id
);
CREATE INDEX parcel_tracking ON parcel (tracking) WHERE tracking <> '';
CREATE TABLE parcel_line (
    parcel_id INTEGER NOT NULL REFERENCES parcel (id),
    item_id   INTEGER NOT NULL REFERENCES item (id),
    unit      TEXT    NOT NULL,
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (parcel_id, item_id, unit)
) STRICT, WITHOUT ROWID;
-- Each finished check made one shipment of one parcel, so that the first check of an order tells what its first parcel holds, and so on.
INSERT INTO parcel_line (parcel_id, item_id, unit, quantity)
    SELECT p.id, l.item_id, '', l.scanned
    FROM (SELECT id, order_id, ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY ended_ms, id) AS nth FROM pack_check WHERE state = 'done') c
    JOIN (SELECT id, order_id, ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY id) AS nth FROM shipment) s
        ON s.order_id = c.order_id AND s.nth = c.nth
    JOIN parcel p ON p.shipment_id = s.id JOIN pack_line l ON l.pack_check_id = c.id WHERE l.scanned > 0;

-- A slip belongs to a parcel; one from before is that of the parcel that had been closed last.
ALTER TABLE print_job ADD COLUMN parcel_id INTEGER REFERENCES parcel (id);
UPDATE print_job SET parcel_id = (
    SELECT p.id FROM shipment s JOIN parcel p ON p.shipment_id = s.id WHERE s.order_id = print_job.order_id AND (
        SELECT COUNT(*) FROM shipment e WHERE e.order_id = s.order_id AND e.id <= s.id
    ) <= (
        SELECT MAX(1, COUNT(*)) FROM pack_check c
        WHERE c.order_id = print_job.order_id AND c.state = 'done' AND c.ended_ms <= print_job.queued_ms
    ) ORDER BY p.id DESC LIMIT 1
);
CREATE INDEX print_job_parcel ON print_job (parcel_id) WHERE parcel_id IS NOT NULL;
CREATE INDEX pick_line_order_line ON pick_line (order_line_id);
