"""Clinics change their own settings: who may, what was changed, and planned closures.

The directory stays readable by all. What a clinic writes in it is held to that clinic by a trigger: a policy
of row-level security would have to say that everybody may read every row, which no policy here says.
"""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import CLINIC, WEB, grant, wall

# The trigger's argument is the column that says whose a row is. A region's fee is no clinic's.
OWN_ONLY = f"""
CREATE FUNCTION clinics_own_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    old_clinic bigint := CASE WHEN TG_OP <> 'INSERT' THEN (to_jsonb(OLD) ->> TG_ARGV[0])::bigint END;
    new_clinic bigint := CASE WHEN TG_OP <> 'DELETE' THEN (to_jsonb(NEW) ->> TG_ARGV[0])::bigint END;
BEGIN
    IF current_user = '{WEB}' AND (
        TG_OP <> 'INSERT' AND old_clinic IS DISTINCT FROM {CLINIC}
        OR TG_OP <> 'DELETE' AND new_clinic IS DISTINCT FROM {CLINIC}
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this clinic is not the one that is open';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER own_only BEFORE UPDATE ON clinics_clinic
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('id');
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_openinghours
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('clinic_id');
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_hoursexception
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('clinic_id');
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_fee
    FOR EACH ROW EXECUTE FUNCTION clinics_own_only('clinic_id');
"""  # noqa: S608 - constants only
# Prices that hold or have held are facts that people have paid by: only what is to come can be changed.
FEE_TO_COME = f"""
CREATE FUNCTION clinics_fee_to_come() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = '{WEB}' AND (CASE WHEN TG_OP = 'DELETE' THEN OLD.valid_from ELSE NEW.valid_from END)
        <= (now() AT TIME ZONE 'Europe/Stockholm')::date
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'a fee is only set from a day to come';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER to_come BEFORE INSERT OR DELETE ON clinics_fee
    FOR EACH ROW EXECUTE FUNCTION clinics_fee_to_come();
"""  # noqa: S608 - constants only
NOT_ONLY = """
DROP TRIGGER to_come ON clinics_fee;
DROP FUNCTION clinics_fee_to_come;
DROP TRIGGER own_only ON clinics_fee;
DROP TRIGGER own_only ON clinics_hoursexception;
DROP TRIGGER own_only ON clinics_openinghours;
DROP TRIGGER own_only ON clinics_clinic;
DROP FUNCTION clinics_own_only;
"""
# Asked at every page of the settings, before any scope is open: it tells one fact about one person.
DOOR = f"""
CREATE FUNCTION clinics_administers(whose varchar, at_clinic bigint, today date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM clinics_administrator a WHERE a.hsa_id = whose AND a.clinic_id = at_clinic
        AND a.ended_at IS NULL AND a.ends_on >= today)
$$;
CREATE FUNCTION clinics_colleague_came(at_clinic bigint, whose varchar, called varchar, as_role varchar,
    at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    INSERT INTO clinics_colleague (clinic_id, hsa_id, name, role, first_at, last_at)
    VALUES (at_clinic, whose, called, as_role, at, at)
    ON CONFLICT (clinic_id, hsa_id) DO UPDATE SET name = called, role = as_role, last_at = at
$$;
REVOKE EXECUTE ON FUNCTION clinics_administers, clinics_colleague_came FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clinics_administers, clinics_colleague_came TO {WEB};
"""  # noqa: S608 - constants only
WRITTEN = (
    "renews_online, answer_days, closed_from, closed_until, closed_text, listed_only, min_age, max_age, "
    "accepts_other_clinics, own_questions, updated_on"
)


class Migration(migrations.Migration):
    """Three tables, a few columns that the database fills for older processes, and the rights to write."""

    dependencies = [
        ("clinics", "0007_told_of_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Administrator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hsa_id", models.CharField(max_length=31)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("ends_on", models.DateField()),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Colleague",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hsa_id", models.CharField(max_length=31)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=12)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "hsa_id"), name="colleague_once_a_clinic")
                ],
            },
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=120)),
                ("part", models.CharField(max_length=20)),
                ("fields", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="clinic",
            name="closed_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="clinic",
            name="closed_text",
            field=models.CharField(blank=True, db_default="", default="", max_length=400),
        ),
        migrations.AddField(
            model_name="clinic",
            name="closed_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="clinic",
            name="listed_only",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_from", None), ("closed_text", ""), ("closed_until", None)),
                    models.Q(
                        ("closed_from__isnull", False),
                        ("closed_from__lte", models.F("closed_until")),
                        ("closed_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="clinic_closure_has_its_days",
            ),
        ),
        migrations.AddField(
            model_name="administrator",
            name="clinic",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
        ),
        migrations.AddField(
            model_name="settingchange",
            name="clinic",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
        ),
        migrations.AddConstraint(
            model_name="administrator",
            constraint=models.CheckConstraint(
                condition=models.Q(("hsa_id__regex", "^SE[0-9]{10}-[A-Za-z0-9]{1,18}$")),
                name="administrator_hsa_id_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="administrator",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_by", ""), _negated=True),
                name="administrator_was_given_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="administrator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="administrator_was_ended_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="administrator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("clinic", "hsa_id"),
                name="administrator_once_a_clinic",
            ),
        ),
        migrations.AddIndex(
            model_name="settingchange",
            index=models.Index(fields=["clinic", "-at"], name="change_at_clinic"),
        ),
        migrations.RunSQL(OWN_ONLY + FEE_TO_COME, NOT_ONLY),
        migrations.RunSQL(DOOR, "DROP FUNCTION clinics_administers, clinics_colleague_came;"),
        wall("clinics_administrator", clinic="clinic_id"),
        wall("clinics_settingchange", clinic="clinic_id"),
        wall("clinics_colleague", clinic="clinic_id"),
        grant("clinics_colleague", web="SELECT"),
        grant("clinics_administrator", web="SELECT, INSERT, UPDATE (ended_at, ended_by)"),
        grant("clinics_settingchange", web="SELECT, INSERT"),
        migrations.RunSQL(f"GRANT UPDATE ({WRITTEN}) ON clinics_clinic TO {WEB};", migrations.RunSQL.noop),
        grant("clinics_openinghours", web="INSERT, DELETE"),
        grant("clinics_hoursexception", web="INSERT, DELETE"),
        grant("clinics_fee", web="INSERT, DELETE"),
    ]
