-- A merged table is one table for good: each row carries the run it came from (slipway_run), and a copy changes it in
-- place, rows and view and checkpoint in one transaction, so that readers see the state before or after. Columns and
-- indexes that it lacks are added before, each in a transaction of its own: until the view names them nobody sees them.

-- It had other arguments.
DROP FUNCTION IF EXISTS predictions.widen_merged(bigint, text);

-- The table that a load changes.
CREATE OR REPLACE FUNCTION predictions.merged_table(p_load bigint) RETURNS regclass
    LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT format('predictions.%I', c.data_tables[1])::regclass
    FROM predictions.copies c JOIN predictions.loads l USING (table_name, mode)
    WHERE l.load_no = p_load AND mode = 'merge'
$$;

-- Adds the columns that another list of fields asks for. Alone in its transaction, since readers wait for its lock: at
-- most a second, and never for rows. False where there is nothing to do. Nothing is taken away: the view hides what is
-- not copied.
CREATE OR REPLACE FUNCTION predictions.widen_merged(p_load bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_table     regclass := predictions.merged_table(p_load);
    v_additions text;
BEGIN
    SELECT string_agg(format('ADD COLUMN %I %s', c.name, c.type), ', ') INTO v_additions
    FROM predictions.loads l, unnest(l.columns, l.types) AS c (name, type)
    WHERE l.load_no = p_load
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = v_table AND a.attname = c.name
                      AND NOT a.attisdropped);
    IF v_additions IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s %s', v_table, v_additions);
    END IF;
    RETURN v_additions IS NOT NULL;
END $$;

-- Makes one index that is asked for and not there; false where all are. Readers do not wait for it.
CREATE OR REPLACE FUNCTION predictions.index_merged(p_load bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' SET maintenance_work_mem = '256MB' AS $$
DECLARE
    v_table regclass := predictions.merged_table(p_load);
    v_names text[];
BEGIN
    SELECT w.names INTO v_names
    FROM (SELECT array_agg(i.name ORDER BY i.at) AS names
          FROM predictions.loads l, jsonb_array_elements(l.indexes) WITH ORDINALITY AS x (index, no),
               jsonb_array_elements_text(x.index) WITH ORDINALITY AS i (name, at)
          WHERE l.load_no = p_load
          GROUP BY x.no
          EXCEPT
          SELECT (SELECT array_agg(a.attname::text ORDER BY k.at)
                  FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, at)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
          FROM pg_index i WHERE i.indrelid = v_table) AS w
    LIMIT 1;
    IF v_names IS NOT NULL THEN
        EXECUTE format('CREATE INDEX ON %s (%s)', v_table, predictions.name_list(v_names));
    END IF;
    RETURN v_names IS NOT NULL;
END $$;

-- It answered nothing.
DROP FUNCTION IF EXISTS predictions.lay_leaf(text, text, text[], text[], boolean);

-- Lays one leaf over the table and answers how many rows are new, null where nobody counted. Sorted by the key, the
-- table's index is walked once; MERGE is faster where most rows of the table are met, ON CONFLICT where few are
-- (measured). No JIT: it would compile for longer than it saves.
CREATE OR REPLACE FUNCTION predictions.lay_leaf(p_target text, p_leaf text, p_columns text[], p_key text[],
                                                p_backfill boolean) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_columns text := predictions.name_list(p_columns);
    v_key     text := predictions.name_list(p_key);
    v_new     text := CASE WHEN p_backfill THEN 'new' ELSE 'excluded' END;
    v_set     text;
    v_added   bigint;
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
        -- A row that was there has been locked, which its next version tells in xmax.
        EXECUTE format('WITH laid AS (INSERT INTO predictions.%I (%s) %s ON CONFLICT (%s) DO UPDATE SET %s '
                       'RETURNING xmax = 0 AS added) SELECT count(*) FILTER (WHERE added) FROM laid',
                       p_target, v_columns, v_rows, v_key, v_set) INTO v_added;
    END IF;
    RETURN v_added;
END $$;

-- Lets the ETL append to the merged table for the rest of this transaction, and answers its name: null where one of some
-- of the keys (p_keys: objects of the key's fields) is there already, so that rows have to be laid. What waits for the
-- table's lock waits here, and not in COPY.
CREATE OR REPLACE FUNCTION predictions.open_merged(p_load bigint, p_keys jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' SET jit = off AS $$
DECLARE
    v_table regclass := predictions.merged_table(p_load);
    v_load  predictions.loads;
    v_met   boolean;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'merge';
    IF cardinality(v_load.withdrawn) = 0 THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::%s, $1) JOIN %1$s USING (%s))',
                       v_table, predictions.name_list(v_load.key)) INTO v_met USING p_keys;
    END IF;
    IF v_met IS DISTINCT FROM false THEN
        RETURN NULL;
    END IF;
    EXECUTE format('LOCK TABLE %s IN ROW EXCLUSIVE MODE', v_table);
    EXECUTE format('GRANT INSERT ON %s TO slipway_etl', v_table);
    RETURN (SELECT relname FROM pg_class WHERE oid = v_table);
