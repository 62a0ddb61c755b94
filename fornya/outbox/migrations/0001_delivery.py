"""The outbox's own table, and the working roles' rights on the job engine's tables."""

from django.db import migrations, models

from fornya.audit.walls import grant

RIGHTS_ON_JOBS = """
GRANT SELECT, INSERT ON procrastinate_jobs, procrastinate_events TO fornya_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events,
procrastinate_periodic_defers, procrastinate_workers TO fornya_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fornya_web, fornya_worker;
"""


class Migration(migrations.Migration):
    """First migration of the outbox."""

    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job"), ("audit", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80, unique=True)),
                ("subject", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("stuck", "Stuck")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_fault", models.CharField(blank=True, max_length=60)),
                ("put_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "done"), _negated=True),
                        fields=["put_at"],
                        name="delivery_unfinished",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_done_has_its_time",
                    )
                ],
            },
        ),
        grant("outbox_delivery", web="SELECT, INSERT", worker="SELECT, INSERT, UPDATE"),
        migrations.RunSQL(RIGHTS_ON_JOBS, migrations.RunSQL.noop),
    ]
