"""Each clinic's sealed decisions stand in a chain, so that one that is gone or moved is missed."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Adds the links. The web neither reads nor writes them, and nobody changes or removes one."""

    dependencies = [("renewals", "0009_checks"), ("clinics", "0001_directory")]

    operations = [
        migrations.CreateModel(
            name="SealLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("decision_id", models.UUIDField(unique=True)),
                ("sealed", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("signature", models.TextField()),
                ("linked_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "number"), name="link_has_its_place")
                ],
            },
        ),
        grant("renewals_seallink", worker="SELECT, INSERT"),
        wall("renewals_seallink", clinic="clinic_id"),
    ]
