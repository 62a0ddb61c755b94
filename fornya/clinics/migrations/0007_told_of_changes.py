"""Tells whoever listens when the directory changes, with the change itself: at its commit, or never."""

from django.db import migrations

# The channel's name stands in directory.py too.
TOLD = """
CREATE OR REPLACE FUNCTION clinics_new_mark() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN
    UPDATE clinics_directoryversion SET mark = gen_random_uuid();
    NOTIFY fornya_directory;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """The triggers on the directory's tables stay; what they run also says so."""

    dependencies = [("clinics", "0006_regional_notices")]

    operations = [migrations.RunSQL(TOLD, TOLD.replace("    NOTIFY fornya_directory;\n", ""))]
