-- The outbox, complete: what is due, who is at it, what was submitted and what the channel has applied.

-- `version` is the journal seq of the newest cause; a result is taken only for the version that was leased (0: for none). While a row is
-- leased a newer cause waits, so that two pushes for one listing are never under way at once; the lease runs out at `next_ms`. Submitted
-- is apart from applied: a channel that said "accepted" has not yet said "done"; until it does the row is leased by no `worker`.
CREATE TABLE new_outbox (
    id                 INTEGER PRIMARY KEY,
    kind               TEXT    NOT NULL CHECK (kind IN ('quantity', 'shipment', 'void')),
    subject            INTEGER NOT NULL,
    version            INTEGER NOT NULL,
    state              TEXT    NOT NULL DEFAULT 'due'
                       CHECK (state = 'due' OR state = 'leased' OR state = 'done' OR state = 'parked'),
    attempts           INTEGER NOT NULL DEFAULT 0,
    next_ms            INTEGER NOT NULL DEFAULT 0,
    answer             TEXT    NOT NULL DEFAULT '',
    worker             TEXT    NOT NULL DEFAULT '',
    leased_version     INTEGER NOT NULL DEFAULT 0,
    leased_quantity    INTEGER,
    submitted_version  INTEGER NOT NULL DEFAULT 0,
    submitted_quantity INTEGER,
    applied_version    INTEGER NOT NULL DEFAULT 0,
    applied_quantity   INTEGER,
    UNIQUE (kind, subject)
) STRICT;
INSERT INTO new_outbox (id, kind, subject, version, state, attempts, next_ms, answer)
    SELECT id, kind, subject, version, state, attempts, next_ms, answer FROM outbox;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (next_ms) WHERE state IN ('due', 'leased');
CREATE INDEX outbox_parked ON outbox (id) WHERE state = 'parked';
