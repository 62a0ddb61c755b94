"""A clinic's policy as rows of a table that its administrators write in."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import grant

TRIGGERS = """
CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clinics_policyrow
    FOR EACH STATEMENT EXECUTE FUNCTION clinics_new_mark();
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_policyrow
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('clinic_id');
"""


class Migration(migrations.Migration):
    """A table that all may read; each change of it gives the directory a new mark."""

    dependencies = [
        ("clinics", "0008_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("atc_prefix", models.CharField(blank=True, max_length=7)),
                ("controlled", models.CharField(blank=True, max_length=3)),
                ("outcome", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(blank=True, max_length=300)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["allow", "allow_with_review", "visit_required", "not_offered"])
                        ),
                        name="policy_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("controlled__in", ["", "any", "II", "III", "IV", "V"])),
                        name="policy_class_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("atc_prefix__regex", "^([A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?)?$")
                        ),
                        name="policy_atc_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("atc_prefix", ""), ("controlled", ""), _negated=True),
                        name="policy_is_about_some_medicines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="policy_has_a_name"
                    ),
                    models.UniqueConstraint(
                        fields=("clinic", "atc_prefix", "controlled"), name="policy_once_a_group"
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        grant("clinics_policyrow", web="SELECT, INSERT, DELETE", worker="SELECT"),
    ]
