"""Words that a clinic keeps for its answers."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant

TRIGGERS = """
CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clinics_standardreply
    FOR EACH STATEMENT EXECUTE FUNCTION clinics_new_mark();
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_standardreply
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('clinic_id');
"""


class Migration(migrations.Migration):
    """A table that all may read; each change of it gives the directory a new mark."""

    dependencies = [
        ("clinics", "0009_policy_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=1000)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="reply_has_name_and_text",
                    ),
                    models.UniqueConstraint(fields=("clinic", "name"), name="reply_once_a_name"),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        grant("clinics_standardreply", web="SELECT, INSERT, DELETE", worker="SELECT"),
    ]
