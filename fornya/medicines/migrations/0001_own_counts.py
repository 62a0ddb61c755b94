"""What patients have counted of their medicines, behind the patient's wall."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Makes the table with its wall. The worker has no errand in it, and staff are let past nowhere."""

    dependencies = [("people", "0004_typed_forms"), ("audit", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="OwnCountRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain_id", models.CharField(max_length=100)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8)),
                ("unit", models.CharField(max_length=40)),
                ("counted_at", models.DateTimeField()),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.patient"),
                ),
            ],
            options={
                "db_table": "medicines_owncount",
                "constraints": [
                    models.UniqueConstraint(fields=("patient", "chain_id"), name="own_count_once_a_medicine"),
                    models.CheckConstraint(name="own_count_is_no_debt", condition=Q(amount__gte=0)),
                ],
            },
        ),
        grant("medicines_owncount", web="SELECT, INSERT, UPDATE, DELETE"),
        wall("medicines_owncount", patient="patient_id"),
    ]
