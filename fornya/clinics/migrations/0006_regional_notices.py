"""Notices for everybody in a region, or in the whole country."""

from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q
from django.db.models.deletion import PROTECT

from fornya.audit.walls import grant

TRIGGER = """
CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clinics_regionalnotice
FOR EACH STATEMENT EXECUTE FUNCTION clinics_new_mark();
"""


class Migration(migrations.Migration):
    """A table; with it the directory's mark changes, and the working roles may read it."""

    dependencies = [("clinics", "0005_languages")]

    operations = [
        migrations.CreateModel(
            "RegionalNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(default="info", max_length=7)),
                ("texts", models.JSONField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "region",
                    models.ForeignKey(blank=True, null=True, on_delete=PROTECT, to="clinics.region"),
                ),
            ],
            options={
                "constraints": [
                    CheckConstraint(condition=Q(kind__in=["info", "warning"]), name="notice_kind_is_known"),
                    CheckConstraint(condition=Q(texts__has_key="sv"), name="notice_is_there_in_swedish"),
                    CheckConstraint(
                        condition=Q(starts_at__lt=F("ends_at")), name="notice_starts_before_it_ends"
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER new_mark ON clinics_regionalnotice;"),
        grant("clinics_regionalnotice", web="SELECT", worker="SELECT"),
    ]
