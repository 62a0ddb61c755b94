"""A notice says which guardian it goes to; none for the patient."""

import django.db.models.deletion
from django.db import migrations, models

# Those on their way from before keep being asked about: they may be to somebody who is no guardian any more.
ON_THEIR_WAY = """
UPDATE messages_notice n SET guardian_id = p.contact_by_id FROM people_patient p
WHERE p.id = n.patient_id AND n.sent_at IS NULL AND p.contact_by_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Adds the column, empty in what programs of before write."""

    dependencies = [("messages", "0004_reminders"), ("people", "0011_guardians_own_ways")]

    operations = [
        migrations.AddField(
            "notice",
            "guardian",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.patient",
            ),
        ),
        migrations.RunSQL(ON_THEIR_WAY, migrations.RunSQL.noop),
    ]
