"""Who was told that an answer is due or late."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Adds a table that the worker writes and a clinic's worklist reads."""

    dependencies = [("renewals", "0014_regions_counts"), ("clinics", "0012_absences")]

    operations = [
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=8)),
                ("answer_by", models.DateField()),
                ("to_hsa_id", models.CharField(max_length=31)),
                ("told_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="renewals.renewalrequest"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["request", "step", "answer_by", "to_hsa_id"], name="told_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(step__in=["due", "late"]), name="escalation_step_is_known"
                    ),
                ],
                "indexes": [models.Index(fields=["to_hsa_id"], name="escalations_of")],
            },
        ),
        wall("renewals_escalation", clinic="clinic_id"),
        grant("renewals_escalation", web="SELECT", worker="SELECT, INSERT, DELETE"),
    ]
