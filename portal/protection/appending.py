"""PostgreSQL appends to the access log itself: the end of the chain, the hash and the entry in one errand."""

# In PL/pgSQL, which keeps its plans for as long as a connection lives, and sees in each statement what was committed
# while the lock was waited for. What is hashed comes from `trail.hashed_around`, so that its form is stated once.
FUNCTION = """
CREATE OR REPLACE FUNCTION protection_append_entry(
    the_at timestamptz, the_actor bigint, the_action varchar, the_chain varchar, the_subject uuid, the_record varchar,
    the_detail jsonb, the_reason text, hashed_before text, hashed_after text
) RETURNS TABLE (id bigint, number integer, previous varchar, hash varchar) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    last_number integer;
    last_hash varchar;
    next_hash varchar;
BEGIN
    -- One writer per chain until the transaction ends.
    PERFORM pg_advisory_xact_lock(hashtextextended(the_chain, 7));
    SELECT e.number, e.hash INTO last_number, last_hash
        FROM protection_trailentry e WHERE e.chain = the_chain ORDER BY e.number DESC LIMIT 1;
    IF NOT FOUND THEN  -- retention took the whole chain, or it begins here
        SELECT c.number, c.hash INTO last_number, last_hash FROM protection_trailcut c
            WHERE c.chain_name = encode(sha256(convert_to(the_chain, 'UTF8')), 'hex');
        IF NOT FOUND THEN
            last_number := 0;
            last_hash := '';
        END IF;
    END IF;
    next_hash := encode(sha256(convert_to(
        last_hash || E'\\n' || hashed_before || (last_number + 1) || hashed_after, 'UTF8')), 'hex');
    RETURN QUERY
        INSERT INTO protection_trailentry
            (at, actor_id, action, chain, number, subject, record, detail, reason, previous, hash)
        VALUES (the_at, the_actor, the_action, the_chain, last_number + 1, the_subject, the_record, the_detail,
                the_reason, last_hash, next_hash)
        RETURNING protection_trailentry.id, protection_trailentry.number, protection_trailentry.previous,
            protection_trailentry.hash;
END $$;
"""
UNDO = """
DROP FUNCTION protection_append_entry(
    timestamptz, bigint, varchar, varchar, uuid, varchar, jsonb, text, text, text);
"""
