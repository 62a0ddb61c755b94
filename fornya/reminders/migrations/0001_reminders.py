"""Wishes for reminders, and what was told, behind the patient's wall."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import WORKER, grant, wall

OF_PATIENT = models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.patient")


class Migration(migrations.Migration):
    """Makes both tables. The worker may change when it looks next; staff are let past nowhere."""

    initial = True
    dependencies = [("people", "0009_where_bankid_opens"), ("audit", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "patient",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="people.patient"),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("chains", models.JSONField(default=list)),
                ("while_protected", models.BooleanField()),
                ("chosen_at", models.DateTimeField()),
                ("look_on", models.DateField()),
            ],
            options={"indexes": [models.Index(fields=["look_on", "id"], name="wish_to_look_at")]},
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient", OF_PATIENT),
                ("prescription_id", models.CharField(max_length=64)),
                ("occasion", models.DateField()),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "prescription_id", "occasion"), name="reminded_once_an_occasion"
                    )
                ],
                "indexes": [models.Index(fields=["told_at"], name="reminder_by_age")],
            },
        ),
        grant("reminders_wish", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT"),
        migrations.RunSQL(f"GRANT UPDATE (look_on) ON reminders_wish TO {WORKER};", migrations.RunSQL.noop),
        grant("reminders_reminder", web="SELECT", worker="SELECT, INSERT, DELETE"),
        wall("reminders_wish", patient="patient_id"),
        wall("reminders_reminder", patient="patient_id"),
    ]
