"""Times to meet that a clinic offers in a request, and that a decision to meet was signed with them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import grant, wall

PROTECT, CASCADE = django.db.models.deletion.PROTECT, django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    """Older processes go on: decisions of theirs offer no times."""

    dependencies = [("renewals", "0017_who_has_asked_here")]

    operations = [
        migrations.AddField(
            "decision",
            "times",
            models.JSONField(db_default=models.Value([], output_field=models.JSONField())),
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("way", models.CharField(max_length=8)),
                ("whom", models.CharField(blank=True, max_length=60)),
                ("offered_at", models.DateTimeField()),
                ("booked_at", models.DateTimeField(null=True)),
                ("booked_by_kind", models.CharField(blank=True, db_default="", max_length=10)),
                ("booked_by_id", models.BigIntegerField(null=True)),
                ("booked_by_name", models.CharField(blank=True, db_default="", max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("clinic", models.ForeignKey(on_delete=PROTECT, to="clinics.clinic")),
                (
                    "offered_by",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="people.staff"),
                ),
                ("patient", models.ForeignKey(on_delete=PROTECT, to="people.patient")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="appointments", to="renewals.renewalrequest"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="people.staff"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["request"],
                        condition=Q(booked_at__isnull=False),
                        name="one_booked_time_a_request",
                    ),
                    models.UniqueConstraint(
                        fields=["clinic", "starts_at", "whom"],
                        condition=Q(withdrawn_at=None),
                        name="time_offered_once",
                    ),
                    models.CheckConstraint(
                        name="time_booked_by_somebody_while_it_stands",
                        condition=Q(booked_at=None, booked_by_kind="", booked_by_name="")
                        | (Q(booked_at__isnull=False, withdrawn_at=None) & ~Q(booked_by_kind="")),
                    ),
                    models.CheckConstraint(
                        name="time_withdrawn_by_somebody",
                        condition=Q(withdrawn_at=None, withdrawn_by=None)
                        | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                    ),
                    models.CheckConstraint(
                        name="time_is_met_somehow_for_a_while",
                        condition=Q(way__in=["clinic", "phone", "video"], minutes__gte=5, minutes__lte=120),
                    ),
                ],
                "indexes": [
                    models.Index(fields=["request", "starts_at"], name="times_of_request"),
                    models.Index(
                        fields=["clinic", "starts_at"],
                        name="times_at_clinic",
                        condition=Q(withdrawn_at=None, closed_at=None),
                    ),
                ],
            },
        ),
        wall("renewals_appointment", patient="patient_id", clinic="clinic_id"),
        grant("renewals_appointment", web="SELECT, INSERT, UPDATE", worker="SELECT, UPDATE"),
    ]
