-- What the application reads, and what a copy needs to go on where it was cut. Run as slipway_owner, whom nobody can
-- log in as: the ETL owns nothing and works by functions.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA predictions TO slipway_etl, slipway_app;

-- The checkpoint of each table: written in the transaction that shows the rows, so a copy happens exactly once.
CREATE TABLE predictions.copies (
    table_name  text PRIMARY KEY,
    model       text NOT NULL,
    major       integer NOT NULL,
    mode        text NOT NULL CHECK (mode IN ('replace', 'merge')),
    seq         bigint NOT NULL,
    run_no      bigint NOT NULL,
    run_id      text NOT NULL,
    version     text NOT NULL,
    as_of       timestamptz NOT NULL,
    rows        bigint NOT NULL,
    spec        text NOT NULL,
    data_tables text[] NOT NULL,
    columns     text[] NOT NULL,
    copied_at   timestamptz NOT NULL
);
COMMENT ON COLUMN predictions.copies.seq IS 'the entry of the analytics database''s current_changes that is shown';
COMMENT ON COLUMN predictions.copies.spec IS 'fields and indexes as they were asked for; another spec is copied again';
COMMENT ON COLUMN predictions.copies.data_tables IS 'the tables behind the view';
COMMENT ON COLUMN predictions.copies.columns IS 'of the view, to notice when somebody alters it';

-- A copy that has begun and is not shown yet; at most one per table.
CREATE TABLE predictions.loads (
    load_no    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL UNIQUE CHECK (table_name ~ '^[a-z][a-z0-9_]{0,39}$'),
    model      text NOT NULL,
    major      integer NOT NULL,
    mode       text NOT NULL CHECK (mode IN ('replace', 'merge')),
    seq        bigint NOT NULL,
    run_no     bigint NOT NULL,
    run_id     text NOT NULL,
    version    text NOT NULL,
    as_of      timestamptz NOT NULL,
    spec       text NOT NULL,
    source     text NOT NULL,
    columns    text[] NOT NULL,
    types      text[] NOT NULL,
    key        text[] NOT NULL,
    indexes    jsonb NOT NULL,
    withdrawn  bigint[] NOT NULL,
    restores   integer NOT NULL,
    rows       bigint,
    tries      integer NOT NULL DEFAULT 0
);
COMMENT ON COLUMN predictions.loads.source IS 'the files that are read; when they change, the load begins again';
COMMENT ON COLUMN predictions.loads.withdrawn IS 'merge: runs that a rollback took back';
COMMENT ON COLUMN predictions.loads.restores IS 'merge: how many parts hold earlier rows of the keys of withdrawn runs';
COMMENT ON COLUMN predictions.loads.rows IS 'replace: rows of the run, as the ledger has them';
COMMENT ON COLUMN predictions.loads.tries IS 'leaves begun since the last one was finished; each halves the next leaf';

-- The tables that a load has filled so far. A part is one source table or query; it is read in ranges of blocks.
CREATE TABLE predictions.leaves (
    load_no    bigint NOT NULL REFERENCES predictions.loads ON DELETE CASCADE,
    leaf       integer NOT NULL,
    part       integer NOT NULL,
    data_table text NOT NULL UNIQUE,
    rows       bigint NOT NULL,
    next_block bigint,
    PRIMARY KEY (load_no, leaf)
);
COMMENT ON COLUMN predictions.leaves.next_block IS 'where the part goes on; null when it is finished';

CREATE VIEW predictions.freshness AS
SELECT table_name AS "table", model, version, run_id AS run, as_of, copied_at, rows
FROM predictions.copies;
COMMENT ON VIEW predictions.freshness IS 'which run each table shows, and since when';

GRANT SELECT ON predictions.copies, predictions.loads, predictions.leaves TO slipway_etl;
GRANT SELECT ON predictions.freshness TO slipway_etl, slipway_app;
