"""Rules of a region, and of the country, for what is renewed online: one proposes, another decides.

What is written stays: a row meets one verdict, of somebody else, and is never changed or removed after.
What is decided is public; who thinks of what is seen from its own region (or from everywhere) alone.
"""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import REGION, WEB, WORKER, grant

# The country's own have no region, and are seen from everywhere; no region's are.
WALL = f"""
ALTER TABLE clinics_ruleversion ENABLE ROW LEVEL SECURITY;
CREATE POLICY within_scope ON clinics_ruleversion TO {WEB} USING (coalesce(region_id, '*') = {REGION});
"""
NO_WALL = """
DROP POLICY within_scope ON clinics_ruleversion;
ALTER TABLE clinics_ruleversion DISABLE ROW LEVEL SECURITY;
"""
# The owner may load what was decided before Förnya was there, and replace examples, which nobody has decided.
STAYS = f"""
CREATE FUNCTION clinics_rule_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    verdict text[] := ARRAY['verdict', 'decided_at', 'decided_by', 'decided_by_hsa_id', 'reason'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF current_user = '{WEB}' AND (NEW.verdict <> '' OR NEW.valid_from < today OR NEW.is_example) THEN
            RAISE insufficient_privilege USING MESSAGE = 'a rule is proposed, for today or a day to come';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF NOT OLD.is_example THEN
            RAISE insufficient_privilege USING MESSAGE = 'a rule stays: propose that it ends';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.verdict <> '' OR NEW.verdict = '' OR to_jsonb(NEW) - verdict <> to_jsonb(OLD) - verdict THEN
        RAISE insufficient_privilege USING MESSAGE = 'a rule meets one verdict, and stays as it was proposed';
    END IF;
    IF NEW.verdict = 'approved' AND NEW.valid_from < today THEN
        RAISE insufficient_privilege USING MESSAGE = 'a rule begins today or on a day to come';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION clinics_rules_stay() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM clinics_ruleversion WHERE NOT is_example) THEN
        RAISE insufficient_privilege USING MESSAGE = 'rules stay';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE ON clinics_ruleversion
    FOR EACH ROW EXECUTE FUNCTION clinics_rule_stays();
CREATE TRIGGER stay BEFORE TRUNCATE ON clinics_ruleversion
    FOR EACH STATEMENT EXECUTE FUNCTION clinics_rules_stay();
CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clinics_ruleversion
    FOR EACH STATEMENT EXECUTE FUNCTION clinics_new_mark();
"""  # noqa: S608 - constants only
NOT_STAYS = """
DROP TRIGGER stays ON clinics_ruleversion;
DROP TRIGGER stay ON clinics_ruleversion;
DROP TRIGGER new_mark ON clinics_ruleversion;
DROP FUNCTION clinics_rule_stays;
DROP FUNCTION clinics_rules_stay;
"""
# What the directory hands out: the rules alone, without the names of who decided them.
DECIDED = f"""
CREATE FUNCTION clinics_rules_decided() RETURNS TABLE (
    region_code varchar, atc_prefix varchar, controlled varchar, outcome varchar,
    name varchar, text varchar, text_simple varchar, valid_from date, source varchar
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT region_id, atc_prefix, controlled, outcome, name, text, text_simple, valid_from, source
    FROM clinics_ruleversion WHERE verdict = 'approved' ORDER BY valid_from, decided_at, id
$$;
REVOKE EXECUTE ON FUNCTION clinics_rules_decided FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clinics_rules_decided TO {WEB}, {WORKER};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Makes the table, its wall and what keeps it as it was."""

    dependencies = [
        ("clinics", "0012_absences"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("atc_prefix", models.CharField(blank=True, max_length=7)),
                ("controlled", models.CharField(blank=True, max_length=3)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("text_simple", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("is_example", models.BooleanField(default=False)),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=120)),
                ("proposed_by_hsa_id", models.CharField(max_length=31)),
                ("verdict", models.CharField(blank=True, max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_by_hsa_id", models.CharField(blank=True, max_length=31)),
                ("reason", models.CharField(blank=True, max_length=400)),
                (
                    "region",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="clinics.region"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region", "-valid_from"], name="rule_in_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["", "allow", "allow_with_review", "visit_required", "not_offered"],
                            )
                        ),
                        name="rule_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("controlled__in", ["", "any", "II", "III", "IV", "V"])),
                        name="rule_class_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("atc_prefix__regex", "^([A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?)?$")
                        ),
                        name="rule_atc_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("atc_prefix", ""), ("controlled", ""), _negated=True),
                        name="rule_is_about_some_medicines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S"), ("source__regex", "\\S")),
                        name="rule_has_name_and_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["not_offered", "visit_required"]), _negated=True),
                            models.Q(("text__regex", "\\S"), ("text_simple__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="rule_that_refuses_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "approved", "declined", "withdrawn"])),
                        name="rule_verdict_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", ""),
                                ("decided_by_hsa_id", ""),
                                ("reason", ""),
                                ("verdict", ""),
                            ),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                                models.Q(("decided_by_hsa_id", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rule_verdict_has_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_by_hsa_id__regex", "^SE[0-9]{10}-[A-Za-z0-9]{1,18}$"),
                            models.Q(
                                ("decided_by_hsa_id", ""),
                                ("decided_by_hsa_id__regex", "^SE[0-9]{10}-[A-Za-z0-9]{1,18}$"),
                                _connector="OR",
                            ),
                        ),
                        name="rule_hsa_id_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["approved", "declined"]),
                            ("decided_by_hsa_id__iexact", models.F("proposed_by_hsa_id")),
                            _negated=True,
                        ),
                        name="rule_has_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "withdrawn"), _negated=True),
                            ("decided_by_hsa_id__iexact", models.F("proposed_by_hsa_id")),
                            _connector="OR",
                        ),
                        name="rule_is_withdrawn_by_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "declined"), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="rule_declined_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(STAYS, NOT_STAYS),
        migrations.RunSQL(DECIDED, "DROP FUNCTION clinics_rules_decided;"),
        grant(
            "clinics_ruleversion",
            web="SELECT, INSERT, UPDATE (verdict, decided_at, decided_by, decided_by_hsa_id, reason)",
        ),
    ]
