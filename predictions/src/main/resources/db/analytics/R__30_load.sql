-- The first half of publishing, in the publisher's one transaction: a fresh table, the rows, the key.

-- Locks the run against a second publisher and makes its table, into which the job may COPY until seal_run.
CREATE OR REPLACE FUNCTION predictions.open_run(
    p_attempt bigint, p_manifest jsonb, p_content_sha256 text,
    OUT o_already boolean, OUT o_table text, OUT o_rows bigint, OUT o_duplicates bigint,
    OUT o_current boolean, OUT o_held_reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_run predictions.runs;
BEGIN
    SELECT r.* INTO v_run FROM predictions.runs r JOIN predictions.attempts a USING (run_no)
        WHERE a.attempt_id = p_attempt FOR NO KEY UPDATE OF r;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format('attempt %s is not in the ledger', p_attempt);
    END IF;
    o_already := v_run.state <> 'started';
    IF o_already THEN
        IF v_run.content_sha256 <> p_content_sha256 THEN
            RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
                'run %s was published at %s with other content (sha256 %s, now %s); other content needs another run id',
                v_run.run_id, v_run.published_at, v_run.content_sha256, p_content_sha256);
        END IF;
        PERFORM predictions.succeed_attempt(p_attempt);
        o_table := v_run.table_name;
        o_rows := v_run.rows;
        o_duplicates := v_run.duplicates;
        o_held_reason := v_run.held_reason;
        o_current := v_run.run_no IS NOT DISTINCT FROM predictions.current_run_no(v_run.model, v_run.major);
        RETURN;
    END IF;
    IF v_run.manifest <> p_manifest THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            'run %s was begun with another manifest than the one to publish by', v_run.run_id);
    END IF;
    o_table := predictions.stem(v_run.model, v_run.major) || '_r' || v_run.run_no;
    EXECUTE format('CREATE TABLE predictions.%I (run_no bigint NOT NULL DEFAULT %s CHECK (run_no = %s), %s)',
        o_table, v_run.run_no, v_run.run_no,
        (SELECT string_agg(
                format('%I %s%s', f ->> 'name', predictions.sql_type(f ->> 'type'),
                    CASE WHEN v_run.manifest -> 'key' ? (f ->> 'name') THEN ' NOT NULL' END),
                ', ' ORDER BY n)
            FROM jsonb_array_elements(v_run.manifest -> 'output') WITH ORDINALITY AS o (f, n)));
    EXECUTE format('GRANT INSERT ON predictions.%I TO slipway_job', o_table);
    UPDATE predictions.runs SET table_name = o_table, content_sha256 = p_content_sha256 WHERE run_no = v_run.run_no;
END $$;

-- The run that an attempt loads. Only its own transaction can see that it has a table.
CREATE OR REPLACE FUNCTION predictions.loading_run(p_attempt bigint) RETURNS predictions.runs
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_run predictions.runs;
BEGIN
    SELECT r.* INTO v_run FROM predictions.runs r JOIN predictions.attempts a USING (run_no)
        WHERE a.attempt_id = p_attempt AND r.state = 'started' AND r.table_name IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP70', MESSAGE = format('attempt %s is not being published', p_attempt);
    END IF;
    RETURN v_run;
END $$;

CREATE OR REPLACE FUNCTION predictions.key_list(p_manifest jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(quote_ident(k), ', ' ORDER BY n)
    FROM jsonb_array_elements_text(p_manifest -> 'key') WITH ORDINALITY AS o (k, n);
$$;

-- Ends the load: proves the number of rows, builds the key (unique_violation where one is doubled), takes the job's
-- privilege back.
CREATE OR REPLACE FUNCTION predictions.seal_run(p_attempt bigint, p_rows bigint, p_duplicates bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' SET maintenance_work_mem = '256MB' AS $$
DECLARE
    v_run predictions.runs := predictions.loading_run(p_attempt);
    v_rows bigint;
BEGIN
    EXECUTE format('REVOKE ALL ON predictions.%I FROM slipway_job', v_run.table_name);
    EXECUTE format('ALTER TABLE predictions.%I ADD PRIMARY KEY (%s)',
        v_run.table_name, predictions.key_list(v_run.manifest));
    -- Building the key has counted the rows, exactly up to 2^24 of them, which is where float4 begins to round.
    SELECT reltuples INTO v_rows FROM pg_class WHERE oid = format('predictions.%I', v_run.table_name)::regclass;
    IF v_rows <> p_rows OR p_rows > 16777216 THEN
        EXECUTE format('SELECT count(*) FROM predictions.%I', v_run.table_name) INTO v_rows;
    END IF;
    IF v_rows <> p_rows THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP70', MESSAGE = format(
            'expected %s rows in predictions.%I, counted %s', p_rows, v_run.table_name, v_rows);
    END IF;
    EXECUTE format('ANALYZE predictions.%I', v_run.table_name);
    UPDATE predictions.runs SET rows = p_rows, duplicates = p_duplicates WHERE run_no = v_run.run_no;
END $$;

-- The rows, counted from 1 in the order of the file, whose key an earlier row has. A fresh table's ctids are in that
-- order, because COPY into a table of its own transaction only ever appends.
CREATE OR REPLACE FUNCTION predictions.doubled_rows(p_attempt bigint) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_run predictions.runs := predictions.loading_run(p_attempt);
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT n FROM (SELECT row_number() OVER (ORDER BY ctid) AS n,'
        || ' row_number() OVER (PARTITION BY %s ORDER BY ctid) AS k FROM predictions.%I) AS d WHERE k > 1',
        predictions.key_list(v_run.manifest), v_run.table_name);
END $$;

-- Empties the table for a second COPY without the doubled rows. To delete them instead would leave them visible to a
-- reader whose snapshot is older than this transaction, because FREEZE shows them to everybody.
CREATE OR REPLACE FUNCTION predictions.empty_run(p_attempt bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('TRUNCATE predictions.%I', (predictions.loading_run(p_attempt)).table_name);
END $$;

REVOKE ALL ON FUNCTION predictions.open_run, predictions.loading_run, predictions.key_list, predictions.seal_run,
    predictions.doubled_rows, predictions.empty_run FROM PUBLIC;
GRANT EXECUTE ON FUNCTION predictions.open_run, predictions.seal_run, predictions.doubled_rows, predictions.empty_run
    TO slipway_job;
