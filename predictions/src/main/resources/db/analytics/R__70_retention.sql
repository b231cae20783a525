-- Retention: the tables of old runs go, their lines in the ledger stay.

-- The runs beyond the newest p_keep that nobody needs: not current, not current within 24 hours, not leased.
CREATE OR REPLACE FUNCTION predictions.droppable_runs(p_model text, p_major integer, p_keep integer)
RETURNS TABLE (o_run_no bigint, o_run_id text, o_table text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_keep NOT BETWEEN 2 AND 200 THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format('keep: expected 2 to 200 runs, got %s', p_keep);
    END IF;
    RETURN QUERY
        SELECT r.run_no, r.run_id, r.table_name
        FROM (SELECT * FROM predictions.runs
                WHERE (model, major, state) = (p_model, p_major, 'published')
                ORDER BY published_at DESC, run_no DESC OFFSET p_keep) AS r
        WHERE NOT EXISTS (SELECT FROM predictions.leases l WHERE l.run_no = r.run_no AND l.until > clock_timestamp())
            AND NOT EXISTS (
                SELECT FROM (SELECT run_no, lead(changed_at) OVER (ORDER BY seq) AS ended_at
                    FROM predictions.current_changes WHERE model = p_model AND major = p_major) AS c
                WHERE c.run_no = r.run_no
                    AND (c.ended_at IS NULL OR c.ended_at > clock_timestamp() - interval '24 hours'))
        ORDER BY r.published_at, r.run_no;
END $$;

-- Drops a run's table; false where it may not go any more. Locks in the order of publish_run, so that neither a
-- rollback to this run nor a lease can come between.
CREATE OR REPLACE FUNCTION predictions.drop_run(p_run_no bigint, p_keep integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_run predictions.runs;
BEGIN
    PERFORM FROM predictions.models
        WHERE (model, major) = (SELECT model, major FROM predictions.runs WHERE run_no = p_run_no)
        FOR NO KEY UPDATE;
    SELECT * INTO v_run FROM predictions.runs WHERE run_no = p_run_no AND state = 'published' FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM predictions.droppable_runs(v_run.model, v_run.major, p_keep) WHERE o_run_no = v_run.run_no) THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS predictions.%I', v_run.table_name);
    UPDATE predictions.runs SET state = 'dropped' WHERE run_no = v_run.run_no;
    DELETE FROM predictions.leases WHERE run_no = v_run.run_no;
    RETURN true;
END $$;

REVOKE ALL ON FUNCTION predictions.droppable_runs, predictions.drop_run FROM PUBLIC;
GRANT EXECUTE ON FUNCTION predictions.droppable_runs, predictions.drop_run TO slipway_job;
