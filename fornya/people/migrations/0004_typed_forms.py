"""What somebody had typed when the session was over, behind the patient's wall."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Makes the table with its wall."""

    dependencies = [("people", "0003_sign_ins")]

    operations = [
        migrations.CreateModel(
            name="TypedForm",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("path", models.CharField(max_length=300)),
                ("fields", models.JSONField()),
                ("kept_at", models.DateTimeField()),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.patient"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="typed_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("patient", "path"), name="typed_once_a_page")
                ],
            },
        ),
        grant("people_typedform", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
        wall("people_typedform", patient="patient_id"),
    ]
