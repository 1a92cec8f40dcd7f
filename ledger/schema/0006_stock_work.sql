-- Deliveries, top-ups from overstock, counts.

CREATE TABLE purchase_order (
    id          INTEGER PRIMARY KEY,
    number      TEXT    NOT NULL UNIQUE,
    supplier    TEXT    NOT NULL,
    expected_ms INTEGER,
    note        TEXT    NOT NULL DEFAULT '',
    state       TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'cancelled'))
) STRICT;
CREATE TABLE purchase_line (
    purchase_order_id INTEGER NOT NULL REFERENCES purchase_order (id),
    item_id           INTEGER NOT NULL REFERENCES item (id),
    ordered           INTEGER NOT NULL CHECK (ordered > 0),
    received          INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
    cost_minor        INTEGER NOT NULL DEFAULT 0 CHECK (cost_minor >= 0),
    currency          TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (purchase_order_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_line_item ON purchase_line (item_id);

-- `cost_minor` is what one unit cost.
CREATE TABLE receipt (
    id                INTEGER PRIMARY KEY,
    seq               INTEGER NOT NULL,
    purchase_order_id INTEGER REFERENCES purchase_order (id),
    document          TEXT    NOT NULL,
    item_id           INTEGER NOT NULL REFERENCES item (id),
    place_id          INTEGER NOT NULL REFERENCES place (id),
    unit              TEXT    NOT NULL,
    quantity          INTEGER NOT NULL CHECK (quantity > 0),
    cost_minor        INTEGER NOT NULL DEFAULT 0 CHECK (cost_minor >= 0),
    currency          TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX receipt_item ON receipt (item_id);
CREATE INDEX receipt_purchase_order ON receipt (purchase_order_id) WHERE purchase_order_id IS NOT NULL;

-- Units promised from a bin that nobody picks from, to be brought to one that pickers are sent to; `to_place_id` is NULL when whoever brings
-- them must choose one.
CREATE TABLE replenishment (
    id            INTEGER PRIMARY KEY,
    item_id       INTEGER NOT NULL REFERENCES item (id),
    unit          TEXT    NOT NULL,
    from_place_id INTEGER NOT NULL REFERENCES place (id),
    to_place_id   INTEGER REFERENCES place (id),
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    state         TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
    asked_seq     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX replenishment_open ON replenishment (item_id, unit, from_place_id) WHERE state = 'open';
CREATE INDEX replenishment_into ON replenishment (to_place_id) WHERE state = 'open';

-- `started_seq`, `started_movement_id` and `expected`: the journal, the newest movement and the books when the counter began; `adjusted`:
-- by how many units the count changed them.
CREATE TABLE new_count_task (
    id          INTEGER PRIMARY KEY,
    item_id     INTEGER NOT NULL REFERENCES item (id),
    place_id    INTEGER NOT NULL REFERENCES place (id),
    unit        TEXT    NOT NULL DEFAULT '',
    reason      TEXT    NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'counting', 'done', 'cancelled')),
    queued_seq  INTEGER NOT NULL,
    operator    TEXT    NOT NULL DEFAULT '',
    started_seq INTEGER,
    started_movement_id INTEGER,
    expected    INTEGER,
    counted     INTEGER,
    adjusted    INTEGER,
    done_seq    INTEGER
) STRICT;
INSERT INTO new_count_task (id, item_id, place_id, reason, state, queued_seq)
    SELECT id, item_id, place_id, reason, state, queued_seq FROM count_task;
DROP TABLE count_task;
ALTER TABLE new_count_task RENAME TO count_task;
CREATE INDEX count_task_open ON count_task (item_id, place_id) WHERE state IN ('open', 'counting');
CREATE INDEX count_task_done ON count_task (item_id, place_id, done_seq) WHERE state = 'done';

-- What a person should look at: each cause once, until it is resolved. `subject` is a row of the table that `kind` speaks of.
CREATE TABLE alert (
    id           INTEGER PRIMARY KEY,
    kind         TEXT    NOT NULL,
    subject      INTEGER NOT NULL,
    cause        TEXT    NOT NULL,
    raised_seq   INTEGER NOT NULL,
    resolved_seq INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_standing ON alert (kind, subject) WHERE resolved_seq IS NULL;
