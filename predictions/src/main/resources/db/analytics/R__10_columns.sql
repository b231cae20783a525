-- From a manifest's fields to columns. Identifiers reach SQL through %I alone, types through this list alone.

CREATE OR REPLACE FUNCTION predictions.sql_type(p_word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE p_word
        WHEN 'string' THEN 'text'
        WHEN 'int' THEN 'integer'
        WHEN 'long' THEN 'bigint'
        WHEN 'double' THEN 'double precision'
        WHEN 'boolean' THEN 'boolean'
        WHEN 'date' THEN 'date'
        WHEN 'timestamp' THEN 'timestamp with time zone' END;
END $$;

-- <model>_v<major>: the parent of a major's runs, and the stem of its other names.
CREATE OR REPLACE FUNCTION predictions.stem(p_model text, p_major integer) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(p_model, '-', '_') || '_v' || p_major;
$$;

-- Refuses a manifest whose output cannot be a table.
CREATE OR REPLACE FUNCTION predictions.check_output(p_manifest jsonb) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_problem text;
BEGIN
    IF jsonb_typeof(p_manifest -> 'output') IS DISTINCT FROM 'array'
        OR jsonb_typeof(p_manifest -> 'key') IS DISTINCT FROM 'array'
        OR jsonb_array_length(p_manifest -> 'key') = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = 'the manifest has no output or no key';
    END IF;
    SELECT CASE
            WHEN f ->> 'name' IS NULL OR octet_length(f ->> 'name') NOT BETWEEN 1 AND 63
                THEN format('expected a name of 1 to 63 bytes, got %s', f -> 'name')
            WHEN f ->> 'name' IN ('run_no', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid')
                THEN format('%s is a name that tables keep for themselves; rename the field', f ->> 'name')
            ELSE format('%s: expected string, int, long, double, boolean, date or timestamp, got %s',
                f ->> 'name', f -> 'type') END
        INTO v_problem
        FROM jsonb_array_elements(p_manifest -> 'output') AS f
        WHERE f ->> 'name' IS NULL OR octet_length(f ->> 'name') NOT BETWEEN 1 AND 63
            OR f ->> 'name' IN ('run_no', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid')
            OR predictions.sql_type(f ->> 'type') IS NULL
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = 'output of the manifest: ' || v_problem;
    END IF;
END $$;

-- The columns that a major has after a run: those it had, then the manifest's new ones in the manifest's order.
CREATE OR REPLACE FUNCTION predictions.merged_columns(p_known jsonb, p_manifest jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_retyped text;
BEGIN
    SELECT format('%s was %s and is now %s', k ->> 'name', k ->> 'type', f ->> 'type') INTO v_retyped
        FROM jsonb_array_elements(p_known) AS k
        JOIN jsonb_array_elements(p_manifest -> 'output') AS f ON f ->> 'name' = k ->> 'name'
        WHERE f ->> 'type' <> k ->> 'type'
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78',
            MESSAGE = format('output field %s: another type needs a new major version', v_retyped);
    END IF;
    RETURN p_known || coalesce(
        (SELECT jsonb_agg(jsonb_build_object('name', f ->> 'name', 'type', f ->> 'type') ORDER BY n)
            FROM jsonb_array_elements(p_manifest -> 'output') WITH ORDINALITY AS o (f, n)
            WHERE NOT EXISTS (
                SELECT FROM jsonb_array_elements(p_known) AS k WHERE k ->> 'name' = f ->> 'name')),
        '[]');
END $$;

-- Gives a table the columns it lacks.
CREATE OR REPLACE FUNCTION predictions.widen(p_table text, p_columns jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_additions text;
BEGIN
    SELECT string_agg(format('ADD COLUMN %I %s', c ->> 'name', predictions.sql_type(c ->> 'type')), ', ' ORDER BY n)
        INTO v_additions
        FROM jsonb_array_elements(p_columns) WITH ORDINALITY AS o (c, n)
        WHERE NOT EXISTS (
            SELECT FROM pg_attribute
            WHERE attrelid = format('predictions.%I', p_table)::regclass
                AND attname = c ->> 'name' AND NOT attisdropped);
    IF v_additions IS NOT NULL THEN
        EXECUTE format('ALTER TABLE predictions.%I %s', p_table, v_additions);
    END IF;
END $$;

REVOKE ALL ON FUNCTION predictions.sql_type, predictions.stem, predictions.check_output, predictions.merged_columns,
    predictions.widen FROM PUBLIC;
