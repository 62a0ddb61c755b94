"""A session may be for another's matter, and a patient's row keeps what the population register says."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from fornya.audit.walls import WEB, WORKER

# The door of before stays for processes that were started before this: to them, who acts for another is
# signed in as themselves. Contact ways go only to whoever they belong to: a guardian's never to the child's
# own session, nor anybody's to an agent.
DOOR = f"""
CREATE FUNCTION people_signed_in(hash bytea) RETURNS TABLE (
    role varchar, started_at timestamptz, last_seen_at timestamptz, acting_as varchar,
    patient_id bigint, personnummer varchar, given_name varchar, surname varchar, birth_date date,
    phone varchar, email varchar, is_protected boolean, deceased_on date, has_others boolean,
    actor_id bigint, actor_number varchar, actor_given varchar, actor_surname varchar, actor_born date,
    actor_phone varchar, actor_email varchar, staff_id bigint, hsa_id varchar, staff_name varchar,
    prescriber_code varchar, clinic_id bigint, commissions json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.role, s.started_at, s.last_seen_at, s.acting_as,
           p.id, p.personnummer, p.given_name, p.surname, p.birth_date,
           CASE WHEN c.may THEN p.phone ELSE '' END, CASE WHEN c.may THEN p.email ELSE '' END,
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
    CROSS JOIN LATERAL (SELECT CASE s.acting_as
        WHEN '' THEN p.contact_by_id IS NULL WHEN 'guardian' THEN p.contact_by_id = s.patient_id
        ELSE false END AS may) c
    WHERE s.token_hash = hash AND s.ended_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION people_signed_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_signed_in TO {WEB};
GRANT UPDATE (is_protected, deceased_on, guards_children, phone, email, contact_by_id)
    ON people_patient TO {WORKER};
"""  # noqa: S608 - constants only
REMOVE_DOOR = f"""
DROP FUNCTION people_signed_in;
REVOKE UPDATE (is_protected, deceased_on, guards_children, phone, email, contact_by_id)
    ON people_patient FROM {WORKER};
"""


class Migration(migrations.Migration):
    """Adds the columns, which the database fills for older processes, and the door that reads them."""

    dependencies = [("people", "0005_mandates")]

    operations = [
        migrations.AddField("patient", "is_protected", models.BooleanField(db_default=False)),
        migrations.AddField("patient", "deceased_on", models.DateField(null=True)),
        migrations.AddField("patient", "guards_children", models.BooleanField(db_default=False)),
        migrations.AddField(
            "patient",
            "contact_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.patient",
            ),
        ),
        migrations.AddField(
            "session",
            "acts_for",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.patient",
            ),
        ),
        migrations.AddField("session", "acting_as", models.CharField(db_default="", max_length=8)),
        migrations.AddConstraint(
            "session",
            models.CheckConstraint(
                name="session_acts_for_another",
                condition=Q(acts_for=None, acting_as="")
                | Q(acts_for__isnull=False, patient__isnull=False, acting_as__in=["guardian", "agent"])
                & ~Q(acts_for=F("patient")),
            ),
        ),
        migrations.RunSQL(DOOR, REMOVE_DOOR),
    ]
