"""The counts, and the function that counts: the web may call it and can read nothing."""

from django.db import migrations

from fornya.audit.walls import WEB, WORKER, grant

# UNLOGGED: counting costs no write-ahead log and waits for no disk. After a crash of PostgreSQL the table is
# empty and everybody begins anew, which lets in at most as much again within one window.
# Room in each page, so that a count that changes stays in its place.
TABLE = f"""
CREATE UNLOGGED TABLE limits_count (
    key bytea PRIMARY KEY,
    moments timestamptz[] NOT NULL,
    ends_at timestamptz NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE limits_count ENABLE ROW LEVEL SECURITY;
CREATE POLICY background_work ON limits_count TO {WORKER} USING (true);
"""

# Gives null and counts one of each, or gives when there is room again and counts nothing. `before` are the
# keys under which the same senders were counted when their windows began; often the same as `keys`.
# Rows are made and locked in the order of their keys: two who count the same cannot wait crosswise.
# SECURITY DEFINER: whoever may count one more need not be able to read who has been counted.
TAKE = f"""
CREATE FUNCTION limits_take(keys bytea[], before bytea[], most int[], seconds int[], at timestamptz)
RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    recent timestamptz[];
    again_at timestamptz;
    span interval;
BEGIN
    INSERT INTO limits_count (key, moments, ends_at)
        SELECT asked, '{{}}', at FROM unnest(keys) AS asked ORDER BY asked ON CONFLICT (key) DO NOTHING;
    PERFORM FROM limits_count WHERE key = ANY (keys || before) ORDER BY key FOR UPDATE;
    FOR place IN 1 .. cardinality(keys) LOOP
        span := make_interval(secs => seconds[place]);
        SELECT array_agg(moment ORDER BY moment) INTO recent FROM limits_count, unnest(moments) AS moment
            WHERE key IN (keys[place], before[place]) AND moment > at - span;
        IF cardinality(recent) >= most[place] THEN
            again_at := greatest(again_at, recent[cardinality(recent) - most[place] + 1] + span);
        END IF;
    END LOOP;
    IF again_at IS NOT NULL THEN
        RETURN again_at;
    END IF;
    FOR place IN 1 .. cardinality(keys) LOOP
        span := make_interval(secs => seconds[place]);
        INSERT INTO limits_count AS kept (key, moments, ends_at) VALUES (keys[place], ARRAY[at], at + span)
            ON CONFLICT (key) DO UPDATE SET ends_at = greatest(kept.ends_at, at + span), moments =
                array(SELECT moment FROM unnest(kept.moments) AS moment WHERE moment > at - span) || at;
    END LOOP;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION limits_take(bytea[], bytea[], int[], int[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION limits_take(bytea[], bytea[], int[], int[], timestamptz) TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Makes the table, its wall and its one door."""

    initial = True
    dependencies = [("audit", "0002_roles")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE limits_count;"),
        grant("limits_count", worker="SELECT, DELETE"),
        migrations.RunSQL(TAKE, "DROP FUNCTION limits_take(bytea[], bytea[], int[], int[], timestamptz);"),
    ]
