-- Who keeps a session waiting. The owner may see others' statements where it is a member of pg_read_all_stats.
-- Dropped first: what a function returns cannot be replaced.
DROP FUNCTION IF EXISTS predictions.blockers(integer);
CREATE FUNCTION predictions.blockers(p_pid integer)
RETURNS TABLE (o_pid integer, o_user text, o_application text, o_state text, o_since timestamptz,
    o_query_start timestamptz, o_query text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pid, coalesce(usename::text, backend_type), application_name, state, xact_start, query_start,
        left(query, 200)
    FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(p_pid)) ORDER BY pid;
$$;

GRANT EXECUTE ON FUNCTION predictions.blockers TO slipway_etl;
