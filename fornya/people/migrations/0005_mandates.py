"""Mandates, with a wall of two sides: the giver's, and that of whoever has the number the giver wrote."""

import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from fornya.audit.walls import PATIENT, WEB, WORKER, grant

# The agent may never have been here, so the wall knows them by the number in their own row, the only one that
# their scope shows. Only the giver writes a mandate down, as a draft, and nobody changes what it grants.
OWN_NUMBER = f"(SELECT personnummer FROM people_patient WHERE id = {PATIENT})"  # noqa: S608 - constants only
SIDES = f"giver_id = {PATIENT} OR agent_number = {OWN_NUMBER}"
CHANGING = (
    "offered_at, accepted_at, declined_at, ended_at, ended_by, first_used_at, agent_id, agent_name,"
    " giver_asked, agent_asked, giver_signature_id, agent_signature_id"
)
WALL = f"""
ALTER TABLE people_mandate ENABLE ROW LEVEL SECURITY;
CREATE POLICY within_scope ON people_mandate FOR SELECT TO {WEB} USING ({SIDES});
CREATE POLICY change ON people_mandate FOR UPDATE TO {WEB} USING ({SIDES});
CREATE POLICY give ON people_mandate FOR INSERT TO {WEB}
    WITH CHECK (giver_id = {PATIENT} AND offered_at IS NULL AND agent_id IS NULL);
CREATE POLICY background_work ON people_mandate TO {WORKER} USING (true);
"""

# Asked at every request of an agent's session, before any scope is open: so they run as the tables' owner,
# and give back only what the named agent has accepted.
DOORS = f"""
CREATE FUNCTION people_mandate_between(giver bigint, agent bigint) RETURNS TABLE (
    scope varchar, starts_on date, ends_on date, is_ended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.scope, m.starts_on, m.ends_on, m.ended_at IS NOT NULL FROM people_mandate m
    WHERE m.giver_id = giver AND m.agent_id = agent AND m.accepted_at IS NOT NULL
    ORDER BY m.accepted_at DESC LIMIT 1
$$;
CREATE FUNCTION people_givers_of(agent bigint) RETURNS TABLE (
    patient_id bigint, personnummer varchar, given_name varchar, surname varchar, birth_date date,
    scope varchar, starts_on date, ends_on date, is_ended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT p.id, p.personnummer, p.given_name, p.surname, p.birth_date, m.scope, m.starts_on, m.ends_on, false
    FROM people_mandate m JOIN people_patient p ON p.id = m.giver_id
    WHERE m.agent_id = agent AND m.accepted_at IS NOT NULL AND m.ended_at IS NULL
    ORDER BY p.given_name, p.surname, p.id
$$;
REVOKE EXECUTE ON FUNCTION people_mandate_between, people_givers_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_mandate_between, people_givers_of TO {WEB};
"""  # noqa: S608 - constants only
REMOVE_DOORS = "DROP FUNCTION people_mandate_between, people_givers_of;"


class Migration(migrations.Migration):
    """Makes the table with its wall and its doors."""

    dependencies = [("people", "0004_typed_forms")]

    operations = [
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("giver_name", models.CharField(max_length=161)),
                ("agent_name", models.CharField(blank=True, max_length=161)),
                ("agent_number", models.CharField(max_length=12)),
                ("scope", models.CharField(max_length=8)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("drafted_at", models.DateTimeField()),
                ("offered_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("giver", "Giver"),
                            ("agent", "Agent"),
                            ("register", "Register"),
                            ("time", "Time"),
                        ],
                        max_length=8,
                    ),
                ),
                ("first_used_at", models.DateTimeField(null=True)),
                ("giver_asked", models.UUIDField(null=True)),
                ("agent_asked", models.UUIDField(null=True)),
                ("giver_signature_id", models.UUIDField(null=True, unique=True)),
                ("agent_signature_id", models.UUIDField(null=True, unique=True)),
                (
                    "agent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.patient",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.patient"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agent_number"], name="mandate_of_agent")],
                "constraints": [
                    models.CheckConstraint(
                        name="mandate_agent_number_is_12_digits",
                        condition=Q(agent_number__regex=r"^[0-9]{12}$"),
                    ),
                    models.CheckConstraint(
                        name="mandate_is_to_another", condition=Q(agent=None) | ~Q(agent=F("giver"))
                    ),
                    models.CheckConstraint(
                        name="mandate_scope_is_known", condition=Q(scope__in=["see", "request"])
                    ),
                    models.CheckConstraint(
                        name="mandate_ends_within_four_years",
                        condition=Q(
                            ends_on__gte=F("starts_on"),
                            ends_on__lte=F("starts_on") + datetime.timedelta(days=1461),
                        ),
                    ),
                    models.CheckConstraint(
                        name="mandate_offered_is_signed",
                        condition=Q(offered_at=None) | Q(giver_signature_id__isnull=False),
                    ),
                    models.CheckConstraint(
                        name="mandate_accepted_is_signed",
                        condition=Q(accepted_at=None, agent=None)
                        | Q(
                            accepted_at__isnull=False,
                            agent__isnull=False,
                            agent_signature_id__isnull=False,
                            offered_at__isnull=False,
                            declined_at=None,
                        ),
                    ),
                    models.CheckConstraint(
                        name="mandate_ended_by_somebody",
                        condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                    ),
                    models.UniqueConstraint(
                        fields=["giver", "agent_number"],
                        name="one_mandate_for_each_pair",
                        condition=Q(offered_at__isnull=False, declined_at=None, ended_at=None),
                    ),
                ],
            },
        ),
        grant(
            "people_mandate",
            web=f"SELECT, INSERT, UPDATE ({CHANGING})",
            worker="SELECT, DELETE",
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
        migrations.RunSQL(DOORS, REMOVE_DOORS),
    ]
