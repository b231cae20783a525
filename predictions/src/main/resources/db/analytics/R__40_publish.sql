-- The second half of publishing: short, under the model's lock, and repeatable behind a savepoint, so that waiting for
-- a reader never costs the rows that are loaded.
--
-- Locks are taken in one order everywhere: the row in models, the view, the parent, the run tables. Once the view is
-- held, further waits are cut to 300 ms: a reader of view and parent in one transaction could close a circle with us,
-- and must not be the one whom PostgreSQL's deadlock_timeout of 1 s ends.

-- Why a run must not become current; null where it may.
CREATE OR REPLACE FUNCTION predictions.reasons_to_hold(
    p_run predictions.runs, p_model predictions.models, p_min_rows bigint, p_row_change double precision) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_reasons text[] := '{}';
    v_current predictions.runs;
BEGIN
    SELECT * INTO v_current FROM predictions.runs
        WHERE run_no = predictions.current_run_no(p_run.model, p_run.major);
    IF p_model.held_version = p_run.version THEN
        v_reasons := v_reasons || format('version %s is held since %s by %s: %s',
            p_run.version, p_model.held_since, p_model.held_by, p_model.held_reason);
    END IF;
    IF p_run.rows = 0 THEN
        v_reasons := v_reasons || 'it has no rows'::text;
    ELSIF p_run.rows < p_min_rows THEN
        v_reasons := v_reasons || format('it has %s rows, fewer than minRows %s', p_run.rows, p_min_rows);
    END IF;
    IF abs(p_run.rows - v_current.rows) > p_row_change * v_current.rows THEN
        v_reasons := v_reasons || format('it has %s rows, the current run %s has %s: more than rowChange %s%% apart',
            p_run.rows, v_current.run_id, v_current.rows, round((p_row_change * 100)::numeric, 2));
    END IF;
    IF p_run.as_of < v_current.as_of THEN
        v_reasons := v_reasons || format('its as-of %s is older than %s of the current run %s',
            p_run.as_of, v_current.as_of, v_current.run_id);
    END IF;
    RETURN nullif(array_to_string(v_reasons, '; '), '');
END $$;

-- Refuses to go on where somebody altered the analysts' parent: names every column that differs.
CREATE OR REPLACE FUNCTION predictions.check_parent(p_parent text, p_columns jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_oid regclass := to_regclass(format('predictions.%I', p_parent));
    v_differences text;
BEGIN
    IF v_oid IS NULL OR (SELECT relkind FROM pg_class WHERE oid = v_oid) <> 'p' THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            'predictions.%I no longer fits the manifest, somebody altered it: expected a partitioned table', p_parent);
    END IF;
    SELECT string_agg(format('%s: expected %s, found %s', coalesce(e.name, a.attname::text),
                coalesce(e.type, 'no such column'), coalesce(format_type(a.atttypid, a.atttypmod), 'none')), '; ')
        INTO v_differences
        FROM (SELECT c ->> 'name' AS name, predictions.sql_type(c ->> 'type') AS type
                FROM jsonb_array_elements(p_columns) AS c
                UNION ALL SELECT 'run_no', 'bigint') AS e
        FULL JOIN (SELECT attname, atttypid, atttypmod FROM pg_attribute
                WHERE attrelid = v_oid AND attnum > 0 AND NOT attisdropped) AS a ON a.attname = e.name
        WHERE e.type IS DISTINCT FROM format_type(a.atttypid, a.atttypmod);
    IF v_differences IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            'predictions.%I no longer fits the manifest, somebody altered it: %s', p_parent, v_differences);
    END IF;
END $$;

-- Makes the run a partition of <model>_v<major>, where analysts find every run. Nothing of Slipway reads through it.
CREATE OR REPLACE FUNCTION predictions.attach_run(
    p_run predictions.runs, p_known jsonb, p_columns jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_parent text := predictions.stem(p_run.model, p_run.major);
BEGIN
    IF p_known = '[]' THEN
        EXECUTE format('CREATE TABLE predictions.%I (run_no bigint NOT NULL) PARTITION BY LIST (run_no)', v_parent);
        EXECUTE format('GRANT SELECT ON predictions.%I TO slipway_reader, slipway_etl', v_parent);
    ELSE
        PERFORM predictions.check_parent(v_parent, p_known);
    END IF;
    PERFORM predictions.widen(v_parent, p_columns);
    EXECUTE format('ALTER TABLE predictions.%I ATTACH PARTITION predictions.%I FOR VALUES IN (%s)',
        v_parent, p_run.table_name, p_run.run_no);
    EXECUTE format('GRANT SELECT ON predictions.%I TO slipway_etl', p_run.table_name);
END $$;

CREATE OR REPLACE FUNCTION predictions.publish_run(
    p_attempt bigint, p_min_rows bigint, p_row_change double precision, OUT o_held_reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_run predictions.runs := predictions.loading_run(p_attempt);
    v_model predictions.models;
    v_columns jsonb;
    v_key text[] := ARRAY(SELECT jsonb_array_elements_text(v_run.manifest -> 'key'));
BEGIN
    IF v_run.rows IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP70', MESSAGE = format('run %s was not sealed', v_run.run_id);
    END IF;
    -- Whoever waits here sees, once it goes on, what the other publisher made current.
    SELECT * INTO STRICT v_model FROM predictions.models
        WHERE model = v_run.model AND major = v_run.major FOR NO KEY UPDATE;
    IF v_model.key_fields <> v_key THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format('the key was (%s) and is now (%s):'
            || ' another key needs a new major version',
            array_to_string(v_model.key_fields, ', '), array_to_string(v_key, ', '));
    END IF;
    v_columns := predictions.merged_columns(v_model.columns, v_run.manifest);
    PERFORM predictions.widen(v_run.table_name, v_columns);
    o_held_reason := predictions.reasons_to_hold(v_run, v_model, p_min_rows, p_row_change);
    IF o_held_reason IS NULL THEN
        PERFORM predictions.point_view(v_run.model, v_run.major, v_run.table_name, v_columns);
    END IF;
    PERFORM set_config('lock_timeout', '300ms', true);
    PERFORM predictions.attach_run(v_run, v_model.columns, v_columns);
    UPDATE predictions.runs
        SET state = 'published', published_at = clock_timestamp(), held_reason = o_held_reason
        WHERE run_no = v_run.run_no;
    PERFORM predictions.succeed_attempt(p_attempt);
    UPDATE predictions.models SET columns = v_columns, key_fields = v_key
        WHERE model = v_run.model AND major = v_run.major;
    IF v_model.held_version <> v_run.version THEN
        PERFORM predictions.set_hold(v_run.model, v_run.major, NULL,
            format('version %s was published', v_run.version), session_user);
    END IF;
    IF o_held_reason IS NULL THEN
        PERFORM predictions.append_change(v_run.model, v_run.major, v_run.run_no, 'published', session_user);
    END IF;
END $$;

REVOKE ALL ON FUNCTION predictions.reasons_to_hold, predictions.check_parent, predictions.attach_run,
    predictions.publish_run FROM PUBLIC;
GRANT EXECUTE ON FUNCTION predictions.publish_run TO slipway_job;
