"""Gives the directory a new mark, by triggers, whenever one of its tables changes."""

from django.db import migrations

TABLES = ("region", "municipality", "clinic", "openinghours", "hoursexception", "fee", "eservice", "pharmacy")

# SECURITY DEFINER: whoever may change a clinic need not be given the right to write the mark.
MARK = """
CREATE FUNCTION clinics_new_mark() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN
    UPDATE clinics_directoryversion SET mark = gen_random_uuid();
    RETURN NULL;
END $$;
INSERT INTO clinics_directoryversion (id, mark) VALUES (1, gen_random_uuid());
""" + "\n".join(  # noqa: S608 - the tables are named above
    f"CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clinics_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION clinics_new_mark();"
    for table in TABLES
)

UNMARK = "\n".join(
    [f"DROP TRIGGER new_mark ON clinics_{table};" for table in TABLES] + ["DROP FUNCTION clinics_new_mark();"]
)


class Migration(migrations.Migration):
    """A function and one trigger on each table."""

    dependencies = [("clinics", "0002_hours_and_fees")]

    operations = [migrations.RunSQL(MARK, UNMARK)]
