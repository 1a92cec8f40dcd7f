-- What devices need: any document printed, at a station or by one printer; who holds which device; scans that wait for a person.

-- A job is addressed to a station, where whichever printer takes such documents prints it, or straight to a printer. `run` is the journal
-- seq of the command that queued it: a sheet of labels is one run. `subject` names what it is about, `fields` (JSON) holds what no row of
-- the ledger says later. `evidence` is how much is known of its fate; after `expires_ms` (0: never) a job that still waits is stale.
CREATE TABLE new_print_job (
    id         INTEGER PRIMARY KEY,
    document   TEXT    NOT NULL CHECK (document IN ('slip', 'item_label', 'bin_label', 'tote_label', 'station_label', 'badge', 'setup_sheet',
                                                    'test_page', 'carrier_label')),
    order_id   INTEGER REFERENCES orders (id),
    parcel_id  INTEGER REFERENCES parcel (id),
    station_id INTEGER REFERENCES place (id),
    printer    TEXT    NOT NULL DEFAULT '',
    run        INTEGER NOT NULL DEFAULT 0,
    subject    TEXT    NOT NULL DEFAULT '',
    fields     TEXT    NOT NULL DEFAULT '{}',
    copy       INTEGER NOT NULL DEFAULT 0 CHECK (copy IN (0, 1)),
    state      TEXT    NOT NULL
               CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'failed', 'unconfirmed', 'expired')),
    evidence   TEXT    NOT NULL DEFAULT '' CHECK (evidence IN ('', 'spooled', 'sent', 'confirmed', 'unconfirmed')),
    detail     TEXT    NOT NULL DEFAULT '',
    bytes_sent INTEGER NOT NULL DEFAULT 0 CHECK (bytes_sent >= 0),
    queued_ms  INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL DEFAULT 0,
    CHECK ((station_id IS NULL) = (printer <> ''))
) STRICT;
-- What was not printed for half a day before the box was brought up to date is not wanted any more: slips live for 12 hours.
INSERT INTO new_print_job (id, document, order_id, parcel_id, station_id, subject, copy, state, evidence, detail, queued_ms, expires_ms)
    SELECT id, document, order_id, parcel_id, station_id, 'SO-' || (100000 + order_id), copy, state,
           CASE WHEN state IN ('sent', 'confirmed', 'unconfirmed') THEN state ELSE '' END, detail, queued_ms, queued_ms + 43200000
    FROM print_job;
DROP TABLE print_job;
ALTER TABLE new_print_job RENAME TO print_job;
CREATE INDEX print_job_order ON print_job (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX print_job_parcel ON print_job (parcel_id) WHERE parcel_id IS NOT NULL;
CREATE INDEX print_job_run ON print_job (run);
CREATE INDEX print_job_waiting ON print_job (id) WHERE state IN ('queued', 'sending');
CREATE INDEX print_job_state ON print_job (state, id);

-- A device stands at a station, is in a person's hands, or both; one that has no row does what the configuration says.
CREATE TABLE binding (
    device     TEXT    PRIMARY KEY,
    station_id INTEGER REFERENCES place (id),
    operator   TEXT    NOT NULL DEFAULT '',
    bound_ms   INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    CHECK (station_id IS NOT NULL OR operator <> '')
) STRICT, WITHOUT ROWID;

-- Scans that a scanner kept while it was out of reach: nothing is done with them before a person says so, and then each once.
CREATE TABLE set_aside_scan (
    id         INTEGER PRIMARY KEY,
    device     TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    at_us      INTEGER NOT NULL,
    state      TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken_up', 'done', 'discarded')),
    queued_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX set_aside_scan_open ON set_aside_scan (device, id) WHERE state IN ('waiting', 'taken_up');
