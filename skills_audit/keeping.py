"""PostgreSQL keeps an answer: the save before, the answer, the note of the save and its log entry in one errand."""

# In PL/pgSQL for the kept plans: planning cost more than the writing. Each statement sees what others committed while
# its lock was waited for. The locks come in one order in every transaction: the operation's, the log's chain, rows.
FUNCTION = """
CREATE OR REPLACE FUNCTION skills_audit_keep_answer(
    the_operation uuid, the_digest varchar, is_open boolean, expected integer,
    the_answer uuid, the_client uuid, the_audit uuid, the_item varchar, the_entry varchar, the_content bytea,
    the_actor bigint, the_time timestamptz,
    log_time timestamptz, log_actor bigint, log_action varchar, log_chain varchar, log_subject uuid, log_record varchar,
    log_detail jsonb, log_reason text, hashed_before text, hashed_after text
) RETURNS TABLE (outcome text, answer_id uuid, version integer, digest varchar, saved_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    -- The same save sent ten times at once waits here for the first.
    PERFORM pg_advisory_xact_lock(hashtextextended(the_operation::text, 11));
    RETURN QUERY SELECT 'earlier', o.answer_id, o.version, o.digest, o.saved_at
        FROM skills_audit_answeroperation o WHERE o.id = the_operation;
    IF FOUND THEN
        RETURN;
    END IF;
    IF NOT is_open THEN
        RETURN QUERY SELECT 'closed', NULL::uuid, NULL::integer, NULL::varchar, NULL::timestamptz;
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(log_chain, 7));
    IF expected = 0 THEN
        INSERT INTO skills_audit_answer
            (id, client_id, audit_id, item, entry, content, version, saved_by_id, saved_at)
        VALUES (the_answer, the_client, the_audit, the_item, the_entry, the_content, 1, the_actor, the_time)
        ON CONFLICT (audit_id, item, entry) DO NOTHING;
    ELSE
        UPDATE skills_audit_answer a
        SET content = the_content, version = expected + 1, saved_by_id = the_actor, saved_at = the_time
        WHERE a.id = the_answer AND a.audit_id = the_audit AND a.item = the_item AND a.entry = the_entry
            AND a.version = expected;
    END IF;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'stale', NULL::uuid, NULL::integer, NULL::varchar, NULL::timestamptz;
        RETURN;
    END IF;
    INSERT INTO skills_audit_answeroperation (id, client_id, answer_id, version, digest, saved_at)
    VALUES (the_operation, the_client, the_answer, expected + 1, the_digest, the_time);
    PERFORM protection_append_entry(
        log_time, log_actor, log_action, log_chain, log_subject, log_record, log_detail, log_reason,
        hashed_before, hashed_after);
    RETURN QUERY SELECT 'kept', the_answer, expected + 1, the_digest, the_time;
END $$;
"""
UNDO = """
DROP FUNCTION skills_audit_keep_answer(
    uuid, varchar, boolean, integer, uuid, uuid, uuid, varchar, varchar, bytea, bigint, timestamptz,
    timestamptz, bigint, varchar, varchar, uuid, varchar, jsonb, text, text, text);
"""
