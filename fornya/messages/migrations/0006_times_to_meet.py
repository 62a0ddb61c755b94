"""Messages about times to meet: four more kinds."""

from django.db import migrations, models

KINDS = [
    ("received", "Received"),
    ("question", "Question"),
    ("answered", "Answered"),
    ("renewed", "Renewed"),
    ("agent_asked", "Agent Asked"),
    ("agent_given", "Agent Given"),
    ("agent_yes", "Agent Yes"),
    ("agent_no", "Agent No"),
    ("agent_used", "Agent Used"),
    ("agent_ended", "Agent Ended"),
    ("reminder", "Reminder"),
    ("time_booked", "Time Booked"),
    ("time_freed", "Time Freed"),
    ("time_gone", "Time Gone"),
    ("time_near", "Time Near"),
]


class Migration(migrations.Migration):
    """Names them; nothing in the table changes."""

    dependencies = [("messages", "0005_told_guardians")]

    operations = [
        migrations.AlterField("message", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
