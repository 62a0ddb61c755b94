"""Each guardian of a child has ways of their own to be told; a patient's row has only the patient's."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant, wall

# What programs of before have written stands in the patient's row with the guardian's name to it. It is taken
# over here; what they write there until they are stopped is nobody's, as it is to them.
TAKE_OVER = """
INSERT INTO people_guardiancontact (patient_id, guardian_id, phone, email)
SELECT id, contact_by_id, phone, email FROM people_patient WHERE contact_by_id IS NOT NULL
ON CONFLICT DO NOTHING;
"""
DOOR = """
CREATE OR REPLACE FUNCTION people_signed_in(hash bytea) RETURNS TABLE (
    role varchar, started_at timestamptz, last_seen_at timestamptz, acting_as varchar,
    patient_id bigint, personnummer varchar, given_name varchar, surname varchar, birth_date date,
    phone varchar, email varchar, is_protected boolean, deceased_on date, has_others boolean,
    actor_id bigint, actor_number varchar, actor_given varchar, actor_surname varchar, actor_born date,
    actor_phone varchar, actor_email varchar, staff_id bigint, hsa_id varchar, staff_name varchar,
    prescriber_code varchar, clinic_id bigint, commissions json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.role, s.started_at, s.last_seen_at, s.acting_as,
           p.id, p.personnummer, p.given_name, p.surname, p.birth_date, %(phone)s, %(email)s,
           p.is_protected, p.deceased_on,
           p.guards_children OR EXISTS (SELECT FROM people_mandate g WHERE g.agent_id = s.patient_id
               AND g.accepted_at IS NOT NULL AND g.ended_at IS NULL),
           a.id, a.personnummer, a.given_name, a.surname, a.birth_date,
           CASE WHEN a.contact_by_id IS NULL THEN a.phone ELSE '' END,
           CASE WHEN a.contact_by_id IS NULL THEN a.email ELSE '' END,
           m.id, m.hsa_id, m.name, m.prescriber_code, s.clinic_id, s.commissions::json
    FROM people_session s
    LEFT JOIN people_patient p ON p.id = coalesce(s.acts_for_id, s.patient_id)
    LEFT JOIN people_patient a ON a.id = s.patient_id AND s.acts_for_id IS NOT NULL
    LEFT JOIN people_staff m ON m.id = s.staff_id
    %(join)s
    WHERE s.token_hash = hash AND s.ended_at IS NULL
$$;
"""
NOW = {
    "phone": "coalesce(CASE s.acting_as WHEN '' THEN own.phone WHEN 'guardian' THEN w.phone END, '')",
    "email": "coalesce(CASE s.acting_as WHEN '' THEN own.email WHEN 'guardian' THEN w.email END, '')",
    "join": """LEFT JOIN people_patient own ON own.id = s.patient_id AND own.contact_by_id IS NULL
    LEFT JOIN people_guardiancontact w ON w.patient_id = s.acts_for_id AND w.guardian_id = s.patient_id""",
}
BEFORE = {
    "phone": "CASE WHEN c.may THEN p.phone ELSE '' END",
    "email": "CASE WHEN c.may THEN p.email ELSE '' END",
    "join": """CROSS JOIN LATERAL (SELECT CASE s.acting_as
        WHEN '' THEN p.contact_by_id IS NULL WHEN 'guardian' THEN p.contact_by_id = s.patient_id
        ELSE false END AS may) c""",
}


class Migration(migrations.Migration):
    """Adds the table behind the child's wall, and lets the session's door read it."""

    dependencies = [("people", "0010_roles_that_end")]

    operations = [
        migrations.CreateModel(
            name="GuardianContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.CharField(blank=True, max_length=254)),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.patient"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.patient"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("patient", "guardian"), name="ways_of_each_guardian")
                ],
            },
        ),
        grant("people_guardiancontact", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
        wall("people_guardiancontact", patient="patient_id"),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(DOOR % NOW, DOOR % BEFORE),
    ]
