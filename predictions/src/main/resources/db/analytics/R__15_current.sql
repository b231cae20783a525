-- What is current: the newest line of current_changes, and a view that names that run's table in its body.

CREATE OR REPLACE FUNCTION predictions.current_run_no(p_model text, p_major integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT run_no FROM predictions.current_changes WHERE model = p_model AND major = p_major
    ORDER BY seq DESC LIMIT 1;
$$;

-- Points <model>_v<major>_current at a table: all columns that the major ever had, null where the table lacks one.
-- Waits for those who read the view just now, up to lock_timeout.
CREATE OR REPLACE FUNCTION predictions.point_view(p_model text, p_major integer, p_table text, p_columns jsonb)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_view text := predictions.stem(p_model, p_major) || '_current';
BEGIN
    EXECUTE format('CREATE OR REPLACE VIEW predictions.%I AS SELECT %s FROM predictions.%I', v_view,
        (SELECT string_agg(
                CASE WHEN a.attname IS NULL
                    THEN format('NULL::%s AS %I', predictions.sql_type(c ->> 'type'), c ->> 'name')
                    ELSE quote_ident(c ->> 'name') END, ', ' ORDER BY n)
            FROM jsonb_array_elements(p_columns) WITH ORDINALITY AS o (c, n)
            LEFT JOIN pg_attribute AS a
                ON a.attrelid = format('predictions.%I', p_table)::regclass
                AND a.attname = c ->> 'name' AND a.attnum > 0 AND NOT a.attisdropped),
        p_table);
    EXECUTE format('GRANT SELECT ON predictions.%I TO slipway_reader, slipway_etl, slipway_ledger', v_view);
EXCEPTION WHEN invalid_table_definition OR wrong_object_type OR undefined_table THEN
    RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
        'predictions.%I no longer fits the manifest, somebody altered it: %s; expected the columns %s from table %I',
        v_view, sqlerrm, (SELECT string_agg(c ->> 'name', ', ') FROM jsonb_array_elements(p_columns) AS c), p_table);
END $$;

-- The caller holds the row in models.
CREATE OR REPLACE FUNCTION predictions.append_change(
    p_model text, p_major integer, p_run_no bigint, p_reason text, p_who text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_seq bigint;
BEGIN
    UPDATE predictions.models SET next_seq = next_seq + 1 WHERE model = p_model AND major = p_major
        RETURNING next_seq - 1 INTO v_seq;
    INSERT INTO predictions.current_changes (model, major, seq, run_no, reason, who)
        VALUES (p_model, p_major, v_seq, p_run_no, p_reason, p_who);
    RETURN v_seq;
END $$;

-- Holds a version, or releases the one that is held (p_version null). The caller holds the row in models.
CREATE OR REPLACE FUNCTION predictions.set_hold(
    p_model text, p_major integer, p_version text, p_reason text, p_who text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO predictions.hold_changes (model, major, version, held, reason, who)
        SELECT model, major, coalesce(p_version, held_version), p_version IS NOT NULL, p_reason, p_who
        FROM predictions.models
        WHERE model = p_model AND major = p_major AND held_version IS DISTINCT FROM p_version;
    UPDATE predictions.models
        SET held_version = p_version,
            held_since = CASE WHEN p_version IS NOT NULL THEN clock_timestamp() END,
            held_by = CASE WHEN p_version IS NOT NULL THEN p_who END,
            held_reason = CASE WHEN p_version IS NOT NULL THEN p_reason END
        WHERE model = p_model AND major = p_major AND held_version IS DISTINCT FROM p_version;
END $$;

REVOKE ALL ON FUNCTION predictions.current_run_no, predictions.point_view, predictions.append_change,
    predictions.set_hold FROM PUBLIC;
