-- The ledger: which runs there are, who tried them and how it ended, and which run was current when.
-- Run as slipway_owner. The job, the ETL and the readers own nothing; they write by functions alone.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA predictions TO slipway_job, slipway_etl, slipway_reader;

-- A model's major version: its tables, views and counter. A major has tables of its own.
CREATE TABLE predictions.models (
    model text NOT NULL CHECK (model ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(model) <= 32),
    major integer NOT NULL CHECK (major >= 0),
    next_seq bigint NOT NULL DEFAULT 1,
    -- What the view and the parent table look like, in their order: [{"name": …, "type": …}]. Columns are only added.
    columns jsonb NOT NULL DEFAULT '[]',
    key_fields text[],
    -- The version that was withdrawn by a rollback: its runs do not become current.
    held_version text,
    held_since timestamptz,
    held_by text,
    held_reason text,
    PRIMARY KEY (model, major)
);

CREATE TABLE predictions.runs (
    run_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id text NOT NULL UNIQUE CHECK (length(run_id) BETWEEN 1 AND 200),
    model text NOT NULL,
    major integer NOT NULL,
    version text NOT NULL,
    manifest jsonb NOT NULL,
    as_of timestamptz NOT NULL,
    input_sha256 text,
    state text NOT NULL DEFAULT 'started' CHECK (state IN ('started', 'published', 'dropped')),
    content_sha256 text,
    rows bigint,
    duplicates bigint,
    table_name text UNIQUE,
    published_at timestamptz,
    -- Why it did not become current when it was published.
    held_reason text,
    FOREIGN KEY (model, major) REFERENCES predictions.models,
    CHECK (state = 'started' OR (content_sha256, rows, duplicates, table_name, published_at) IS NOT NULL)
);
CREATE INDEX ON predictions.runs (model, major, run_no);

CREATE TABLE predictions.attempts (
    attempt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_no bigint NOT NULL REFERENCES predictions.runs,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    deadline timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'succeeded', 'failed')),
    exit_code integer,
    reason text
);
CREATE INDEX ON predictions.attempts (run_no);

-- A killed attempt cannot say so: it is lost once its deadline has passed.
CREATE VIEW predictions.attempt_history AS
SELECT attempt_id, run_no, started_at, deadline, ended_at,
       CASE WHEN outcome = 'running' AND deadline < now() THEN 'lost' ELSE outcome END AS outcome,
       exit_code, reason
FROM predictions.attempts;

-- Append-only: what was current on any day, and what the copy follows. seq has no gaps and grows in order of commit.
CREATE TABLE predictions.current_changes (
    model text NOT NULL,
    major integer NOT NULL,
    seq bigint NOT NULL,
    run_no bigint NOT NULL REFERENCES predictions.runs,
    reason text NOT NULL,
    who text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (model, major, seq),
    FOREIGN KEY (model, major) REFERENCES predictions.models
);
CREATE INDEX ON predictions.current_changes (run_no);

-- Append-only: which version was held, or released, when and by whom.
CREATE TABLE predictions.hold_changes (
    model text NOT NULL,
    major integer NOT NULL,
    version text NOT NULL,
    held boolean NOT NULL,
    reason text NOT NULL,
    who text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    FOREIGN KEY (model, major) REFERENCES predictions.models
);

-- Who reads a run's table just now; retention leaves it alone until then.
CREATE TABLE predictions.leases (
    run_no bigint NOT NULL REFERENCES predictions.runs,
    holder text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (run_no, holder)
);

GRANT SELECT ON
    predictions.models, predictions.runs, predictions.attempts, predictions.attempt_history,
    predictions.current_changes, predictions.hold_changes, predictions.leases
    TO slipway_job, slipway_etl, slipway_reader;
