-- Who changed what from what to what, what was said to and heard from channels, and the daily equation.

CREATE INDEX movement_item ON movement (item_id);
CREATE INDEX movement_from ON movement (from_place_id);
CREATE INDEX movement_to ON movement (to_place_id);
CREATE INDEX movement_unit ON movement (unit) WHERE unit <> '';
CREATE INDEX journal_actor ON journal (actor) WHERE kind <> 'import_order';

-- Written by the triggers below, whoever changes the row; `seq` is the journal row of the command that did.
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
