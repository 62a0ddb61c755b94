"""What reviewers have said, behind the wall of the log that it is about."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import LOG, WEB, grant

# Seen and written from the scope of a log's review alone; the worker has no business here.
WALL = f"""
ALTER TABLE log_review_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY within_scope ON log_review_mark TO {WEB} USING (clinic_id = {LOG});
"""
NO_WALL = """
DROP POLICY within_scope ON log_review_mark;
ALTER TABLE log_review_mark DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Makes the table, which is only added to."""

    initial = True
    dependencies = [("clinics", "0010_standard_replies"), ("audit", "0004_log_of_a_clinic")]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("case", models.CharField(max_length=24)),
                ("criterion", models.CharField(blank=True, max_length=20)),
                ("reader_id", models.BigIntegerField()),
                ("rows", models.JSONField()),
                (
                    "outcome",
                    models.CharField(choices=[("right", "Right"), ("follow_up", "Follow Up")], max_length=12),
                ),
                ("words", models.TextField(blank=True)),
                ("reviewed_at", models.DateTimeField()),
                ("reviewed_by_id", models.BigIntegerField()),
                ("reviewed_by", models.CharField(max_length=120)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "month", "case"), name="case_is_marked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reader_id", models.F("reviewed_by_id")), _negated=True),
                        name="case_is_not_the_reviewers_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "right"),
                            models.Q(("outcome", "follow_up"), ("words__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="what_is_followed_up_has_words",
                    ),
                ]
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
        grant("log_review_mark", web="SELECT, INSERT"),
    ]
