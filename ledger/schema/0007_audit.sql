-- Who changed what from what to what, what was said to and heard from channels, and the daily equation.

-- Virtual places are on nearly every movement and have no story of their own.
CREATE INDEX movement_item ON movement (item_id);
CREATE INDEX movement_from ON movement (from_place_id) WHERE from_place_id > 3;
CREATE INDEX movement_to ON movement (to_place_id) WHERE to_place_id > 3;
CREATE INDEX movement_unit ON movement (unit) WHERE unit <> '';
CREATE INDEX journal_actor ON journal (actor) WHERE kind <> 'import_order';

-- Written by the triggers below, whoever changes the row; `seq` is the journal row of the command that did, which is written last.
-- `subject` is the table, `field` the column, with the SKU after it where a row belongs to two things. Values are texts; NULL: there was
-- none, or there is none any more.
CREATE TABLE field_change (
    id           INTEGER PRIMARY KEY,
    seq          INTEGER NOT NULL,
    subject      TEXT    NOT NULL,
    subject_id   INTEGER NOT NULL,
    field        TEXT    NOT NULL,
    before_value TEXT,
    after_value  TEXT
) STRICT;
CREATE INDEX field_change_subject ON field_change (subject, subject_id);
CREATE TRIGGER field_change_keeps_rows BEFORE DELETE ON field_change BEGIN SELECT RAISE(ABORT, 'field_change is append-only'); END;
CREATE TRIGGER field_change_keeps_values BEFORE UPDATE ON field_change BEGIN SELECT RAISE(ABORT, 'field_change is append-only'); END;

CREATE TRIGGER item_changes AFTER UPDATE OF
    sku, description, weight_g, kit, tracking, length_mm, width_mm, height_mm, grade, condition_note, donor_vehicle, interchange, photo,
    hs_code, origin, zone, supplier, lead_days, reorder_point, reorder_quantity, abc
