"""A decision keeps what the checks said and what comes next; what was got ready for it has a table."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import grant, wall

# As it was told before there was a column: who was to meet was told to ring and book, others to ring.
OF_BEFORE = """
UPDATE renewals_decision SET next_step = CASE
    WHEN outcome = 'meet' THEN 'book' WHEN outcome = 'decline' THEN 'phone' ELSE '' END
"""
NO_REASONS = [
    "check_up",
    "dose_unclear",
    "enough_left",
    "not_online",
    "other",
    "other_clinic",
    "side_effects",
    "test_needed",
    "treatment_ended",
]
NEXT_STEPS = ["book", "test", "collect", "other_clinic", "phone"]
STAFF = {
    "on_delete": django.db.models.deletion.PROTECT,
    "null": True,
    "related_name": "+",
    "to": "people.staff",
}


class Migration(migrations.Migration):
    """Older processes go on: a no of theirs says to ring, which always holds."""

    dependencies = [("renewals", "0008_lanes")]

    operations = [
        migrations.AddField(
            "decision",
            "checks",
            models.JSONField(db_default=models.Value([], output_field=models.JSONField())),
        ),
        migrations.AddField("decision", "next_step", models.CharField(max_length=16, db_default="phone")),
        migrations.RunSQL(OF_BEFORE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                name="decision_no_has_reason_and_next_step",
                condition=Q(outcome__in=["renew", "renew_changed"])
                | (Q(reason__in=NO_REASONS) & Q(next_step__in=NEXT_STEPS)),
            ),
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="renewals.renewalrequest",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.patient"),
                ),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
                ("record", models.JSONField(default=dict)),
                ("record_by", models.ForeignKey(**STAFF)),
                ("record_at", models.DateTimeField(null=True)),
                ("fields", models.JSONField(default=dict)),
                ("proposed_by", models.ForeignKey(**STAFF)),
                ("proposed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="prepared_by_somebody_at_some_time",
                        condition=(
                            Q(record={}, record_by=None, record_at=None)
                            | Q(record_by__isnull=False, record_at__isnull=False)
                        )
                        & (
                            Q(fields={}, proposed_by=None, proposed_at=None)
                            | Q(proposed_by__isnull=False, proposed_at__isnull=False)
                        ),
                    )
                ]
            },
        ),
        grant("renewals_preparation", web="SELECT, INSERT, UPDATE", worker="SELECT, DELETE"),
        wall("renewals_preparation", clinic="clinic_id"),
    ]
