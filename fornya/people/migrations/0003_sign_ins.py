"""A session names its device, and one's own open sessions are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds both; the default is the database's, so that older processes go on writing."""

    dependencies = [("people", "0002_walls")]

    operations = [
        migrations.AddField("session", "device", models.CharField(db_default="", max_length=40)),
        migrations.AddIndex(
            "session",
            models.Index(
                condition=models.Q(("ended_at", None), ("patient__isnull", False)),
                fields=["patient"],
                name="session_of_patient",
            ),
        ),
    ]
