"""A patient's row says when the population register last answered about them; until then nothing is known."""

from django.db import migrations, models

from fornya.audit.walls import WEB, grant

COLUMNS = """
    role varchar, started_at timestamptz, last_seen_at timestamptz, acting_as varchar,
    patient_id bigint, personnummer varchar, given_name varchar, surname varchar, birth_date date,
    phone varchar, email varchar, is_protected boolean, deceased_on date, has_others boolean,
    actor_id bigint, actor_number varchar, actor_given varchar, actor_surname varchar, actor_born date,
    actor_phone varchar, actor_email varchar, staff_id bigint, hsa_id varchar, staff_name varchar,
    prescriber_code varchar, clinic_id bigint, commissions json, licences varchar, assigned json,
    confirmed_at timestamptz"""
DOOR = f"""
DROP FUNCTION people_session_of;
CREATE FUNCTION people_session_of(hash bytea) RETURNS TABLE ({COLUMNS}%s)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT f.*, m.licences, m.assigned::json, s.confirmed_at%s
    FROM people_signed_in(hash) f
    JOIN people_session s ON s.token_hash = hash
    LEFT JOIN people_staff m ON m.id = s.staff_id
    LEFT JOIN people_patient p ON p.id = f.patient_id
$$;
REVOKE EXECUTE ON FUNCTION people_session_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_session_of TO {WEB};
"""  # noqa: S608 - constants only
# Who has been here before has been asked about after signing in.
ASKED = "UPDATE people_patient SET registered_at = first_seen_at;"


class Migration(migrations.Migration):
    """Adds the column, empty in what programs of before write, and lets the session's door give it."""

    dependencies = [("people", "0011_guardians_own_ways")]

    operations = [
        migrations.AddField("patient", "registered_at", models.DateTimeField(null=True)),
        migrations.RunSQL(ASKED, migrations.RunSQL.noop),
        grant("people_patient", worker="UPDATE (registered_at)"),
        migrations.RunSQL(DOOR % (", registered_at timestamptz", ", p.registered_at"), DOOR % ("", "")),
    ]
