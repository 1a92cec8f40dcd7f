-- What is where and who said so: items, places, balances, movements, and the journal that every fact hangs on.
-- Integers only; times are UTC milliseconds (_ms), weights grams (_g), money minor units (_minor).

CREATE TABLE boot (
    id          INTEGER PRIMARY KEY,
    kernel_boot TEXT    NOT NULL,
    started_ms  INTEGER NOT NULL,
    program     TEXT    NOT NULL
) STRICT;

-- One row per answered command, accepted or refused; hash = SHA-256(previous hash, this row, hashes of its movements).
CREATE TABLE journal (
    seq           INTEGER PRIMARY KEY,
    command_id    BLOB    NOT NULL CHECK (length(command_id) = 16),
    kind          TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    device        TEXT    NOT NULL,
    boot_id       INTEGER NOT NULL REFERENCES boot (id),
    at_ms         INTEGER NOT NULL,
    payload       TEXT    NOT NULL,
    outcome       TEXT    NOT NULL CHECK (outcome IN ('accepted', 'refused')),
    answer        TEXT    NOT NULL,
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX journal_command_id ON journal (command_id);

CREATE TABLE item (
    id          INTEGER PRIMARY KEY,
    sku         TEXT    NOT NULL UNIQUE,
    description TEXT    NOT NULL,
    weight_g    INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0)
) STRICT;

CREATE TABLE barcode (
    code    TEXT    PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcode_item ON barcode (item_id);

-- Places 1 to 3 are virtual: what comes from a supplier, goes to a customer, or is set right.
CREATE TABLE place (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL CHECK (kind IN ('bin', 'tote', 'station', 'supplier', 'customer', 'adjustment')),
    zone     TEXT    NOT NULL DEFAULT '',
    walk     INTEGER NOT NULL DEFAULT 0,
    pickable INTEGER NOT NULL DEFAULT 0 CHECK (pickable IN (0, 1))
) STRICT;
INSERT INTO place (id, code, kind) VALUES (1, '@supplier', 'supplier'), (2, '@customer', 'customer'), (3, '@adjustment', 'adjustment');

-- The cache of the movements; `unit` is a lot or serial number, empty when the item has none.
CREATE TABLE balance (
    item_id  INTEGER NOT NULL REFERENCES item (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    unit     TEXT    NOT NULL,
    on_hand  INTEGER NOT NULL,
    reserved INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, place_id, unit),
    CHECK ((place_id <= 3 AND reserved = 0) OR (0 <= reserved AND reserved <= on_hand))
) STRICT, WITHOUT ROWID;

-- `seq` is the journal row that caused it. That row is written last, and a deferred reference to it would have every journal row search this
-- table; the check finds a movement without its row.
CREATE TABLE movement (
    id            INTEGER PRIMARY KEY,
    seq           INTEGER NOT NULL,
    item_id       INTEGER NOT NULL REFERENCES item (id),
    unit          TEXT    NOT NULL,
    from_place_id INTEGER NOT NULL REFERENCES place (id),
    to_place_id   INTEGER NOT NULL REFERENCES place (id),
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    reason        TEXT    NOT NULL,
    order_line_id INTEGER REFERENCES order_line (id),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32),
    CHECK (from_place_id <> to_place_id)
) STRICT;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER movement_keeps_rows BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER movement_keeps_values BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER boot_keeps_rows BEFORE DELETE ON boot BEGIN SELECT RAISE(ABORT, 'boot is append-only'); END;
CREATE TRIGGER boot_keeps_values BEFORE UPDATE ON boot BEGIN SELECT RAISE(ABORT, 'boot is append-only'); END;
