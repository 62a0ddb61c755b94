"""The wall as PostgreSQL keeps it: which tables have one, and what the working roles may not do."""

from decimal import Decimal

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.audit.scope import Actor, ActorKind
from fornya.clinics.settings.absences import set_absence
from fornya.clinics.settings.administrators import name_administrator
from fornya.clinics.settings.alarms import Alarms, set_alarms
from fornya.clinics.settings.colleagues import came
from fornya.medicines.own_counts import keep_count
from fornya.people.contact import set_contact
from fornya.reminders.wishes import choose
from fornya.renewals.escalate import escalate
from fornya.renewals.filled import keep_filled
from fornya.renewals.record import Facts, keep_record
from fornya.rules.access import Role
from fornya.rules.posts import PostRole
from tests import make, offers, posted
from tests.committed import as_worker, owner, web
from tests.people.mandates import accepted
from tests.statistics.tallies import a_year

# Tables that name a patient or a clinic and are readable without a scope, each with its reason.
WITHOUT_A_WALL = {
    "people_session": "found by the SHA-256 of a token that only its browser has, before any scope",
    "people_signin": "found by its id and the browser's cookie, before anybody is known",
    "clinics_fee": "public",
    "clinics_eservice": "public",
    "clinics_openinghours": "public",
    "clinics_hoursexception": "public",
    "clinics_policyrow": "public",
    "clinics_standardreply": "a clinic's standing words, about nobody",
}
OURS = "('people', 'renewals', 'messages', 'outbox', 'audit', 'clinics')"
NAMING = """
SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND a.attname IN ('patient_id', 'clinic_id') AND NOT a.attisdropped
"""
WALLED = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity"


def test_every_table_that_names_a_patient_or_a_clinic_has_a_wall_or_a_reason(database):
    naming = {name for (name,) in owner(NAMING)}
    walled = {name for (name,) in owner(WALLED)}

    assert naming - walled == set(WITHOUT_A_WALL)
    assert {"people_patient", "renewals_decision", "messages_notice", "audit_accessentry"} <= walled


