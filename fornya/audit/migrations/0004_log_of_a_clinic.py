"""Lets whoever reviews a clinic's log read it by clinic: from a scope of its own, not that of the work."""

from django.db import migrations

from fornya.audit.walls import LOG, PATIENT

POLICY = "ALTER POLICY within_scope ON audit_accessentry USING ({});"


class Migration(migrations.Migration):
    """Widens the wall by that scope; the index by clinic and time is there since the first migration."""

    dependencies = [("audit", "0003_own_rows")]

    operations = [
        migrations.RunSQL(
            POLICY.format(f"patient_id = {PATIENT} OR clinic_id = {LOG}"),
            POLICY.format(f"patient_id = {PATIENT}"),
        ),
    ]
