"""Tallies of what was answered, behind the clinic's wall; and what of them everybody may see."""

import django.db.models.deletion
from django.db import migrations, models

from fornya.audit.walls import WEB, grant, wall

CLINIC = models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="clinics.clinic")
OF_ALL = models.Q(("medicine_group", ""))
NUMBERS = ("sent", "answered", "late", "renewed", "renewed_changed", "meet", "declined", "withdrawn")
# For everybody, so past the wall: nothing about fewer than twenty answers, and no number from 1 to 4, nor one
# that leaves so few.
OPEN = f"""
CREATE FUNCTION statistics_open(of_month date)
RETURNS TABLE (clinic_id bigint, answers integer, half_days integer, most_days integer, late integer,
               medicines integer, renewed integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH day AS (
        SELECT a.clinic_id, a.days,
               sum(sum(a.answers)) OVER (PARTITION BY a.clinic_id ORDER BY a.days) AS so_far,
               sum(sum(a.answers)) OVER (PARTITION BY a.clinic_id) AS total
        FROM statistics_answertime a WHERE a.month = of_month AND a.medicine_group = '' GROUP BY 1, 2
    ), took AS (
        SELECT d.clinic_id, min(d.days) FILTER (WHERE d.so_far * 100 >= d.total * 50) AS half,
               min(d.days) FILTER (WHERE d.so_far * 100 >= d.total * 90) AS most
        FROM day d WHERE d.total >= 20 GROUP BY 1
    ), told AS (
        SELECT t.clinic_id, t.answered, t.late, t.renewed + t.renewed_changed AS renewed,
               t.renewed + t.renewed_changed + t.meet + t.declined AS decided
        FROM statistics_tally t WHERE t.month = of_month AND t.medicine_group = ''
    )
    SELECT t.clinic_id, t.answered, k.half, k.most,
           CASE WHEN t.late BETWEEN 1 AND 4 OR t.answered - t.late BETWEEN 1 AND 4 THEN NULL ELSE t.late END,
           t.decided,
           CASE WHEN t.renewed BETWEEN 1 AND 4 OR t.decided - t.renewed BETWEEN 1 AND 4 THEN NULL
                ELSE t.renewed END
    FROM told t JOIN took k USING (clinic_id) ORDER BY t.clinic_id;
$$;
CREATE FUNCTION statistics_open_months() RETURNS TABLE (month date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g::date FROM (SELECT min(month) AS first, max(month) AS last FROM statistics_tally
                         WHERE medicine_group = '') t,
        generate_series(t.first::timestamp, t.last::timestamp, interval '1 month') g;
$$;
REVOKE ALL ON FUNCTION statistics_open(date), statistics_open_months() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics_open(date), statistics_open_months() TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Makes the tables. The worker adds; the web reads its clinic's, and what the functions give all."""

    initial = True
    dependencies = [("clinics", "0001_directory"), ("audit", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "clinic_id",
                        "month",
                        "medicine_group",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("clinic", CLINIC),
                ("month", models.DateField()),
                ("medicine_group", models.CharField(max_length=5)),
                *[(name, models.PositiveIntegerField()) for name in NUMBERS],
            ],
            options={
                "indexes": [models.Index(fields=["month", "clinic"], name="tally_open", condition=OF_ALL)]
            },
        ),
        migrations.CreateModel(
            name="AnswerTime",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "clinic_id",
                        "month",
                        "medicine_group",
                        "days",
                        "hours",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("clinic", CLINIC),
                ("month", models.DateField()),
                ("medicine_group", models.CharField(max_length=5)),
                ("days", models.PositiveSmallIntegerField()),
                ("hours", models.PositiveIntegerField()),
                ("answers", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["month", "clinic", "days"],
                        include=["answers"],
                        name="answer_time_open",
                        condition=OF_ALL,
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("request_id", models.UUIDField(primary_key=True, serialize=False)),
                ("ended_at", models.DateTimeField(db_index=True)),
            ],
        ),
        grant("statistics_tally", web="SELECT", worker="SELECT, INSERT, UPDATE"),
        grant("statistics_answertime", web="SELECT", worker="SELECT, INSERT, UPDATE"),
        grant("statistics_counted", worker="SELECT, INSERT, DELETE"),
        wall("statistics_tally", clinic="clinic_id"),
        wall("statistics_answertime", clinic="clinic_id"),
        migrations.RunSQL(
            OPEN,
            "DROP FUNCTION statistics_open(date); DROP FUNCTION statistics_open_months();",
        ),
    ]