ON item BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'item', NEW.id, field, before_value, after_value FROM (
        SELECT 'sku' AS field, OLD.sku AS before_value, NEW.sku AS after_value
        UNION ALL SELECT 'description', OLD.description, NEW.description UNION ALL SELECT 'weight_g', OLD.weight_g, NEW.weight_g
        UNION ALL SELECT 'kit', OLD.kit, NEW.kit UNION ALL SELECT 'tracking', OLD.tracking, NEW.tracking
        UNION ALL SELECT 'length_mm', OLD.length_mm, NEW.length_mm UNION ALL SELECT 'width_mm', OLD.width_mm, NEW.width_mm
        UNION ALL SELECT 'height_mm', OLD.height_mm, NEW.height_mm UNION ALL SELECT 'grade', OLD.grade, NEW.grade
        UNION ALL SELECT 'condition_note', OLD.condition_note, NEW.condition_note
        UNION ALL SELECT 'donor_vehicle', OLD.donor_vehicle, NEW.donor_vehicle
        UNION ALL SELECT 'interchange', OLD.interchange, NEW.interchange UNION ALL SELECT 'photo', OLD.photo, NEW.photo
        UNION ALL SELECT 'hs_code', OLD.hs_code, NEW.hs_code UNION ALL SELECT 'origin', OLD.origin, NEW.origin
        UNION ALL SELECT 'zone', OLD.zone, NEW.zone UNION ALL SELECT 'supplier', OLD.supplier, NEW.supplier
        UNION ALL SELECT 'lead_days', OLD.lead_days, NEW.lead_days UNION ALL SELECT 'reorder_point', OLD.reorder_point, NEW.reorder_point
        UNION ALL SELECT 'reorder_quantity', OLD.reorder_quantity, NEW.reorder_quantity UNION ALL SELECT 'abc', OLD.abc, NEW.abc
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER place_changes AFTER UPDATE OF code, kind, zone, walk, pickable, warehouse_id, purpose, sellable ON place BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'place', NEW.id, field, before_value, after_value FROM (
        SELECT 'code' AS field, OLD.code AS before_value, NEW.code AS after_value UNION ALL SELECT 'kind', OLD.kind, NEW.kind
        UNION ALL SELECT 'zone', OLD.zone, NEW.zone UNION ALL SELECT 'walk', OLD.walk, NEW.walk
        UNION ALL SELECT 'pickable', OLD.pickable, NEW.pickable UNION ALL SELECT 'warehouse_id', OLD.warehouse_id, NEW.warehouse_id
        UNION ALL SELECT 'purpose', OLD.purpose, NEW.purpose UNION ALL SELECT 'sellable', OLD.sellable, NEW.sellable
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER warehouse_changes AFTER UPDATE OF code, country, postcode, serves ON warehouse BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'warehouse', NEW.id, field, before_value, after_value FROM (
        SELECT 'code' AS field, OLD.code AS before_value, NEW.code AS after_value UNION ALL SELECT 'country', OLD.country, NEW.country
        UNION ALL SELECT 'postcode', OLD.postcode, NEW.postcode UNION ALL SELECT 'serves', OLD.serves, NEW.serves
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER listing_changes AFTER UPDATE OF channel, account, ref, item_id, multiplier, buffer ON listing BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'listing', NEW.id, field, before_value, after_value FROM (
        SELECT 'channel' AS field, OLD.channel AS before_value, NEW.channel AS after_value
        UNION ALL SELECT 'account', OLD.account, NEW.account UNION ALL SELECT 'ref', OLD.ref, NEW.ref
        UNION ALL SELECT 'item_id', OLD.item_id, NEW.item_id UNION ALL SELECT 'multiplier', OLD.multiplier, NEW.multiplier
        UNION ALL SELECT 'buffer', OLD.buffer, NEW.buffer
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER orders_changes AFTER UPDATE OF
    channel, account, external_id, external_number, placed_ms, ship_by_ms, currency, total_minor, service, buyer, note, ship_to, priority,
    cancelled, kind, customer_po, merged_into, split_from, replaces
ON orders BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'orders', NEW.id, field, before_value, after_value FROM (
        SELECT 'channel' AS field, OLD.channel AS before_value, NEW.channel AS after_value
        UNION ALL SELECT 'account', OLD.account, NEW.account UNION ALL SELECT 'external_id', OLD.external_id, NEW.external_id
        UNION ALL SELECT 'external_number', OLD.external_number, NEW.external_number
        UNION ALL SELECT 'placed_ms', OLD.placed_ms, NEW.placed_ms UNION ALL SELECT 'ship_by_ms', OLD.ship_by_ms, NEW.ship_by_ms
        UNION ALL SELECT 'currency', OLD.currency, NEW.currency UNION ALL SELECT 'total_minor', OLD.total_minor, NEW.total_minor
        UNION ALL SELECT 'service', OLD.service, NEW.service UNION ALL SELECT 'buyer', OLD.buyer, NEW.buyer
        UNION ALL SELECT 'note', OLD.note, NEW.note UNION ALL SELECT 'ship_to', OLD.ship_to, NEW.ship_to
        UNION ALL SELECT 'priority', OLD.priority, NEW.priority UNION ALL SELECT 'cancelled', OLD.cancelled, NEW.cancelled
        UNION ALL SELECT 'kind', OLD.kind, NEW.kind UNION ALL SELECT 'customer_po', OLD.customer_po, NEW.customer_po
        UNION ALL SELECT 'merged_into', OLD.merged_into, NEW.merged_into UNION ALL SELECT 'split_from', OLD.split_from, NEW.split_from
        UNION ALL SELECT 'replaces', OLD.replaces, NEW.replaces
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER order_line_changes AFTER UPDATE OF
    order_id, source_order_id, parent_id, role, external_id, listing, sku, title, quantity, price_minor, item_id, multiplier
ON order_line BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'order_line', NEW.id, field, before_value, after_value FROM (
        SELECT 'order_id' AS field, OLD.order_id AS before_value, NEW.order_id AS after_value
        UNION ALL SELECT 'source_order_id', OLD.source_order_id, NEW.source_order_id
        UNION ALL SELECT 'parent_id', OLD.parent_id, NEW.parent_id UNION ALL SELECT 'role', OLD.role, NEW.role
        UNION ALL SELECT 'external_id', OLD.external_id, NEW.external_id UNION ALL SELECT 'listing', OLD.listing, NEW.listing
        UNION ALL SELECT 'sku', OLD.sku, NEW.sku UNION ALL SELECT 'title', OLD.title, NEW.title
        UNION ALL SELECT 'quantity', OLD.quantity, NEW.quantity UNION ALL SELECT 'price_minor', OLD.price_minor, NEW.price_minor
        UNION ALL SELECT 'item_id', OLD.item_id, NEW.item_id UNION ALL SELECT 'multiplier', OLD.multiplier, NEW.multiplier
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER hold_changes AFTER UPDATE OF reason, until_ms ON hold BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'hold', NEW.id, field, before_value, after_value FROM (
        SELECT 'reason' AS field, OLD.reason AS before_value, NEW.reason AS after_value
        UNION ALL SELECT 'until_ms', OLD.until_ms, NEW.until_ms
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER allocation_rule_changes AFTER UPDATE OF
    position, name, channel, country, sku, least_minor, strategy, warehouse_id, shortage, floor, active
ON allocation_rule BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'allocation_rule', NEW.id, field, before_value, after_value FROM (
        SELECT 'position' AS field, OLD.position AS before_value, NEW.position AS after_value UNION ALL SELECT 'name', OLD.name, NEW.name
        UNION ALL SELECT 'channel', OLD.channel, NEW.channel UNION ALL SELECT 'country', OLD.country, NEW.country
        UNION ALL SELECT 'sku', OLD.sku, NEW.sku UNION ALL SELECT 'least_minor', OLD.least_minor, NEW.least_minor
        UNION ALL SELECT 'strategy', OLD.strategy, NEW.strategy UNION ALL SELECT 'warehouse_id', OLD.warehouse_id, NEW.warehouse_id
        UNION ALL SELECT 'shortage', OLD.shortage, NEW.shortage UNION ALL SELECT 'floor', OLD.floor, NEW.floor
        UNION ALL SELECT 'active', OLD.active, NEW.active
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER allocation_rule_enters AFTER INSERT ON allocation_rule BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'allocation_rule', NEW.id, field, before_value, after_value FROM (
        SELECT 'position' AS field, NULL AS before_value, NEW.position AS after_value UNION ALL SELECT 'name', NULL, NEW.name
        UNION ALL SELECT 'channel', NULL, NEW.channel UNION ALL SELECT 'country', NULL, NEW.country UNION ALL SELECT 'sku', NULL, NEW.sku
        UNION ALL SELECT 'least_minor', NULL, NEW.least_minor UNION ALL SELECT 'strategy', NULL, NEW.strategy
        UNION ALL SELECT 'warehouse_id', NULL, NEW.warehouse_id UNION ALL SELECT 'shortage', NULL, NEW.shortage
        UNION ALL SELECT 'floor', NULL, NEW.floor UNION ALL SELECT 'active', NULL, NEW.active
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER allocation_rule_leaves AFTER DELETE ON allocation_rule BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'allocation_rule', OLD.id, field, before_value, after_value FROM (
        SELECT 'position' AS field, OLD.position AS before_value, NULL AS after_value UNION ALL SELECT 'name', OLD.name, NULL
        UNION ALL SELECT 'channel', OLD.channel, NULL UNION ALL SELECT 'country', OLD.country, NULL UNION ALL SELECT 'sku', OLD.sku, NULL
        UNION ALL SELECT 'least_minor', OLD.least_minor, NULL UNION ALL SELECT 'strategy', OLD.strategy, NULL
        UNION ALL SELECT 'warehouse_id', OLD.warehouse_id, NULL UNION ALL SELECT 'shortage', OLD.shortage, NULL
        UNION ALL SELECT 'floor', OLD.floor, NULL UNION ALL SELECT 'active', OLD.active, NULL
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER box_changes AFTER UPDATE OF code, length_mm, width_mm, height_mm, weight_g, most_g, cost_minor, active ON box BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'box', NEW.id, field, before_value, after_value FROM (
        SELECT 'code' AS field, OLD.code AS before_value, NEW.code AS after_value
        UNION ALL SELECT 'length_mm', OLD.length_mm, NEW.length_mm UNION ALL SELECT 'width_mm', OLD.width_mm, NEW.width_mm
        UNION ALL SELECT 'height_mm', OLD.height_mm, NEW.height_mm UNION ALL SELECT 'weight_g', OLD.weight_g, NEW.weight_g
        UNION ALL SELECT 'most_g', OLD.most_g, NEW.most_g UNION ALL SELECT 'cost_minor', OLD.cost_minor, NEW.cost_minor
        UNION ALL SELECT 'active', OLD.active, NEW.active
    ) WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER purchase_order_changes AFTER UPDATE OF number, supplier, expected_ms, note, state ON purchase_order BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'purchase_order', NEW.id, field, before_value, after_value FROM (
        SELECT 'number' AS field, OLD.number AS before_value, NEW.number AS after_value
        UNION ALL SELECT 'supplier', OLD.supplier, NEW.supplier UNION ALL SELECT 'expected_ms', OLD.expected_ms, NEW.expected_ms
        UNION ALL SELECT 'note', OLD.note, NEW.note UNION ALL SELECT 'state', OLD.state, NEW.state
    ) WHERE before_value IS NOT after_value;
END;

-- Rows that come and go with the thing they belong to.
CREATE TRIGGER barcode_enters AFTER INSERT ON barcode BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'item', NEW.item_id, 'barcode', NULL, NEW.code FROM journal;
END;
CREATE TRIGGER barcode_leaves AFTER DELETE ON barcode BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'item', OLD.item_id, 'barcode', OLD.code, NULL FROM journal;
END;
CREATE TRIGGER barcode_changes AFTER UPDATE OF code, item_id ON barcode BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'item', OLD.item_id, 'barcode', OLD.code, NULL FROM journal;
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'item', NEW.item_id, 'barcode', NULL, NEW.code FROM journal;
END;
CREATE TRIGGER kit_component_enters AFTER INSERT ON kit_component BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'item', NEW.kit_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'component ' AS field, NULL AS before_value, NEW.quantity AS after_value
    )
    WHERE i.id = NEW.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER kit_component_leaves AFTER DELETE ON kit_component BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'item', OLD.kit_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'component ' AS field, OLD.quantity AS before_value, NULL AS after_value
    )
    WHERE i.id = OLD.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER kit_component_changes AFTER UPDATE OF quantity ON kit_component BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'item', NEW.kit_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'component ' AS field, OLD.quantity AS before_value, NEW.quantity AS after_value
    )
    WHERE i.id = NEW.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER purchase_line_enters AFTER INSERT ON purchase_line BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'purchase_order', NEW.purchase_order_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'ordered ' AS field, NULL AS before_value, NEW.ordered AS after_value UNION ALL SELECT 'cost_minor ', NULL, NEW.cost_minor
        UNION ALL SELECT 'currency ', NULL, NEW.currency
    )
    WHERE i.id = NEW.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER purchase_line_leaves AFTER DELETE ON purchase_line BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'purchase_order', OLD.purchase_order_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'ordered ' AS field, OLD.ordered AS before_value, NULL AS after_value UNION ALL SELECT 'cost_minor ', OLD.cost_minor, NULL
        UNION ALL SELECT 'currency ', OLD.currency, NULL
    )
    WHERE i.id = OLD.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER purchase_line_changes AFTER UPDATE OF ordered, cost_minor, currency ON purchase_line BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'purchase_order', NEW.purchase_order_id,
        field || i.sku, before_value, after_value
    FROM item i, (
        SELECT 'ordered ' AS field, OLD.ordered AS before_value, NEW.ordered AS after_value
        UNION ALL SELECT 'cost_minor ', OLD.cost_minor, NEW.cost_minor UNION ALL SELECT 'currency ', OLD.currency, NEW.currency
    )
    WHERE i.id = NEW.item_id AND before_value IS NOT after_value;
END;
CREATE TRIGGER setting_enters AFTER INSERT ON setting BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'setting', 0, NEW.name, NULL, NEW.value FROM journal;
END;
CREATE TRIGGER setting_leaves AFTER DELETE ON setting BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'setting', 0, OLD.name, OLD.value, NULL FROM journal;
END;
CREATE TRIGGER setting_changes AFTER UPDATE OF value ON setting WHEN OLD.value <> NEW.value BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'setting', 0, NEW.name, OLD.value, NEW.value FROM journal;
END;

CREATE TABLE activity (
    id         INTEGER PRIMARY KEY,
    seq        INTEGER NOT NULL,
    channel    TEXT    NOT NULL,
    account    TEXT    NOT NULL DEFAULT '',
    direction  TEXT    NOT NULL CHECK (direction IN ('said', 'heard')),
    order_id   INTEGER REFERENCES orders (id),
    item_id    INTEGER REFERENCES item (id),
    words      TEXT    NOT NULL
) STRICT;
CREATE INDEX activity_order ON activity (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX activity_item ON activity (item_id) WHERE item_id IS NOT NULL;
CREATE TRIGGER activity_keeps_rows BEFORE DELETE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
CREATE TRIGGER activity_keeps_values BEFORE UPDATE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;

-- A day of the shop's own calendar, the journal rows it spans, and for each item that moved: opening + received - shipped + returned +
-- adjusted = closing; what is missing from it is `difference`.
CREATE TABLE reconciled_day (
    day        TEXT    PRIMARY KEY,
    time_zone  TEXT    NOT NULL,
    first_seq  INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL,
    closed_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliation_line (
    item_id    INTEGER NOT NULL REFERENCES item (id),
    day        TEXT    NOT NULL REFERENCES reconciled_day (day),
    opening    INTEGER NOT NULL,
    received   INTEGER NOT NULL,
    shipped    INTEGER NOT NULL,
    returned   INTEGER NOT NULL,
    adjusted   INTEGER NOT NULL,
    closing    INTEGER NOT NULL,
    difference INTEGER NOT NULL,
    PRIMARY KEY (item_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX reconciliation_line_day ON reconciliation_line (day);
