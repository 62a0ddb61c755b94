"""In which language a request was sent: for colleagues who read it, and for whoever calls the patient."""

from django.db import migrations, models

from fornya.audit.walls import CLINIC, WEB

COLUMNS = (
    "id, clinic_id, patient_id, status, answer_by, taken_by_id, ended_at, read_by_id, read_until,"
    " runs_out_on, at_front_from, is_critical"
)
VIEW = f"""
CREATE OR REPLACE VIEW renewals_requestatclinic AS
SELECT {COLUMNS}, language, version FROM renewals_renewalrequest WHERE clinic_id = {CLINIC};
"""  # noqa: S608 - constants only
# A view can be given columns and not rid of them.
BEFORE = f"""
DROP VIEW renewals_requestatclinic;
CREATE VIEW renewals_requestatclinic AS
SELECT {COLUMNS} FROM renewals_renewalrequest WHERE clinic_id = {CLINIC};
GRANT SELECT ON renewals_requestatclinic TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """What was sent before stands as Swedish, which it mostly was."""

    dependencies = [("renewals", "0012_moves")]

    operations = [
        migrations.AddField("renewalrequest", "language", models.CharField(db_default="sv", max_length=12)),
        migrations.RunSQL(VIEW, BEFORE),
    ]
