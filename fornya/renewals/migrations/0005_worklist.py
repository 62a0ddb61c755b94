"""What the worklist reads: the clinic's half of the wall as a view, and indexes in the list's own order."""

from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import CLINIC, WEB

# The wall on the table lets through a patient's rows OR a clinic's, and with an OR PostgreSQL can neither
# read an index in its order nor count from an index alone: for every page it gathered all of the clinic's
# requests. The view is its owner's, so that wall does not apply in it; its own condition says the same of a
# clinic's scope.
VIEW = f"""
CREATE VIEW renewals_requestatclinic AS
SELECT id, clinic_id, patient_id, status, answer_by, taken_by_id, ended_at
FROM renewals_renewalrequest WHERE clinic_id = {CLINIC};
GRANT SELECT ON renewals_requestatclinic TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """One index for each way through the list, and the view over them."""

    dependencies = [("renewals", "0004_answer_times")]

    operations = [
        migrations.RemoveIndex("renewalrequest", "worklist_open"),
        migrations.RemoveIndex("renewalrequest", "worklist_done"),
        migrations.AddIndex(
            "renewalrequest",
            models.Index(
                fields=["clinic", "status", "answer_by", "id"],
                name="worklist_open",
                condition=Q(ended_at=None),
            ),
        ),
        migrations.AddIndex(
            "renewalrequest",
            models.Index(
                fields=["clinic", "-ended_at", "-id"],
                name="worklist_done",
                condition=Q(ended_at__isnull=False),
            ),
        ),
        migrations.RunSQL(VIEW, "DROP VIEW renewals_requestatclinic"),
    ]
