"""The wall around people, and the two doors through it that sign-in and sessions need."""

from django.db import migrations

from fornya.audit.walls import WEB, grant, wall

# Both run before any scope is open, so they run as the tables' owner and give back no more than one person.
DOORS = f"""
CREATE FUNCTION people_patient_came(number text, given text, family text, born date, at timestamptz) RETURNS
bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    INSERT INTO people_patient (personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
    VALUES (number, given, family, born, '', '', at)
    ON CONFLICT (personnummer) DO UPDATE SET given_name = excluded.given_name, surname = excluded.surname
    RETURNING id
$$;
CREATE FUNCTION people_who_is_signed_in(hash bytea) RETURNS TABLE (
    role varchar, started_at timestamptz, last_seen_at timestamptz, patient_id bigint, personnummer varchar,
    given_name varchar, surname varchar, birth_date date, phone varchar, email varchar, staff_id bigint,
    hsa_id varchar, staff_name varchar, prescriber_code varchar, clinic_id bigint, commissions json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.role, s.started_at, s.last_seen_at, p.id, p.personnummer, p.given_name, p.surname, p.birth_date,
           p.phone, p.email, m.id, m.hsa_id, m.name, m.prescriber_code, s.clinic_id, s.commissions::json
    FROM people_session s
    LEFT JOIN people_patient p ON p.id = s.patient_id
    LEFT JOIN people_staff m ON m.id = s.staff_id
    WHERE s.token_hash = hash AND s.ended_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION people_patient_came, people_who_is_signed_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_patient_came, people_who_is_signed_in TO {WEB};
"""  # noqa: S608 - constants only
REMOVE_DOORS = "DROP FUNCTION people_patient_came, people_who_is_signed_in;"


class Migration(migrations.Migration):
    """Raises the wall around people."""

    dependencies = [("people", "0001_people"), ("audit", "0002_roles")]

    operations = [
        grant("people_patient", web="SELECT, UPDATE", worker="SELECT"),
        grant("people_staff", web="SELECT, INSERT, UPDATE", worker="SELECT"),
        grant("people_session", web="SELECT, INSERT, UPDATE", worker="SELECT, DELETE"),
        grant("people_signin", web="SELECT, INSERT, UPDATE", worker="SELECT, DELETE"),
        wall("people_patient", patient="id"),
        migrations.RunSQL(DOORS, REMOVE_DOORS),
    ]
