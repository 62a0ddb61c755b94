"""How many requests are open, kept by triggers: they add rows and never wait for any."""

from django.db import migrations, models

from fornya.audit.walls import grant, wall

ALIKE = "clinic_id, status, answer_by, taken_by_id, at_front_from"
# As the owner: whoever changes a request may add to the counts by that alone.
TRIGGERS = f"""
CREATE FUNCTION renewals_count_open() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.ended_at IS NULL THEN
        INSERT INTO renewals_opencount ({ALIKE}, number)
        VALUES (OLD.clinic_id, OLD.status, OLD.answer_by, OLD.taken_by_id, OLD.at_front_from, -1);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.ended_at IS NULL THEN
        INSERT INTO renewals_opencount ({ALIKE}, number)
        VALUES (NEW.clinic_id, NEW.status, NEW.answer_by, NEW.taken_by_id, NEW.at_front_from, 1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER request_is_counted AFTER INSERT OR DELETE ON renewals_renewalrequest
    FOR EACH ROW EXECUTE FUNCTION renewals_count_open();
CREATE TRIGGER request_is_counted_anew AFTER UPDATE ON renewals_renewalrequest FOR EACH ROW
    WHEN ((OLD.clinic_id, OLD.status, OLD.answer_by, OLD.taken_by_id, OLD.at_front_from, OLD.ended_at)
        IS DISTINCT FROM
        (NEW.clinic_id, NEW.status, NEW.answer_by, NEW.taken_by_id, NEW.at_front_from, NEW.ended_at))
    EXECUTE FUNCTION renewals_count_open();
"""  # noqa: S608 - constants only
# For the owner alone: of what there is already, and after rows were put past the triggers.
RECOUNT = f"""
CREATE FUNCTION renewals_recount() RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    LOCK TABLE renewals_renewalrequest IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM renewals_opencount;
    INSERT INTO renewals_opencount ({ALIKE}, number)
    SELECT {ALIKE}, count(*) FROM renewals_renewalrequest WHERE ended_at IS NULL GROUP BY {ALIKE};
$$;
REVOKE EXECUTE ON FUNCTION renewals_recount, renewals_count_open FROM PUBLIC;
SELECT renewals_recount();
"""  # noqa: S608 - constants only
NONE = """
DROP TRIGGER request_is_counted ON renewals_renewalrequest;
DROP TRIGGER request_is_counted_anew ON renewals_renewalrequest;
DROP FUNCTION renewals_count_open, renewals_recount;
"""
# Rows come and go each hour: what they leave behind is cleared away often.
CHURN = "ALTER TABLE renewals_opencount SET (autovacuum_vacuum_scale_factor = 0.05);"


class Migration(migrations.Migration):
    """Adds a table that code from before keeps right without knowing of it."""

    dependencies = [("renewals", "0015_escalations")]

    operations = [
        migrations.CreateModel(
            name="OpenCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clinic_id", models.BigIntegerField()),
                ("status", models.CharField(max_length=16)),
                ("answer_by", models.DateField()),
                ("taken_by_id", models.BigIntegerField(null=True)),
                ("at_front_from", models.DateField(null=True)),
                ("number", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["clinic_id"],
                        include=["status", "answer_by", "taken_by_id", "at_front_from", "number"],
                        name="open_counts_of_clinic",
                    )
                ],
            },
        ),
        wall("renewals_opencount", clinic="clinic_id"),
        grant("renewals_opencount", web="SELECT", worker="SELECT, INSERT, DELETE"),
        migrations.RunSQL(CHURN, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS + RECOUNT, NONE),
    ]
