"""Who at a clinic is away, and who stands in for them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Adds a table. The web adds and ends rows of the open clinic; the worker reads them."""

    dependencies = [("clinics", "0011_regions_settings")]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hsa_id", models.CharField(max_length=31)),
                ("name", models.CharField(max_length=120)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("cover_hsa_id", models.CharField(blank=True, max_length=31)),
                ("cover_name", models.CharField(blank=True, max_length=120)),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(first_day__lte=F("last_day")), name="absence_days_in_order"
                    ),
                    models.CheckConstraint(
                        condition=~Q(hsa_id=F("cover_hsa_id")), name="absence_covered_by_another"
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                        name="absence_ended_by_somebody",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["clinic", "last_day"],
                        name="absence_at_clinic",
                        condition=Q(ended_at__isnull=True),
                    )
                ],
            },
        ),
        wall("clinics_absence", clinic="clinic_id"),
        grant("clinics_absence", web="SELECT, INSERT, UPDATE (ended_at, ended_by)", worker="SELECT"),
        grant("clinics_administrator", worker="SELECT"),
    ]
