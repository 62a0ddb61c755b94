"""The log as the person it is about reads it: the newest first, others' rows without their own between.

The clinic's half of the wall goes: nothing reads the log by clinic, so nothing should be able to.
"""

from django.db import migrations, models

from fornya.audit.walls import CLINIC, PATIENT

POLICY = "ALTER POLICY within_scope ON audit_accessentry USING ({});"


class Migration(migrations.Migration):
    """Orders the index of a person's rows to the last, adds the one of others', and narrows the wall."""

    dependencies = [("audit", "0002_roles")]

    operations = [
        migrations.RemoveIndex("accessentry", "access_of_patient"),
        migrations.AddIndex(
            "accessentry", models.Index(fields=["patient_id", "-at", "-id"], name="access_of_patient")
        ),
        migrations.AddIndex(
            "accessentry",
            models.Index(
                fields=["patient_id", "-at", "-id"],
                name="access_by_others",
                condition=models.Q(patient_id__isnull=False) & ~models.Q(actor_kind="patient"),
            ),
        ),
        migrations.RunSQL(
            POLICY.format(f"patient_id = {PATIENT}"),
            POLICY.format(f"patient_id = {PATIENT} OR clinic_id = {CLINIC}"),
        ),
    ]
