-- Who works here, which devices were paired, who is signed in at them, which programs may ask. No secret is kept: of tokens their SHA-256,
-- of PINs a hash whose key is no row of the ledger; a badge is checked by its number alone.
CREATE TABLE operator (
    id      INTEGER PRIMARY KEY,
    name    TEXT    NOT NULL UNIQUE,
    role    TEXT    NOT NULL CHECK (role IN ('owner', 'supervisor', 'picker', 'packer')),
    active  INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    pin     TEXT    NOT NULL DEFAULT '',
    badge   INTEGER NOT NULL DEFAULT 0 CHECK (badge >= 0)
) STRICT;

CREATE TABLE paired_device (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL CHECK (kind IN ('kiosk', 'handheld', 'phone')),
    way        TEXT    NOT NULL CHECK (way IN ('loopback', 'https', 'plain')),
    token      BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),
    paired_ms  INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL DEFAULT 0,
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- Who is signed in at a device, and since when; a badge or a PIN said so.
CREATE TABLE sign_in (
    device_id   INTEGER PRIMARY KEY REFERENCES paired_device (id),
    operator_id INTEGER NOT NULL REFERENCES operator (id),
    proof       TEXT    NOT NULL CHECK (proof IN ('badge', 'pin')),
    at_ms       INTEGER NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_operator ON sign_in (operator_id);

-- `rights` are words separated by spaces.
CREATE TABLE api_token (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    rights     TEXT    NOT NULL,
    token      BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),
    made_ms    INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL DEFAULT 0,
    per_s      INTEGER NOT NULL CHECK (per_s > 0),
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TRIGGER operator_changes AFTER UPDATE OF name, role, active, badge, pin ON operator BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'operator', NEW.id, field, before_value, after_value
    FROM (
        SELECT 'name' AS field, OLD.name AS before_value, NEW.name AS after_value UNION ALL SELECT 'role', OLD.role, NEW.role
        UNION ALL SELECT 'active', OLD.active, NEW.active UNION ALL SELECT 'badge', OLD.badge, NEW.badge
        UNION ALL SELECT 'pin', CASE WHEN OLD.pin = '' THEN 'none' ELSE 'set' END, CASE WHEN NEW.pin = OLD.pin THEN
            CASE WHEN OLD.pin = '' THEN 'none' ELSE 'set' END WHEN NEW.pin = '' THEN 'none' ELSE 'set anew' END
    )
    WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER paired_device_changes AFTER UPDATE OF active, kind ON paired_device BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal), 'paired_device', NEW.id, field, before_value, after_value
    FROM (
        SELECT 'active' AS field, OLD.active AS before_value, NEW.active AS after_value UNION ALL SELECT 'kind', OLD.kind, NEW.kind
    )
    WHERE before_value IS NOT after_value;
END;
CREATE TRIGGER api_token_changes AFTER UPDATE OF active ON api_token WHEN OLD.active <> NEW.active BEGIN
    INSERT INTO field_change (seq, subject, subject_id, field, before_value, after_value)
    SELECT COALESCE(MAX(seq), 0) + 1, 'api_token', NEW.id, 'active', OLD.active, NEW.active FROM journal;
END;
