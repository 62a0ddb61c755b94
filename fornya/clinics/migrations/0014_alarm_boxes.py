"""Where a clinic is told by e-mail that something has been left lying."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Adds a table. The web writes the open clinic's row; the worker reads them."""

    dependencies = [("clinics", "0013_decided_rules")]

    operations = [
        migrations.CreateModel(
            name="AlarmBox",
            fields=[
                (
                    "clinic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="clinics.clinic",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=254)),
                ("is_on", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(is_on=False) | ~Q(address=""), name="alarm_has_somewhere_to_go"
                    )
                ],
            },
        ),
        wall("clinics_alarmbox", clinic="clinic_id"),
        grant("clinics_alarmbox", web="SELECT, INSERT, UPDATE", worker="SELECT"),
    ]
