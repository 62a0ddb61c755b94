"""A delivery that waits for its next try can be tried at once, and one whose job is gone gets a new one."""

from django.db import migrations

from fornya.audit.walls import WEB

# The web may not touch jobs: it could end them. This can only bring a try forward.
HASTEN = f"""
CREATE FUNCTION outbox_hasten(deliveries bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE procrastinate_jobs SET scheduled_at = NULL
    WHERE task_name = 'outbox.deliver' AND status = 'todo'
        AND (args ->> 'delivery_id')::bigint = ANY (deliveries);
    UPDATE outbox_delivery SET next_try_at = now()
    WHERE id = ANY (deliveries) AND state <> 'done' AND next_try_at > now();
    RETURN QUERY SELECT d.id FROM outbox_delivery d
    WHERE d.id = ANY (deliveries) AND d.state <> 'done' AND NOT EXISTS (
        SELECT FROM procrastinate_jobs j WHERE j.task_name = 'outbox.deliver'
            AND j.status IN ('todo', 'doing') AND (j.args ->> 'delivery_id')::bigint = d.id)
    FOR UPDATE;
END $$;
REVOKE EXECUTE ON FUNCTION outbox_hasten FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outbox_hasten TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """A function for the web."""

    dependencies = [("outbox", "0001_delivery")]

    operations = [migrations.RunSQL(HASTEN, "DROP FUNCTION outbox_hasten;")]
