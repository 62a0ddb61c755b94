"""What patients sign, with its proof; an order knows what it asked; staff's session when it was confirmed."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Makes both tables with their walls, and the columns, which the database fills for older processes."""

    dependencies = [("people", "0006_acting")]

    operations = [
        migrations.AddField("session", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("signin", "asked", models.BinaryField(db_default=b"")),
        migrations.AddField("signin", "signing_id", models.UUIDField(null=True)),
        migrations.AddField("signin", "session_hash", models.BinaryField(db_default=b"", max_length=32)),
        migrations.AddField("signin", "proof", models.BinaryField(db_default=b"")),
        migrations.CreateModel(
            name="SigningRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64)),
                ("visible", models.TextField()),
                ("content", models.TextField()),
                ("next_path", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.patient"),
                ),
            ],
            options={"indexes": [models.Index(fields=["asked_at"], name="signing_by_age")]},
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64)),
                ("visible", models.TextField()),
                ("content", models.TextField()),
                ("method", models.CharField(max_length=30)),
                ("signer", models.CharField(max_length=12)),
                ("proof", models.TextField()),
                ("ocsp", models.TextField()),
                ("signed_at", models.DateTimeField()),
                ("verified_at", models.DateTimeField()),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.patient"),
                ),
            ],
        ),
        # A signature is never changed and never removed: not even by us.
        grant("people_signingrequest", web="SELECT, INSERT", worker="SELECT, DELETE"),
        grant("people_signature", web="SELECT, INSERT", worker="SELECT"),
        wall("people_signingrequest", patient="patient_id"),
        wall("people_signature", patient="patient_id"),
    ]