def test_without_a_scope_the_web_sees_no_row_of_any_walled_table(database):
    token, eva = make.patient_token(phone="+46701740605"), make.staff()
    name_administrator(
        clinic_id=make.page().id, hsa_id=make.JOHAN, name="", ends_on=make.TODAY, by=eva.actor, now=make.NOW
    )
    came(clinic_id=make.page().id, hsa_id=make.EVA, name="Eva", role=Role.PRESCRIBER, now=make.NOW)
    set_absence(
        clinic_id=make.page().id,
        hsa_id=make.EVA,
        days=(make.TODAY, make.TODAY),
        cover_hsa_id="",
        by=eva.actor,
        now=make.NOW,
    )
    set_alarms(clinic_id=make.page().id, alarms=Alarms(True, "recept@example.se"), by=eva.actor, now=make.NOW)
    make.request(answer_by=make.TODAY)
    make.administrator(make.ADA)
    with as_worker():
        escalate(now=make.NOW)
    patient = make.signed_in(token)
    make.typed(token)
    make.signature(patient)
    signer = make.staff()
    filled_in = make.taken(signer, make.request())
    keep_filled(request_id=filled_in.id, fields={"do": "renew"}, by=signer, now=make.NOW)
    keep_record(request_id=filled_in.id, facts=Facts(), by=signer, now=make.NOW)
    keep_count(patient=patient, chain_id="chain-1", amount=Decimal(30), unit="tablett", now=make.NOW)
    choose(patient=patient, phone="", email="", chains=(), now=make.NOW)
    owner(
        "INSERT INTO reminders_reminder (id, patient_id, prescription_id, occasion, told_at)"
        " VALUES (gen_random_uuid(), %s, 'rx-1', %s, %s)",
        *(patient.patient_id, make.TODAY, make.NOW),
    )
    a_year()
    owner(
        "INSERT INTO clinics_ruleversion (region_id, atc_prefix, controlled, outcome, name, text,"
        " text_simple, source, valid_from, is_example, proposed_at, proposed_by, proposed_by_hsa_id, verdict,"
        " decided_by, decided_by_hsa_id, reason)"
        " VALUES ('03', 'C07', '', 'allow', 'x', '', '', 'y', %s, true, %s, 'R', %s, '', '', '', '')",
        *(make.TODAY, make.NOW, make.RUT),
    )
    accepted(patient, make.patient())
    offers.offered(make.patient())
    posted.post(make.GUN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN)
    owner(
        'INSERT INTO log_review_mark (clinic_id, month, "case", criterion, reader_id, rows, outcome, words,'
        " reviewed_at, reviewed_by_id, reviewed_by)"
        " VALUES (%s, %s, 'x', '', 1, '[]', 'right', '', %s, 2, 'G')",
        *(make.page().id, make.TODAY, make.NOW),
    )
    owner(
        "INSERT INTO clinics_catalogueupload (id, region_id, by_hsa_id, text, uploaded_at)"
        " VALUES (gen_random_uuid(), '03', %s, 'x', %s)",
        *(make.RUT, make.NOW),
    )
    owner(
        'INSERT INTO log_review_monthseen (clinic_id, month, cases, "left", looked_at, looked_by, done_by)'
        " VALUES (%s, %s, 1, 1, %s, 'G', '')",
        *(make.page().id, make.TODAY, make.NOW),
    )
    guardian = Actor(ActorKind.GUARDIAN, make.patient().patient_id, "")
    set_contact(patient_id=patient.patient_id, phone="", email="", by=guardian, now=make.NOW)
    make.draft(patient, [make.choice()], clinic=make.EKBACKEN)
    whole = make.taken(eva, make.request(patient, [make.choice(), make.choice()]))
    ask, renew = whole.lines
    make.decide(eva, whole, make.question(ask.id), make.renewal(renew.id))
    readable = f"{WALLED} AND has_table_privilege('fornya_web', oid, 'SELECT') ORDER BY 1"
    walled = [name for (name,) in owner(readable)]

    assert len(walled) >= 10
    for table in walled:
        assert owner(f"SELECT count(*) FROM {table}") > [(0,)], f"nothing in {table} to hide"  # noqa: S608
        assert web(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608


def test_no_policy_of_the_web_ignores_the_scope(database):
    # Mutant: a policy USING (true) for the web's role.
    policies = owner(
        "SELECT tablename, policyname, qual FROM pg_policies"
        " WHERE ('fornya_web' = ANY(roles) OR 'public' = ANY(roles)) AND cmd <> 'INSERT'"
    )

    assert policies
    assert [row for row in policies if "current_setting" not in (row[2] or "")] == []


def test_a_view_that_looks_past_the_wall_has_the_scope_in_itself(database):
    # Mutant: a view without its WHERE, or one that the worker or the web may write through.
    eva, signe = make.staff(), make.staff(make.SIGNE, clinic=make.STRANDGATAN)
    request_id = make.request()
    views = owner("SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'")

    assert [name for name, definition in views if "current_setting('fornya." not in definition] == []
    assert [name for name, _definition in views] == ["renewals_requestatclinic"]
    rights = "SELECT grantee, privilege_type FROM information_schema.table_privileges WHERE table_name = %s"
    granted = [row for row in owner(rights, views[0][0]) if row[0].startswith("fornya_w")]
    assert granted == [("fornya_web", "SELECT")]
    seen = "SELECT id FROM renewals_requestatclinic"
    assert (web(seen), at_clinic(signe.clinic_id, seen), at_clinic(eva.clinic_id, seen)) == (
        [],
        [],
        [(request_id,)],
    )


def at_clinic(clinic_id: int, statement: str) -> list[tuple]:
    """Run a statement as the web does for a clinic's staff."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.clinic', %s, true)", [str(clinic_id)])
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.parametrize("role", ["fornya_web", "fornya_worker"])
def test_the_working_roles_own_nothing_and_cannot_pass_the_wall(database, role):
    owned = owner("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = %s", role)
    rights = owner(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", role
    )
    member_of = owner(
        "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = %s", role
    )

    assert (owned, rights, member_of) == ([], [(False, False, False, False)], [])


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE renewals_renewalrequest DISABLE ROW LEVEL SECURITY",
        "DROP POLICY within_scope ON renewals_renewalrequest",
        "CREATE POLICY mine ON renewals_renewalrequest TO fornya_web USING (true)",
        "SET ROLE fornya_owner",
        "CREATE TABLE mine (id int)",
        "DELETE FROM audit_accessentry",
        "UPDATE audit_accessentry SET what = 'nothing'",
        "TRUNCATE audit_accessentry",
        "DELETE FROM renewals_renewalevent",
        "UPDATE renewals_renewalevent SET what = 'nothing'",
        "DELETE FROM renewals_decision",
        "UPDATE renewals_decision SET outcome = 'decline'",
        "DELETE FROM renewals_renewalrequest",
        "DELETE FROM renewals_renewalline",
        "DELETE FROM messages_message",
        "DELETE FROM people_patient",
        "INSERT INTO people_patient DEFAULT VALUES",
        "DELETE FROM people_mandate",
        "UPDATE people_mandate SET scope = 'request'",
        "UPDATE people_mandate SET ends_on = '2099-01-01'",
        "UPDATE people_mandate SET agent_number = '191212121212'",
        "DELETE FROM people_post",
        "DELETE FROM log_review_mark",
        "UPDATE log_review_mark SET outcome = 'right'",
        "UPDATE people_post SET ends_on = '2099-01-01'",
        "UPDATE people_post SET need = 'x'",
        "INSERT INTO reminders_reminder DEFAULT VALUES",
        "UPDATE statistics_tally SET late = 0",
        "DELETE FROM statistics_answertime",
        "SELECT * FROM statistics_counted",
        "UPDATE reminders_reminder SET told_at = now()",
        "UPDATE outbox_delivery SET state = 'done'",
        "DELETE FROM outbox_delivery",
        "DELETE FROM procrastinate_jobs",
        "UPDATE procrastinate_jobs SET status = 'succeeded'",
    ],
)
def test_the_web_may_not(database, statement):
    with pytest.raises(ProgrammingError) as refusal:
        web(statement)

    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM audit_accessentry",
        "DELETE FROM audit_accessentry",
        "UPDATE audit_accessentry SET what = 'nothing'",
        "DELETE FROM renewals_renewalevent",
        "UPDATE renewals_renewalevent SET what = 'nothing'",
        "DELETE FROM renewals_decision",
        "INSERT INTO renewals_renewalrequest DEFAULT VALUES",
        "UPDATE people_session SET ended_at = NULL",
        "INSERT INTO people_session DEFAULT VALUES",
        "INSERT INTO people_signin DEFAULT VALUES",
        "UPDATE people_signin SET state = 'approved'",
        "UPDATE people_patient SET given_name = ''",
        "INSERT INTO people_mandate DEFAULT VALUES",
        "UPDATE people_mandate SET accepted_at = now()",
        "SELECT * FROM people_post",
        "SELECT * FROM log_review_mark",
        "SELECT people_posts_of('SE0000000000-E101')",
        "DELETE FROM statistics_tally",
        "DELETE FROM statistics_answertime",
        "INSERT INTO reminders_wish DEFAULT VALUES",
        "UPDATE reminders_wish SET phone = ''",
        "UPDATE medicines_owncount SET amount = 0",
    ],
)
def test_the_worker_may_not(database, statement):
    with as_worker(), pytest.raises(ProgrammingError) as refusal:
        web(statement)

    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("door", ["people_who_is_signed_in", "people_signed_in", "people_session_of"])
def test_the_doors_give_at_most_one_person_and_are_shut_to_others(database, door):
    make.patient()

    assert web(f"SELECT * FROM {door}(%s)", b"\x00" * 32) == []
    with as_worker(), pytest.raises(ProgrammingError):
        web(f"SELECT * FROM {door}(%s)", b"\x00" * 32)


def test_the_tests_themselves_run_as_the_webs_role(database):
    assert web("SELECT current_user") == [("fornya_web",)]
    assert connection.settings_dict["USER"] == "fornya_web"
