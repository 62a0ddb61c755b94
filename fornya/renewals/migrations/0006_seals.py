"""A decision carries a seal; what a prescriber filled in waits while they confirm who they are."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Adds the column, empty for decisions of before and of older processes, and the walled table."""

    dependencies = [("renewals", "0005_worklist"), ("people", "0007_signatures")]

    operations = [
        migrations.AddField("decision", "signature", models.TextField(db_default="")),
        migrations.CreateModel(
            name="FilledDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fields", models.JSONField()),
                ("kept_at", models.DateTimeField()),
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
                (
                    "staff",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.staff"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="filled_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "staff"), name="filled_once_a_request")
                ],
            },
        ),
        grant("renewals_filleddecision", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
        wall("renewals_filleddecision", clinic="clinic_id"),
    ]
