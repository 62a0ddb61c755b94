"""The wall around the inbox and the notices."""

from django.db import migrations

from fornya.audit.walls import grant, wall


class Migration(migrations.Migration):
    """Raises the wall around messages."""

    dependencies = [("messages", "0001_messages"), ("audit", "0002_roles")]

    operations = [
        grant("messages_message", web="SELECT, INSERT, UPDATE", worker="SELECT, INSERT"),
        grant("messages_notice", web="SELECT, INSERT", worker="SELECT, INSERT, UPDATE"),
        wall("messages_message", patient="patient_id"),
        wall("messages_notice", patient="patient_id"),
    ]
