"""Messages that remind: one more kind."""

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
]


class Migration(migrations.Migration):
    """Names it; nothing in the table changes."""

    dependencies = [("messages", "0003_about_agents")]

    operations = [
        migrations.AlterField("message", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
