-- A merged table is one table for good: each row carries the run it came from (slipway_run), and a copy changes it in
-- place, in one transaction, so that readers see the state before or after.

-- Adds what another list of fields and indexes asks for. Nothing is taken away: the view hides what is not copied.
CREATE OR REPLACE FUNCTION predictions.widen_merged(p_load bigint, p_name text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_load  predictions.loads;
    v_table regclass := format('predictions.%I', p_name)::regclass;
    v_item  record;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load;
    FOR v_item IN SELECT c.name, c.type FROM unnest(v_load.columns, v_load.types) AS c (name, type) LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS %I %s', v_table, v_item.name, v_item.type);
    END LOOP;
    FOR v_item IN
        SELECT array_agg(i.name ORDER BY i.at) AS names
        FROM jsonb_array_elements(v_load.indexes) WITH ORDINALITY AS x (index, no),
             jsonb_array_elements_text(x.index) WITH ORDINALITY AS i (name, at)
        GROUP BY x.no
        EXCEPT
        SELECT (SELECT array_agg(a.attname::text ORDER BY k.at)
                FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, at)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
        FROM pg_index i WHERE i.indrelid = v_table
    LOOP
        EXECUTE format('CREATE INDEX ON %s (%s)', v_table, predictions.name_list(v_item.names));
    END LOOP;
END $$;

-- Lays one leaf over the table. Sorted by the key, the table's index is walked once; MERGE is faster where most rows of
-- the table are met, ON CONFLICT where few are (measured).
CREATE OR REPLACE FUNCTION predictions.lay_leaf(p_target text, p_leaf text, p_columns text[], p_key text[],
                                                p_backfill boolean) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_columns text := predictions.name_list(p_columns);
    v_key     text := predictions.name_list(p_key);
    v_new     text := CASE WHEN p_backfill THEN 'new' ELSE 'excluded' END;
    v_set     text;
    v_match   text;
    v_rows    text := format('SELECT %s FROM predictions.%I ORDER BY %s', v_columns, p_leaf, v_key);
BEGIN
    -- A column that is no longer copied must not keep the value of an earlier run.
    SELECT string_agg(format('%I = %s', a.attname,
                             CASE WHEN a.attname = ANY (p_columns) THEN format('%s.%I', v_new, a.attname) ELSE 'NULL' END), ', ')
    INTO v_set
    FROM pg_attribute a
    WHERE a.attrelid = format('predictions.%I', p_target)::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname <> ALL (p_key);
    IF p_backfill THEN
        SELECT string_agg(format('old.%I = new.%I', k, k), ' AND ') INTO v_match FROM unnest(p_key) AS k;
        EXECUTE format('MERGE INTO predictions.%I AS old USING (%s) AS new ON %s WHEN MATCHED THEN UPDATE SET %s '
                       'WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)', p_target, v_rows, v_match, v_set, v_columns,
                       (SELECT string_agg(format('new.%I', c), ', ') FROM unnest(p_columns) AS c));
    ELSE
        EXECUTE format('INSERT INTO predictions.%I (%s) %s ON CONFLICT (%s) DO UPDATE SET %s',
                       p_target, v_columns, v_rows, v_key, v_set);
    END IF;
END $$;

-- Takes back the rows of withdrawn runs, restores the newest earlier ones, and lays the new runs over them in their
-- order; with the checkpoint, in the caller's one transaction.
CREATE OR REPLACE FUNCTION predictions.apply_leaves(p_load bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads;
    v_copy predictions.copies;
    v_leaf predictions.leaves;
    v_name text;
    v_rows bigint;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'merge';
    SELECT * INTO STRICT v_copy FROM predictions.copies WHERE table_name = v_load.table_name AND mode = 'merge';
    v_name := v_copy.data_tables[1];
    IF v_copy.spec <> v_load.spec THEN
        -- First the view and then its table, as readers lock them: the other way round a reader could be ended by
        -- PostgreSQL for a deadlock.
        IF to_regclass(format('predictions.%I', v_load.table_name)) IS NOT NULL THEN
            EXECUTE format('LOCK TABLE predictions.%I IN ACCESS EXCLUSIVE MODE', v_load.table_name);
        END IF;
        PERFORM predictions.widen_merged(p_load, v_name);
    END IF;
    EXECUTE format('DELETE FROM predictions.%I WHERE slipway_run = ANY ($1)', v_name) USING v_load.withdrawn;
    FOR v_leaf IN SELECT * FROM predictions.leaves WHERE load_no = p_load ORDER BY leaf LOOP
        IF v_leaf.part < v_load.restores THEN
            EXECUTE format('INSERT INTO predictions.%I (%s) SELECT %2$s FROM predictions.%I ON CONFLICT DO NOTHING',
                           v_name, predictions.name_list(v_load.columns), v_leaf.data_table);
        ELSE
            PERFORM predictions.lay_leaf(v_name, v_leaf.data_table, v_load.columns, v_load.key,
                                         v_leaf.rows >= v_copy.rows);
        END IF;
    END LOOP;
    EXECUTE format('SELECT count(*) FROM predictions.%I', v_name) INTO v_rows;
    IF v_copy.spec <> v_load.spec OR to_regclass(format('predictions.%I', v_load.table_name)) IS NULL THEN
        PERFORM predictions.point_view(v_load.table_name, v_load.columns, v_copy.data_tables);
    END IF;
    PERFORM predictions.end_load(p_load, v_rows, v_copy.data_tables);
    RETURN v_rows;
END $$;

-- Shows a merged table that was just made and filled (the first one, or after the mode was `replace`).
CREATE OR REPLACE FUNCTION predictions.show_merged(p_load bigint, p_leaf integer, p_rows bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads;
    v_data text[] := ARRAY[predictions.data_name(p_load, p_leaf)];
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'merge';
    PERFORM predictions.point_view(v_load.table_name, v_load.columns, v_data);
    PERFORM predictions.end_load(p_load, p_rows, v_data);
END $$;

GRANT EXECUTE ON FUNCTION predictions.apply_leaves, predictions.show_merged TO slipway_etl;
