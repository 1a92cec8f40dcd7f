-- What hangs on a journal row is found by that row: its references are checked when it is written, and a search of the whole
-- table for each command made the ledger slower with every order it had.

CREATE INDEX movement_seq ON movement (seq);
CREATE INDEX timeline_entry_seq ON timeline_entry (seq);
