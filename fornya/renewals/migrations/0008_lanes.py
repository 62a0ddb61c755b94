"""What is pressing, and who reads now: columns for the worklist's lanes and for claims, and indexes."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import CLINIC, WEB

COLUMNS = "id, clinic_id, patient_id, status, answer_by, taken_by_id, ended_at"
VIEW = f"""
CREATE OR REPLACE VIEW renewals_requestatclinic AS
SELECT {COLUMNS}, read_by_id, read_until, runs_out_on, at_front_from, is_critical
FROM renewals_renewalrequest WHERE clinic_id = {CLINIC};
"""  # noqa: S608 - constants only
# A view can be given columns and not rid of them.
BEFORE = f"""
DROP VIEW renewals_requestatclinic;
CREATE VIEW renewals_requestatclinic AS
SELECT {COLUMNS} FROM renewals_renewalrequest WHERE clinic_id = {CLINIC};
GRANT SELECT ON renewals_requestatclinic TO {WEB};
"""  # noqa: S608 - constants only
# A queue: rows come, change a few times and leave its indexes. What they leave behind is cleared away often,
# and a claim finds room beside the row that it changes.
CHURN = "ALTER TABLE renewals_renewalrequest SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01);"
NO_CHURN = "ALTER TABLE renewals_renewalrequest RESET (fillfactor, autovacuum_vacuum_scale_factor);"


class Migration(migrations.Migration):
    """Adds columns that may be empty, so that older processes can go on beside the new ones."""

    dependencies = [("renewals", "0007_most_answers"), ("people", "0007_signatures")]

    operations = [
        migrations.AddField(
            "renewalrequest",
            "read_by",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.staff",
            ),
        ),
        migrations.AddField("renewalrequest", "read_until", models.DateTimeField(null=True)),
        migrations.AddField("renewalrequest", "runs_out_on", models.DateField(null=True)),
        migrations.AddField("renewalrequest", "at_front_from", models.DateField(null=True)),
        migrations.AddField("renewalrequest", "is_critical", models.BooleanField(db_default=False)),
        migrations.AddConstraint(
            "renewalrequest",
            models.CheckConstraint(
                name="request_held_by_somebody_for_some_time",
                condition=Q(read_by=None, read_until=None)
                | Q(read_by__isnull=False, read_until__isnull=False),
            ),
        ),
        migrations.RemoveIndex("renewalrequest", "worklist_open"),
        *[
            migrations.AddIndex("renewalrequest", index)
            for index in (
                models.Index(
                    fields=["clinic", "status", "answer_by", "id"],
                    include=["taken_by", "at_front_from"],
                    name="worklist_open",
                    condition=Q(ended_at=None),
                ),
                models.Index(
                    fields=["clinic", "taken_by", "answer_by", "id"],
                    name="worklist_mine",
                    condition=Q(ended_at=None),
                ),
                models.Index(
                    fields=["clinic", "answer_by", "id"], name="worklist_due", condition=Q(ended_at=None)
                ),
                models.Index(
                    fields=["clinic", "at_front_from", "id"],
                    name="worklist_front",
                    condition=Q(ended_at=None, at_front_from__isnull=False),
                ),
            )
        ],
        migrations.RunSQL(VIEW, BEFORE),
        migrations.RunSQL(CHURN, NO_CHURN),
    ]
