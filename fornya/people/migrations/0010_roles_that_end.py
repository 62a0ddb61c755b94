"""What a member of staff is assigned to now stands beside them, and the session's door reads it each time."""

from django.db import migrations, models

from fornya.audit.walls import WEB

# The door of before stays for processes that were started before this: to them a role holds for as long as
# the session does.
DOOR = f"""
CREATE FUNCTION people_session_of(hash bytea) RETURNS TABLE (
    role varchar, started_at timestamptz, last_seen_at timestamptz, acting_as varchar,
    patient_id bigint, personnummer varchar, given_name varchar, surname varchar, birth_date date,
    phone varchar, email varchar, is_protected boolean, deceased_on date, has_others boolean,
    actor_id bigint, actor_number varchar, actor_given varchar, actor_surname varchar, actor_born date,
    actor_phone varchar, actor_email varchar, staff_id bigint, hsa_id varchar, staff_name varchar,
    prescriber_code varchar, clinic_id bigint, commissions json, licences varchar, assigned json,
    confirmed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT f.*, m.licences, m.assigned::json, s.confirmed_at
    FROM people_signed_in(hash) f
    JOIN people_session s ON s.token_hash = hash
    LEFT JOIN people_staff m ON m.id = s.staff_id
$$;
REVOKE EXECUTE ON FUNCTION people_session_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_session_of TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Adds the column, unknown for who has not signed in since, and the door."""

    dependencies = [("people", "0009_where_bankid_opens")]

    operations = [
        migrations.AddField("staff", "assigned", models.JSONField(null=True)),
        migrations.RunSQL(DOOR, "DROP FUNCTION people_session_of;"),
    ]
