-- A person's decision about what is current.

-- Makes another published run current: p_run_id, or where it is null the newest run before the current one that has
-- been current. Going back holds the version that is withdrawn; going forward releases the version that is chosen.
CREATE OR REPLACE FUNCTION predictions.make_current(
    p_model text, p_major integer, p_run_id text, p_who text, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_model predictions.models;
    v_current predictions.runs;
    v_target predictions.runs;
BEGIN
    SELECT * INTO v_model FROM predictions.models WHERE model = p_model AND major = p_major FOR NO KEY UPDATE;
    SELECT * INTO v_current FROM predictions.runs WHERE run_no = predictions.current_run_no(p_model, p_major);
    IF p_run_id IS NULL THEN
        IF v_current.run_no IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
                '%s, major version %s: no run is current, so there is none before it', p_model, p_major);
        END IF;
        SELECT * INTO v_target FROM predictions.runs r
            WHERE (model, major, state) = (p_model, p_major, 'published')
                AND (as_of, run_no) < (v_current.as_of, v_current.run_no)
                AND EXISTS (SELECT FROM predictions.current_changes c WHERE c.run_no = r.run_no)
            ORDER BY as_of DESC, run_no DESC LIMIT 1 FOR SHARE;
    ELSE
        SELECT * INTO v_target FROM predictions.runs
            WHERE (model, major, run_id, state) = (p_model, p_major, p_run_id, 'published') FOR SHARE;
    END IF;
    IF v_target.run_no IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            '%s, major version %s: %s is not among the kept runs (%s)', p_model, p_major,
            coalesce('run ' || p_run_id, 'a run that was current before ' || v_current.run_id),
            coalesce((SELECT string_agg(run_id, ', ' ORDER BY run_no DESC) FROM predictions.runs
                WHERE (model, major, state) = (p_model, p_major, 'published')), 'there are none'));
    END IF;
    IF v_target.run_no = v_current.run_no THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format('run %s is current already', v_target.run_id);
    END IF;
    PERFORM predictions.point_view(p_model, p_major, v_target.table_name, v_model.columns);
    IF (v_target.as_of, v_target.run_no) < (v_current.as_of, v_current.run_no) THEN
        PERFORM predictions.set_hold(p_model, p_major, v_current.version, p_reason, p_who);
    ELSIF v_model.held_version = v_target.version THEN
        PERFORM predictions.set_hold(p_model, p_major, NULL, p_reason, p_who);
    END IF;
    RETURN predictions.append_change(p_model, p_major, v_target.run_no, p_reason, p_who);
END $$;

CREATE OR REPLACE FUNCTION predictions.release_hold(p_model text, p_major integer, p_who text, p_reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
BEGIN
    PERFORM FROM predictions.models
        WHERE model = p_model AND major = p_major AND held_version IS NOT NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            '%s, major version %s: no version is held', p_model, p_major);
    END IF;
    PERFORM predictions.set_hold(p_model, p_major, NULL, p_reason, p_who);
END $$;

REVOKE ALL ON FUNCTION predictions.make_current, predictions.release_hold FROM PUBLIC, slipway_etl;
GRANT EXECUTE ON FUNCTION predictions.make_current, predictions.release_hold TO slipway_ledger;
