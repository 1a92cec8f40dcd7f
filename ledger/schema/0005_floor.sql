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

-- `zero_check`: the picker is asked whether the bin just picked from is empty (JSON, empty when nothing is asked).
ALTER TABLE pick_session ADD COLUMN mode TEXT NOT NULL DEFAULT 'cluster' CHECK (mode IN ('single', 'batch', 'cluster'));
ALTER TABLE pick_session ADD COLUMN wave_id INTEGER REFERENCES wave (id);
ALTER TABLE pick_session ADD COLUMN zero_check TEXT NOT NULL DEFAULT '';

-- Inner measures; `weight_g` is the empty box.
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
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (pack_check_id, parcel, item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pack_parcel (
    pack_check_id INTEGER NOT NULL REFERENCES pack_check (id),
    parcel        INTEGER NOT NULL,
    weight_g      INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
    box_id        INTEGER REFERENCES box (id),
    PRIMARY KEY (pack_check_id, parcel)
) STRICT, WITHOUT ROWID;

ALTER TABLE parcel ADD COLUMN number INTEGER NOT NULL DEFAULT 1 CHECK (number > 0);
ALTER TABLE parcel ADD COLUMN box_id INTEGER REFERENCES box (id);
ALTER TABLE parcel ADD COLUMN tracking TEXT NOT NULL DEFAULT '';
CREATE TABLE parcel_line (
    parcel_id INTEGER NOT NULL REFERENCES parcel (id),
    item_id   INTEGER NOT NULL REFERENCES item (id),
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (parcel_id, item_id)
) STRICT, WITHOUT ROWID;
