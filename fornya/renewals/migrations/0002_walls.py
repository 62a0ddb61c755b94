"""The wall around requests; staff also see the patients who have asked their clinic."""

from django.db import migrations

from fornya.audit.walls import CLINIC, WEB, grant, wall

WHO_HAS_ASKED = f"""
CREATE POLICY has_asked_the_clinic ON people_patient FOR SELECT TO {WEB} USING (EXISTS (
    SELECT FROM renewals_renewalrequest r WHERE r.patient_id = people_patient.id AND r.clinic_id = {CLINIC}))
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Raises the wall around the job's own tables."""

    dependencies = [("renewals", "0001_renewals"), ("people", "0002_walls"), ("outbox", "0001_delivery")]

    operations = [
        grant("renewals_renewaldraft", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
        grant("renewals_renewalrequest", web="SELECT, INSERT, UPDATE", worker="SELECT, UPDATE"),
        grant("renewals_renewalline", web="SELECT, INSERT, UPDATE", worker="SELECT, UPDATE"),
        grant("renewals_question", web="SELECT, INSERT, UPDATE", worker="SELECT"),
        grant("renewals_decision", web="SELECT, INSERT", worker="SELECT, UPDATE"),
        grant("renewals_renewalevent", web="SELECT, INSERT", worker="SELECT, INSERT"),
        wall("renewals_renewaldraft", patient="patient_id"),
        *[
            wall(f"renewals_{table}", patient="patient_id", clinic="clinic_id")
            for table in ("renewalrequest", "renewalline", "question", "decision", "renewalevent")
        ],
        migrations.RunSQL(WHO_HAS_ASKED, "DROP POLICY has_asked_the_clinic ON people_patient"),
    ]
