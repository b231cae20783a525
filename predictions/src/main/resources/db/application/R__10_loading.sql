-- Tables are made and keyed here, as slipway_owner; the ETL only fills them. None of these functions has an EXCEPTION
-- block: it would be a savepoint, after which COPY with FREEZE is refused.

-- `"a", "b"`
CREATE OR REPLACE FUNCTION predictions.name_list(p_names text[]) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(quote_ident(n.name), ', ' ORDER BY n.at) FROM unnest(p_names) WITH ORDINALITY AS n (name, at)
$$;

-- The name of a load's table; 0 is the merged table, others are leaves. `$` is in no view's name, so they never meet.
CREATE OR REPLACE FUNCTION predictions.data_name(p_load bigint, p_leaf integer) RETURNS text
    LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT format('%s$%s_%s', table_name, p_load, p_leaf) FROM predictions.loads WHERE load_no = p_load
$$;

-- Begins a load; a half-finished one of the same table is given up, and its leaves become stale.
CREATE OR REPLACE FUNCTION predictions.begin_load(p_facts jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads := jsonb_populate_record(NULL::predictions.loads, p_facts);
    v_no   bigint;
BEGIN
    IF NOT v_load.types <@ ARRAY['text', 'integer', 'bigint', 'double precision', 'boolean', 'date',
                                 'timestamp with time zone'] THEN
        RAISE EXCEPTION 'a type that predictions never have: %', v_load.types USING ERRCODE = 'SLP78';
    END IF;
    DELETE FROM predictions.loads WHERE table_name = v_load.table_name;
    INSERT INTO predictions.loads (table_name, model, major, mode, seq, run_no, run_id, version, as_of, spec, source,
                                   columns, types, key, indexes, withdrawn, restores, rows)
    VALUES (v_load.table_name, v_load.model, v_load.major, v_load.mode, v_load.seq, v_load.run_no, v_load.run_id,
            v_load.version, v_load.as_of, v_load.spec, v_load.source, v_load.columns, v_load.types, v_load.key,
            v_load.indexes, v_load.withdrawn, v_load.restores, v_load.rows)
    RETURNING load_no INTO v_no;
    RETURN v_no;
END $$;

DROP FUNCTION IF EXISTS predictions.count_try(bigint);

-- Numbers leaves that are about to be loaded, and counts the try, so that what never ends in time is tried smaller. A
-- session whose copy was cut may still hold a table that it was filling: no other gets its name.
CREATE OR REPLACE FUNCTION predictions.begin_leaves(p_load bigint, p_leaves integer, OUT o_tries integer,
                                                    OUT o_leaf integer)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
    UPDATE predictions.loads SET tries = tries + 1, begun = begun + p_leaves WHERE load_no = p_load
    RETURNING tries, begun - p_leaves + 1
$$;

-- It had other arguments.
DROP FUNCTION IF EXISTS predictions.create_data(bigint, integer);

-- Makes an empty table for the load's columns, which the caller may fill in this transaction with COPY … FREEZE. What is
-- read in this transaction and never again (p_brief) need not survive a crash, and is not logged.
CREATE OR REPLACE FUNCTION predictions.create_data(p_load bigint, p_leaf integer,
                                                   p_brief boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_load predictions.loads;
    v_name text := predictions.data_name(p_load, p_leaf);
    v_ddl  text;
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load;
    -- A key declared NOT NULL here needs no reading of the whole table once it is built.
    SELECT string_agg(format('%I %s%s', c.name, c.type, CASE WHEN c.name = ANY (v_load.key) THEN ' NOT NULL' END),
                      ', ' ORDER BY c.at) INTO v_ddl
    FROM unnest(v_load.columns, v_load.types) WITH ORDINALITY AS c (name, type, at);
    -- Where rows are merged later, the next version of a row finds room beside it, and no index changes.
    EXECUTE format('CREATE %s TABLE predictions.%I (%s) %s', CASE WHEN p_brief THEN 'UNLOGGED' END, v_name, v_ddl,
                   CASE WHEN v_load.mode = 'merge' AND NOT p_brief THEN 'WITH (fillfactor = 85)' END);
    EXECUTE format('GRANT SELECT, INSERT ON predictions.%I TO slipway_etl', v_name);
    RETURN v_name;
END $$;

-- Keys and indexes a filled table and closes it for the ETL. Statistics are taken at once: the first query after the
-- switch must not be planned blindly.
CREATE OR REPLACE FUNCTION predictions.seal_data(p_load bigint, p_leaf integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' SET maintenance_work_mem = '256MB' AS $$
DECLARE
    v_load  predictions.loads;
    v_name  text := predictions.data_name(p_load, p_leaf);
    v_index text[];
BEGIN
    SELECT * INTO STRICT v_load FROM predictions.loads WHERE load_no = p_load;
    EXECUTE format('ALTER TABLE predictions.%I ADD PRIMARY KEY (%s)', v_name, predictions.name_list(v_load.key));
    FOR v_index IN
        SELECT ARRAY(SELECT jsonb_array_elements_text(value)) FROM jsonb_array_elements(v_load.indexes)
    LOOP
        EXECUTE format('CREATE INDEX ON predictions.%I (%s)', v_name, predictions.name_list(v_index));
    END LOOP;
    EXECUTE format('REVOKE INSERT ON predictions.%I FROM slipway_etl', v_name);
    EXECUTE format('ANALYZE predictions.%I', v_name);
END $$;

-- It had other arguments.
DROP FUNCTION IF EXISTS predictions.finish_leaf(bigint, integer, integer, bigint, bigint);

-- Records a filled leaf and closes it. What the application is going to read gets its key here.
--
-- A load's leaves never overlap: the session that fills one may outlive the one that has the lock for copies, and others
-- may have gone on. The load's row makes those that record follow each other, until their commit; nobody but copies of
-- one table waits for it, and a commit may take as long as the disk does.
CREATE OR REPLACE FUNCTION predictions.finish_leaf(p_load bigint, p_leaf integer, p_part integer, p_rows bigint,
                                                   p_from_block bigint, p_next_block bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_name text := predictions.data_name(p_load, p_leaf);
    v_mode text := (SELECT mode FROM predictions.loads WHERE load_no = p_load);
BEGIN
    IF v_mode = 'replace' THEN
        -- Another leaf is keyed at the same time.
        PERFORM set_config('max_parallel_maintenance_workers', '0', true);
        PERFORM predictions.seal_data(p_load, p_leaf);
    ELSIF v_mode = 'merge' THEN
        EXECUTE format('REVOKE INSERT ON predictions.%I FROM slipway_etl', v_name);
    END IF;
    PERFORM set_config('lock_timeout', '10s', true);
    UPDATE predictions.loads SET tries = 0 WHERE load_no = p_load;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'another copy has begun anew meanwhile' USING ERRCODE = 'SLP75';
    END IF;
    PERFORM set_config('lock_timeout', '1s', true);
    IF EXISTS (SELECT FROM predictions.leaves l
               WHERE l.load_no = p_load AND l.part = p_part
                 AND int8range(l.from_block, l.next_block) && int8range(p_from_block, p_next_block)) THEN
        RAISE EXCEPTION 'another copy has loaded some of the same blocks meanwhile' USING ERRCODE = 'SLP75';
    END IF;
    INSERT INTO predictions.leaves (load_no, leaf, part, data_table, rows, from_block, next_block)
    VALUES (p_load, p_leaf, p_part, v_name, p_rows, p_from_block, p_next_block);
END $$;

-- Data tables that no view shows and no load is filling: of earlier copies, and of loads given up.
CREATE OR REPLACE FUNCTION predictions.stale_data(p_table text) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.tablename::text FROM pg_tables t
    WHERE t.schemaname = 'predictions' AND t.tablename LIKE '%$%' AND split_part(t.tablename, '$', 1) = p_table
      AND NOT EXISTS (SELECT FROM predictions.copies c WHERE t.tablename::text = ANY (c.data_tables))
      AND NOT EXISTS (SELECT FROM predictions.leaves l WHERE t.tablename::text = l.data_table)
    ORDER BY 1
$$;

-- Waits at most a second for readers of the old rows: whoever asks for the table meanwhile waits behind this.
CREATE OR REPLACE FUNCTION predictions.drop_data(p_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM predictions.stale_data(split_part(p_name, '$', 1)) s WHERE s = p_name) THEN
        RAISE EXCEPTION 'predictions.% is not a stale data table', p_name USING ERRCODE = 'SLP70';
    END IF;
    EXECUTE format('DROP TABLE predictions.%I', p_name);
END $$;

GRANT EXECUTE ON FUNCTION predictions.begin_load, predictions.begin_leaves, predictions.create_data,
    predictions.seal_data, predictions.finish_leaf, predictions.stale_data, predictions.drop_data TO slipway_etl;
