"""Senders are counted in the room `limits`: the support desk's own table goes.

Servers that still run the version before ask the old function only, so it stays, without its table, and
lets in as many as before. Their worker's nightly removal would fail once, and is tried again until a worker
of this version takes it. A later version drops the function.
"""

from django.db import migrations

FOR_SERVERS_OF_BEFORE = """
CREATE OR REPLACE FUNCTION support_count_sender(sender bytea, in_hour timestamptz) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN limits_take(ARRAY[sender], ARRAY[sender], ARRAY[5], ARRAY[3600], now()) IS NULL
        THEN 1 ELSE 6 END;
$$;
"""


class Migration(migrations.Migration):
    """Takes the table away."""

    dependencies = [("support", "0002_walls"), ("limits", "0001_counts")]

    operations = [
        migrations.RunSQL(FOR_SERVERS_OF_BEFORE, migrations.RunSQL.noop),
        migrations.DeleteModel("Sender"),
    ]
