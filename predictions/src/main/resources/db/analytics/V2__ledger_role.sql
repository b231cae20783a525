-- Who shows the ledger and decides what is current; the ETL used to decide too, and only copies now.

GRANT USAGE ON SCHEMA predictions TO slipway_ledger;
GRANT SELECT ON
    predictions.models, predictions.runs, predictions.attempts, predictions.attempt_history,
    predictions.current_changes, predictions.hold_changes
    TO slipway_ledger;

-- The current views there are; later ones are granted when they are made.
DO $$
DECLARE
    v_view name;
BEGIN
    FOR v_view IN SELECT viewname FROM pg_views WHERE schemaname = 'predictions' AND viewname LIKE '%\_current' LOOP
        EXECUTE format('GRANT SELECT ON predictions.%I TO slipway_ledger', v_view);
    END LOOP;
END $$;
