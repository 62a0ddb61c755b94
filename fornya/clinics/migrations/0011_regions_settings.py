"""Regions change their own fees and notices; what a fee was on a day that has come is never changed again.

The directory stays readable by all. What a region writes in it is held to that region by triggers, as what a
clinic writes is held to the clinic (0008).
"""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import CLINIC, REGION, WEB, grant

FEE_OWN_ONLY = f"""
CREATE FUNCTION clinics_fee_own_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = '{WEB}' AND (
        TG_OP <> 'INSERT' AND (CASE WHEN OLD.clinic_id IS NULL THEN OLD.region_id = {REGION}
            ELSE OLD.clinic_id = {CLINIC} END) IS NOT TRUE
        OR TG_OP <> 'DELETE' AND (CASE WHEN NEW.clinic_id IS NULL THEN NEW.region_id = {REGION}
            ELSE NEW.clinic_id = {CLINIC} END) IS NOT TRUE
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this clinic or region is not the one that is open';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
DROP TRIGGER own_only ON clinics_fee;
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_fee
    FOR EACH ROW EXECUTE FUNCTION clinics_fee_own_only();
"""  # noqa: S608 - constants only
# Whoever asks: people have paid by it. The owner may load what was decided before there was a row, and
# replace examples, which no decision is behind.
FEE_STAYS = f"""
CREATE FUNCTION clinics_fee_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    is_web boolean := current_user = '{WEB}';
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.valid_from <= today AND (is_web OR NOT OLD.is_example) THEN
        RAISE insufficient_privilege
        USING MESSAGE = 'a fee that holds or has held stays: change what is to come';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.valid_from < today AND NOT NEW.is_example THEN
        RAISE insufficient_privilege USING MESSAGE = 'a fee is only moved to a day to come';
    END IF;
    IF TG_OP = 'INSERT' AND is_web AND NEW.valid_from < today + (NEW.clinic_id IS NOT NULL)::int THEN
        RAISE insufficient_privilege USING MESSAGE = 'a fee is only set from a day to come';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION clinics_fees_stay() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM clinics_fee WHERE NOT is_example
        AND valid_from <= (now() AT TIME ZONE 'Europe/Stockholm')::date) THEN
        RAISE insufficient_privilege USING MESSAGE = 'fees that hold or have held stay';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER to_come ON clinics_fee;
DROP FUNCTION clinics_fee_to_come;
CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE ON clinics_fee
    FOR EACH ROW EXECUTE FUNCTION clinics_fee_stays();
CREATE TRIGGER stay BEFORE TRUNCATE ON clinics_fee
    FOR EACH STATEMENT EXECUTE FUNCTION clinics_fees_stay();
"""  # noqa: S608 - constants only
NOTICE_OWN_ONLY = f"""
CREATE FUNCTION clinics_own_region_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = '{WEB}' AND (
        TG_OP <> 'INSERT' AND (OLD.region_id = {REGION}) IS NOT TRUE
        OR TG_OP <> 'DELETE' AND (NEW.region_id = {REGION}) IS NOT TRUE
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this region is not the one that is open';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER own_only BEFORE INSERT OR UPDATE OR DELETE ON clinics_regionalnotice
    FOR EACH ROW EXECUTE FUNCTION clinics_own_region_only();
"""  # noqa: S608 - constants only
NOT_NOTICE_OWN_ONLY = """
DROP TRIGGER own_only ON clinics_regionalnotice;
DROP FUNCTION clinics_own_region_only;
"""
# Numbers and parts, clinic by clinic: a region sees how far its clinics have come, not who did what there.
STANDING = f"""
CREATE FUNCTION clinics_in_region(today date)
RETURNS TABLE (clinic_id bigint, administrators bigint, saved varchar[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.id,
        (SELECT count(*) FROM clinics_administrator a
            WHERE a.clinic_id = c.id AND a.ended_at IS NULL AND a.ends_on >= today),
        coalesce((SELECT array_agg(DISTINCT s.part) FROM clinics_settingchange s
            WHERE s.clinic_id = c.id), ARRAY[]::varchar[])
    FROM clinics_clinic c JOIN clinics_municipality m ON m.code = c.municipality_id
    WHERE m.region_id = {REGION}
$$;
REVOKE EXECUTE ON FUNCTION clinics_in_region FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clinics_in_region TO {WEB};
"""  # noqa: S608 - constants only
LOG_WALL = "ALTER POLICY within_scope ON clinics_settingchange USING ({});"


class Migration(migrations.Migration):
    """The log of changes takes a region's too; older processes go on writing clinics' rows."""

    dependencies = [("clinics", "0010_standard_replies")]

    operations = [
        migrations.AddField(
            model_name="settingchange",
            name="region",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="clinics.region"
            ),
        ),
        migrations.AlterField(
            model_name="settingchange",
            name="clinic",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="settingchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clinic__isnull", False), ("region", None)),
                    models.Q(("clinic", None), ("region__isnull", False)),
                    _connector="OR",
                ),
                name="change_is_a_clinics_or_a_regions",
            ),
        ),
        migrations.RunSQL(
            LOG_WALL.format(f"clinic_id = {CLINIC} OR region_id = {REGION}"),
            LOG_WALL.format(f"clinic_id = {CLINIC}"),
        ),
        migrations.RunSQL(FEE_OWN_ONLY + FEE_STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(NOTICE_OWN_ONLY, NOT_NOTICE_OWN_ONLY),
        migrations.RunSQL(STANDING, "DROP FUNCTION clinics_in_region;"),
        grant("clinics_regionalnotice", web="INSERT, UPDATE (ends_at), DELETE"),
    ]
