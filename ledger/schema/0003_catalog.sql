-- What is known of items and places: warehouses, what a bin is for, kits, lots and serial numbers, used parts, reorder data.

-- `serves` lists the countries it is nearest to, as a JSON array of ISO 3166-1 alpha-2 codes.
CREATE TABLE warehouse (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE,
    country  TEXT    NOT NULL DEFAULT '',
    postcode TEXT    NOT NULL DEFAULT '',
    serves   TEXT    NOT NULL DEFAULT '[]'
) STRICT;
INSERT INTO warehouse (id, code) VALUES (1, 'MAIN');

-- `pickable`: pickers are sent there; `sellable`: what lies there counts as available. Overstock is the second without the first.
ALTER TABLE place ADD COLUMN warehouse_id INTEGER NOT NULL DEFAULT 1 REFERENCES warehouse (id);
ALTER TABLE place ADD COLUMN purpose TEXT NOT NULL DEFAULT 'pick'
    CHECK (purpose IN ('pick', 'overstock', 'dock', 'returns', 'quarantine', 'damaged'));
ALTER TABLE place ADD COLUMN sellable INTEGER NOT NULL DEFAULT 0 CHECK (sellable IN (0, 1));
UPDATE place SET sellable = pickable;
UPDATE place SET purpose = 'quarantine' WHERE kind = 'bin' AND pickable = 0;

-- When the oldest unit that may lie there came in; in an empty bin, those that lay there last. 0 when nobody knows.
ALTER TABLE balance ADD COLUMN since_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX balance_place ON balance (place_id, item_id);

-- `kit`: 'virtual' has no stock of its own, it is its components; 'assembled' is stocked like any item and made of its components.
ALTER TABLE item ADD COLUMN kit TEXT NOT NULL DEFAULT '' CHECK (kit IN ('', 'virtual', 'assembled'));
ALTER TABLE item ADD COLUMN tracking TEXT NOT NULL DEFAULT 'none' CHECK (tracking IN ('none', 'lot', 'serial'));
ALTER TABLE item ADD COLUMN length_mm INTEGER NOT NULL DEFAULT 0 CHECK (length_mm >= 0);
ALTER TABLE item ADD COLUMN width_mm INTEGER NOT NULL DEFAULT 0 CHECK (width_mm >= 0);
ALTER TABLE item ADD COLUMN height_mm INTEGER NOT NULL DEFAULT 0 CHECK (height_mm >= 0);
ALTER TABLE item ADD COLUMN grade TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN condition_note TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN donor_vehicle TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN interchange TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN photo TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN hs_code TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN supplier TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN lead_days INTEGER NOT NULL DEFAULT 0 CHECK (lead_days >= 0);
ALTER TABLE item ADD COLUMN reorder_point INTEGER NOT NULL DEFAULT 0 CHECK (reorder_point >= 0);
ALTER TABLE item ADD COLUMN reorder_quantity INTEGER NOT NULL DEFAULT 0 CHECK (reorder_quantity >= 0);
ALTER TABLE item ADD COLUMN abc TEXT NOT NULL DEFAULT '' CHECK (abc IN ('', 'A', 'B', 'C'));
CREATE INDEX item_interchange ON item (interchange) WHERE interchange <> '';

-- Words of an item's SKU, description, interchange number and donor vehicle, in small letters, for the search by their beginnings.
CREATE TABLE item_word (
    word    TEXT    NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (word, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_word_item ON item_word (item_id);
INSERT INTO item_word (word, item_id)
    WITH RECURSIVE text (item_id, rest) AS (
        SELECT id, LOWER(replace(replace(replace(replace(replace(replace(replace(replace(sku || ' ' || description,
            '-', ' '), '/', ' '), '.', ' '), ',', ' '), '(', ' '), ')', ' '), '_', ' '), '"', ' ')) || ' ' FROM item
    ), word (item_id, word, rest) AS (
        SELECT item_id, '', rest FROM text
        UNION ALL SELECT item_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM word WHERE rest <> ''
    )
    SELECT DISTINCT word, item_id FROM word WHERE word <> '';

CREATE TABLE kit_component (
    kit_id   INTEGER NOT NULL REFERENCES item (id),
    item_id  INTEGER NOT NULL REFERENCES item (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (kit_id, item_id),
    CHECK (kit_id <> item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kit_component_item ON kit_component (item_id);

-- What the owner sets once: time zone, cut-off, working days.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
