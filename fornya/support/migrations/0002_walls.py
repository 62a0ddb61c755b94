"""The walls of the support desk: the web adds cases and counts senders, and can read neither."""

from django.db import migrations

from fornya.audit.walls import WEB, WORKER, grant

WALL = f"""
ALTER TABLE support_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY add ON support_case FOR INSERT TO {WEB} WITH CHECK (answered_at IS NULL AND copied_at IS NULL);
CREATE POLICY background_work ON support_case TO {WORKER} USING (true);
ALTER TABLE support_sender ENABLE ROW LEVEL SECURITY;
CREATE POLICY background_work ON support_sender TO {WORKER} USING (true);
"""

# SECURITY DEFINER: whoever may count one more need not be able to read who has been counted.
COUNT = f"""
CREATE FUNCTION support_count_sender(sender bytea, in_hour timestamptz) RETURNS integer LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO support_sender AS known (hash, hour, count) VALUES (sender, in_hour, 1)
    ON CONFLICT (hour, hash) DO UPDATE SET count = known.count + 1 RETURNING known.count;
$$;
REVOKE ALL ON FUNCTION support_count_sender(bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION support_count_sender(bytea, timestamptz) TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Raises the walls around support."""

    dependencies = [("support", "0001_cases"), ("audit", "0002_roles")]

    operations = [
        grant("support_case", web="INSERT", worker="SELECT, UPDATE, DELETE"),
        grant("support_sender", worker="SELECT, DELETE"),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, "DROP FUNCTION support_count_sender(bytea, timestamptz);"),
    ]