END $$;

-- Closes the merged table again and records what was appended: a leaf that lies in the table already.
CREATE OR REPLACE FUNCTION predictions.close_merged(p_load bigint, p_leaf integer, p_part integer, p_rows bigint)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_table regclass := predictions.merged_table(p_load);
BEGIN
    EXECUTE format('REVOKE INSERT ON %s FROM slipway_etl', v_table);
    INSERT INTO predictions.leaves (load_no, leaf, part, data_table, rows, from_block)
    SELECT p_load, p_leaf, p_part, relname, p_rows, 0 FROM pg_class WHERE oid = v_table;
END $$;

-- Takes back the rows of withdrawn runs, restores the newest earlier ones, and lays the new runs over them in their
-- order; answers how many rows there are then. It takes no lock that a reader waits for, however long it takes.
CREATE OR REPLACE FUNCTION predictions.apply_leaves(p_load bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads;
    v_copy predictions.copies;
    v_leaf predictions.leaves;
    v_name text;
    v_rows bigint;
    v_some bigint;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'merge';
    SELECT * INTO STRICT v_copy FROM predictions.copies WHERE table_name = v_load.table_name AND mode = 'merge';
    v_name := v_copy.data_tables[1];
    v_rows := v_copy.rows;
    IF cardinality(v_load.withdrawn) > 0 THEN
        -- It reads the whole table.
        EXECUTE format('DELETE FROM predictions.%I WHERE slipway_run = ANY ($1)', v_name) USING v_load.withdrawn;
        GET DIAGNOSTICS v_some = ROW_COUNT;
        v_rows := v_rows - v_some;
    END IF;
    FOR v_leaf IN SELECT * FROM predictions.leaves WHERE load_no = p_load ORDER BY leaf LOOP
        IF v_leaf.data_table = v_name THEN
            v_some := v_leaf.rows;
        ELSIF v_leaf.part < v_load.restores THEN
            EXECUTE format('INSERT INTO predictions.%I (%s) SELECT %2$s FROM predictions.%I ON CONFLICT DO NOTHING',
                           v_name, predictions.name_list(v_load.columns), v_leaf.data_table);
            GET DIAGNOSTICS v_some = ROW_COUNT;
        ELSE
            v_some := predictions.lay_leaf(v_name, v_leaf.data_table, v_load.columns, v_load.key,
                                           v_leaf.rows >= v_copy.rows);
        END IF;
        v_rows := v_rows + v_some;
    END LOOP;
    IF v_rows IS NULL THEN
        EXECUTE format('SELECT count(*) FROM predictions.%I', v_name) INTO v_rows;
    END IF;
    RETURN v_rows;
END $$;

-- Ends a merge, in the transaction that changed the rows (p_leaf null) or that made and filled the table p_leaf (the
-- first one, or after the mode was `replace`). Last of all, since readers wait while this waits for the view.
CREATE OR REPLACE FUNCTION predictions.show_merged(p_load bigint, p_leaf integer, p_rows bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads;
    v_copy predictions.copies;
    v_data text[];
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load AND mode = 'merge';
    SELECT * INTO v_copy FROM predictions.copies WHERE table_name = v_load.table_name AND mode = 'merge';
    v_data := CASE WHEN p_leaf IS NULL THEN v_copy.data_tables
                   ELSE ARRAY[predictions.data_name(p_load, p_leaf)] END;
    IF p_leaf IS NOT NULL OR v_copy.spec <> v_load.spec
        OR to_regclass(format('predictions.%I', v_load.table_name)) IS NULL THEN
        PERFORM predictions.point_view(v_load.table_name, v_load.columns, v_data);
    END IF;
    PERFORM predictions.end_load(p_load, p_rows, v_data);
END $$;

GRANT EXECUTE ON FUNCTION predictions.widen_merged, predictions.index_merged, predictions.open_merged,
    predictions.close_merged, predictions.apply_leaves, predictions.show_merged TO slipway_etl;
