-- The view that the application reads names its data tables in its body and is replaced, never dropped: the
-- application's own views, grants and comments on it survive every copy.

-- Points the view at tables. Columns keep their places: one that is no longer copied reads as null, new ones follow.
CREATE OR REPLACE FUNCTION predictions.point_view(p_table text, p_columns text[], p_data_tables text[])
    RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_view regclass := to_regclass(format('predictions.%I', p_table));
    v_list text;
    v_body text;
BEGIN
    SELECT string_agg(expression, ', ' ORDER BY place) INTO v_list
    FROM (SELECT a.attnum::bigint AS place,
                 CASE WHEN a.attname = ANY (p_columns) THEN quote_ident(a.attname)
                      ELSE format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname) END AS expression
          FROM pg_attribute a WHERE a.attrelid = v_view AND a.attnum > 0 AND NOT a.attisdropped
          UNION ALL
          SELECT 10000 + c.at, quote_ident(c.name)
          FROM unnest(p_columns) WITH ORDINALITY AS c (name, at)
          WHERE c.name <> 'slipway_run'
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = v_view AND a.attname = c.name
                            AND a.attnum > 0 AND NOT a.attisdropped)) AS columns;
    SELECT string_agg(format('SELECT %s FROM predictions.%I', v_list, d.name), ' UNION ALL ' ORDER BY d.at) INTO v_body
    FROM unnest(p_data_tables) WITH ORDINALITY AS d (name, at);
    EXECUTE format('CREATE OR REPLACE VIEW predictions.%I AS %s', p_table, v_body);
    IF v_view IS NULL THEN
        EXECUTE format('GRANT SELECT ON predictions.%I TO slipway_app', p_table);
    END IF;
END $$;

-- Writes the checkpoint and ends the load.
CREATE OR REPLACE FUNCTION predictions.end_load(p_load bigint, p_rows bigint, p_data_tables text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM predictions.copies c USING predictions.loads l
    WHERE c.table_name = l.table_name AND l.load_no = p_load;
    INSERT INTO predictions.copies
    SELECT table_name, model, major, mode, seq, run_no, run_id, version, as_of, p_rows, spec, p_data_tables,
           ARRAY(SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                 WHERE a.attrelid = format('predictions.%I', table_name)::regclass AND a.attnum > 0
                   AND NOT a.attisdropped ORDER BY a.attnum),
           clock_timestamp()
    FROM predictions.loads WHERE load_no = p_load;
    DELETE FROM predictions.loads WHERE load_no = p_load;
END $$;

-- Shows a table whose leaves are all loaded. Replacing a view waits for whoever has it open, and new readers wait
-- behind that: never more than a second.
CREATE OR REPLACE FUNCTION predictions.show_leaves(p_load bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load   predictions.loads;
    v_leaves text[];
    v_rows   bigint;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'replace';
    SELECT array_agg(data_table ORDER BY leaf), sum(rows) INTO v_leaves, v_rows
    FROM predictions.leaves WHERE load_no = p_load;
    IF v_rows IS DISTINCT FROM v_load.rows THEN
        RAISE EXCEPTION 'run % has % rows, but % were loaded', v_load.run_id, v_load.rows, v_rows
            USING ERRCODE = 'SLP70';
    END IF;
    PERFORM predictions.point_view(v_load.table_name, v_load.columns, v_leaves);
    PERFORM predictions.end_load(p_load, v_rows, v_leaves);
END $$;

GRANT EXECUTE ON FUNCTION predictions.show_leaves TO slipway_etl;
