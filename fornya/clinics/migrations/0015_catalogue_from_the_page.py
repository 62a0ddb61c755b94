"""Lets a region's administrator, and the operator, bring a catalogue of clinics in from a page.

What is written in a clinic's row is held to whom it belongs: a clinic's own settings to the clinic, what the
catalogue says of it to its region. Neither writes the other's columns, but for the two that both may set.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import CLINIC, REGION, WEB, grant

CATALOGUE = "name, former_names, kind, municipality_id, street, postcode, place, lat, lon, phone, languages"
BOTH = "renews_online, answer_days, updated_on"
QUOTED = ", ".join(f"'{column}'" for column in f"{CATALOGUE}, {BOTH}".split(", "))
OWN_ONLY = f"""
CREATE FUNCTION clinics_clinic_own_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    of_catalogue text[] := ARRAY[{QUOTED}];
    regions varchar[] := ARRAY(SELECT region_id FROM clinics_municipality WHERE code = NEW.municipality_id);
BEGIN
    IF current_user <> '{WEB}' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        regions := regions
            || ARRAY(SELECT region_id FROM clinics_municipality WHERE code = OLD.municipality_id);
        IF OLD.id = {CLINIC} AND NEW.id = {CLINIC} THEN
            IF ({", ".join(f"NEW.{column}" for column in CATALOGUE.split(", "))})
                IS DISTINCT FROM ({", ".join(f"OLD.{column}" for column in CATALOGUE.split(", "))}) THEN
                RAISE insufficient_privilege USING MESSAGE = 'what a catalogue says is no clinic''s to set';
            END IF;
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - of_catalogue <> to_jsonb(OLD) - of_catalogue THEN
            RAISE insufficient_privilege USING MESSAGE = 'a clinic''s own settings are not the catalogue''s';
        END IF;
    END IF;
    IF {REGION} = '*' OR array_length(regions, 1) > 0 AND {REGION} = ALL (regions) THEN
        RETURN NEW;
    END IF;
    RAISE insufficient_privilege USING MESSAGE = 'this clinic is not the one that is open';
END $$;
DROP TRIGGER own_only ON clinics_clinic;
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE ON clinics_clinic
    FOR EACH ROW EXECUTE FUNCTION clinics_clinic_own_only();
"""  # noqa: S608 - constants only
NOT_OWN_ONLY = """
DROP TRIGGER own_only ON clinics_clinic;
DROP FUNCTION clinics_clinic_own_only;
CREATE TRIGGER own_only BEFORE UPDATE ON clinics_clinic
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('id');
"""
# Which clinics have set the service or the promise themselves; not who did, nor when.
THEMSELVES = f"""
CREATE FUNCTION clinics_set_by_themselves() RETURNS TABLE (hsa_id varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT DISTINCT c.hsa_id FROM clinics_settingchange s JOIN clinics_clinic c ON c.id = s.clinic_id
    WHERE s.part IN ('service', 'answer')
$$;
REVOKE EXECUTE ON FUNCTION clinics_set_by_themselves FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clinics_set_by_themselves TO {WEB};
"""  # noqa: S608 - constants only
WALL = f"""
ALTER TABLE clinics_catalogueupload ENABLE ROW LEVEL SECURITY;
CREATE POLICY within_scope ON clinics_catalogueupload TO {WEB} USING (coalesce(region_id, '*') = {REGION});
"""
NO_WALL = """
DROP POLICY within_scope ON clinics_catalogueupload;
ALTER TABLE clinics_catalogueupload DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Makes the table of files that wait, and widens who may write in a clinic's row."""

    dependencies = [
        ("clinics", "0014_alarm_boxes"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueUpload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("by_hsa_id", models.CharField(max_length=31)),
                ("text", models.TextField()),
                ("uploaded_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "region",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="clinics.region"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(OWN_ONLY, NOT_OWN_ONLY),
        migrations.RunSQL(THEMSELVES, "DROP FUNCTION clinics_set_by_themselves;"),
        grant("clinics_clinic", web=f"INSERT, UPDATE ({CATALOGUE})"),
        grant("clinics_catalogueupload", web="SELECT, INSERT, UPDATE (applied_at), DELETE"),
    ]
