-- An attempt is written before the work, in its own transaction, so that a killed one leaves a trace.

CREATE OR REPLACE FUNCTION predictions.begin_run(
    p_run_id text, p_model text, p_major integer, p_version text, p_manifest jsonb,
    p_as_of timestamptz, p_input_sha256 text, p_deadline timestamptz,
    OUT o_attempt_id bigint, OUT o_run_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    v_run predictions.runs;
BEGIN
    PERFORM predictions.check_output(p_manifest);
    INSERT INTO predictions.models (model, major) VALUES (p_model, p_major) ON CONFLICT DO NOTHING;
    INSERT INTO predictions.runs (run_id, model, major, version, manifest, as_of, input_sha256)
        VALUES (p_run_id, p_model, p_major, p_version, p_manifest, p_as_of, p_input_sha256)
        ON CONFLICT (run_id) DO NOTHING;
    SELECT * INTO v_run FROM predictions.runs WHERE run_id = p_run_id;
    IF (v_run.model, v_run.version) <> (p_model, p_version) THEN
        RAISE EXCEPTION USING ERRCODE = 'SLP78', MESSAGE = format(
            'run %s belongs to %s %s already; %s %s needs a run id of its own',
            p_run_id, v_run.model, v_run.version, p_model, p_version);
    END IF;
    -- Another attempt at a run that was not published may have been set up better.
    IF v_run.state = 'started'
        AND (v_run.manifest, v_run.as_of, v_run.input_sha256)
            IS DISTINCT FROM (p_manifest, p_as_of, p_input_sha256) THEN
        UPDATE predictions.runs SET manifest = p_manifest, as_of = p_as_of, input_sha256 = p_input_sha256
            WHERE run_no = v_run.run_no;
    END IF;
    o_run_no := v_run.run_no;
    INSERT INTO predictions.attempts (run_no, deadline) VALUES (o_run_no, p_deadline)
        RETURNING attempt_id INTO o_attempt_id;
END $$;

-- The input is fetched after the attempt has begun; a run that was published keeps what it was made from.
CREATE OR REPLACE FUNCTION predictions.note_input(p_attempt bigint, p_input_sha256 text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
    UPDATE predictions.runs SET input_sha256 = p_input_sha256
    WHERE state = 'started' AND run_no = (SELECT run_no FROM predictions.attempts WHERE attempt_id = p_attempt);
$$;

-- The first ending of an attempt stays.
CREATE OR REPLACE FUNCTION predictions.fail_attempt(p_attempt bigint, p_exit_code integer, p_reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
    UPDATE predictions.attempts
    SET outcome = 'failed', ended_at = clock_timestamp(), exit_code = p_exit_code, reason = left(p_reason, 2000)
    WHERE attempt_id = p_attempt AND outcome = 'running';
$$;

CREATE OR REPLACE FUNCTION predictions.succeed_attempt(p_attempt bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    UPDATE predictions.attempts SET outcome = 'succeeded', ended_at = clock_timestamp(), exit_code = 0, reason = NULL
    WHERE attempt_id = p_attempt;
$$;

REVOKE ALL ON FUNCTION predictions.begin_run, predictions.note_input, predictions.fail_attempt,
    predictions.succeed_attempt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION predictions.begin_run, predictions.note_input, predictions.fail_attempt TO slipway_job;
