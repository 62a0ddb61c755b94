"""The two working roles, and their rights on the access log: add rows, and read within one's scope."""

from django.db import migrations

from fornya.audit.walls import CLINIC, PATIENT, WEB, WORKER, grant, make_roles

# A log that a forgotten scope could not be written to would be a log with holes: adding is open, reading is
# not.
WALL = f"""
ALTER TABLE audit_accessentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY add ON audit_accessentry FOR INSERT TO {WEB}, {WORKER} WITH CHECK (true);
CREATE POLICY within_scope ON audit_accessentry FOR SELECT TO {WEB}
    USING (patient_id = {PATIENT} OR clinic_id = {CLINIC});
"""


class Migration(migrations.Migration):
    """Raises the first wall."""

    dependencies = [("audit", "0001_access_log")]

    operations = [
        make_roles(),
        grant("audit_accessentry", web="SELECT, INSERT", worker="INSERT"),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
