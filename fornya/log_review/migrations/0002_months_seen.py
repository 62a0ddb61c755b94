"""How far the review of each month has come, behind the wall of the log; and how many clinics are behind."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import LOG, REGION, WEB, grant

WALL = f"""
ALTER TABLE log_review_monthseen ENABLE ROW LEVEL SECURITY;
CREATE POLICY within_scope ON log_review_monthseen TO {WEB} USING (clinic_id = {LOG});
"""
NO_WALL = """
DROP POLICY within_scope ON log_review_monthseen;
ALTER TABLE log_review_monthseen DISABLE ROW LEVEL SECURITY;
"""
# Two numbers for the region that is open, or for everywhere; of no clinic is it said which it is.
BEHIND = f"""
CREATE FUNCTION log_review_behind(of_month date, starts timestamptz, ends timestamptz)
RETURNS TABLE (behind bigint, clinics bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT FROM log_review_monthseen s
            WHERE s.clinic_id = c.id AND s.month = of_month AND s.done_at IS NOT NULL)), count(*)
    FROM clinics_clinic c JOIN clinics_municipality m ON m.code = c.municipality_id
    WHERE (m.region_id = {REGION} OR {REGION} = '*')
        AND EXISTS (SELECT FROM audit_accessentry a
            WHERE a.clinic_id = c.id AND a.at >= starts AND a.at < ends AND a.actor_kind = 'staff'
            AND a.what IN ('request.read', 'decision.read', 'request.taken', 'worklist.searched'))
$$;
REVOKE EXECUTE ON FUNCTION log_review_behind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_review_behind TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Makes the table, its wall and the function that counts."""

    dependencies = [
        ("clinics", "0014_alarm_boxes"),
        ("log_review", "0001_marks"),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("cases", models.PositiveIntegerField()),
                ("left", models.PositiveIntegerField()),
                ("looked_at", models.DateTimeField()),
                ("looked_by", models.CharField(max_length=120)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=120)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "month"), name="month_is_seen_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lte", models.F("cases"))),
                        name="no_more_left_than_there_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                ("left", 0),
                                models.Q(("done_by", ""), _negated=True),
                            ),
                            models.Q(("done_at", None), ("left__gt", 0)),
                            _connector="OR",
                        ),
                        name="month_is_done_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(BEHIND, "DROP FUNCTION log_review_behind;"),
        grant("log_review_monthseen", web="SELECT, INSERT, UPDATE"),
    ]
