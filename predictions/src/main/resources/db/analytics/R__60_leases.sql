-- A lease keeps a run's table while somebody copies it.

-- Takes or renews a lease. Answers the table's name; null where the run is not there (any more).
CREATE OR REPLACE FUNCTION predictions.lease_run(p_run_no bigint, p_holder text, p_seconds integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_table text;
BEGIN
    -- Retention locks the same row before it drops the table.
    SELECT table_name INTO v_table FROM predictions.runs WHERE run_no = p_run_no AND state = 'published' FOR SHARE;
    IF FOUND THEN
        INSERT INTO predictions.leases (run_no, holder, until)
        VALUES (p_run_no, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
        ON CONFLICT (run_no, holder) DO UPDATE SET until = excluded.until;
    END IF;
    RETURN v_table;
END $$;

CREATE OR REPLACE FUNCTION predictions.release_lease(p_run_no bigint, p_holder text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
    DELETE FROM predictions.leases WHERE run_no = p_run_no AND holder = p_holder;
$$;

REVOKE ALL ON FUNCTION predictions.lease_run, predictions.release_lease FROM PUBLIC;
GRANT EXECUTE ON FUNCTION predictions.lease_run, predictions.release_lease TO slipway_etl;
