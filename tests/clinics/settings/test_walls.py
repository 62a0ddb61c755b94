"""What PostgreSQL itself refuses of the web: another clinic's settings, a price that holds, another log."""

from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.clinics.settings.change import set_answer_days
from tests import make
from tests.committed import owner, web

TOMORROW = make.TODAY + timedelta(days=1)


def within(clinic_id: int | None, statement: str, *values: object) -> None:
    """Run a statement as the web does with one clinic open, and take it back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.clinic', %s, true)", [str(clinic_id or "")])
        cursor.execute(statement, values)
        transaction.set_rollback(True)


WRITES = [
    "UPDATE clinics_clinic SET answer_days = 9 WHERE id = {clinic}",
    "INSERT INTO clinics_openinghours (clinic_id, service, weekday, opens, closes)"
    " VALUES ({clinic}, 'visit', 7, '05:00', '06:00')",
    "DELETE FROM clinics_openinghours WHERE clinic_id = {clinic}",
    "INSERT INTO clinics_hoursexception (clinic_id, service, day, note)"
    " VALUES ({clinic}, 'phone', '2031-01-02', '')",
    "INSERT INTO clinics_fee (clinic_id, purpose, amount_ore, counts_to_frikort, valid_from, source,"
    f" is_example) VALUES ({{clinic}}, 'any', 100, true, '{TOMORROW}', 'vi', false)",
    "INSERT INTO clinics_policyrow (clinic_id, atc_prefix, controlled, outcome, name, text)"
    " VALUES ({clinic}, 'C07', '', 'allow', 'x', '')",
    "INSERT INTO clinics_standardreply (clinic_id, name, text) VALUES ({clinic}, 'x', 'y')",
    "INSERT INTO clinics_administrator (clinic_id, hsa_id, name, ends_on, given_at, given_by, ended_by)"
    " VALUES ({clinic}, 'SE0000000000-X1', '', '2031-01-02', now(), 'x', '')",
    "INSERT INTO clinics_settingchange (clinic_id, at, by_name, part, fields)"
    " VALUES ({clinic}, now(), 'x', 'fee', '{{}}')",
]


@pytest.mark.parametrize("statement", WRITES)
def test_the_web_writes_in_the_open_clinic_only(clinic, statement):
    other, mine = make.page(make.EKBACKEN).id, statement.format(clinic=clinic)

    within(clinic, mine)
    for scope in (other, None):
        with pytest.raises(ProgrammingError) as refusal:
            within(scope, mine)
        assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clinics_clinic SET name = 'x'",
        "UPDATE clinics_clinic SET phone = '+46180000009'",
        "DELETE FROM clinics_clinic",
        "UPDATE clinics_fee SET amount_ore = 1",
        "UPDATE clinics_settingchange SET by_name = 'x'",
        "DELETE FROM clinics_settingchange",
        "UPDATE clinics_administrator SET ends_on = '2031-01-01'",
        "DELETE FROM clinics_administrator",
        "INSERT INTO clinics_colleague DEFAULT VALUES",
    ],
)
def test_the_web_may_not(clinic, statement):
    with pytest.raises(ProgrammingError) as refusal:
        within(clinic, statement)

    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, True), (1, False)])
def test_a_fee_begins_tomorrow_at_the_earliest(clinic, days, is_refused):
    day = make.TODAY + timedelta(days=days)
    statement = (
        "INSERT INTO clinics_fee (clinic_id, purpose, amount_ore, counts_to_frikort, valid_from, source,"
        f" is_example) VALUES ({clinic}, 'any', 100, true, '{day}', 'vi', false)"
    )

    if not is_refused:
        return within(clinic, statement)
    with pytest.raises(ProgrammingError, match="to come"):
        within(clinic, statement)
    return None


def test_a_fee_that_holds_cannot_be_taken_away(clinic):
    owner(
        "INSERT INTO clinics_fee (clinic_id, purpose, amount_ore, counts_to_frikort, valid_from, source,"
        " is_example) VALUES (%s, 'any', 100, true, '2026-01-01', 'vi', false)",
        clinic,
    )

    with pytest.raises(ProgrammingError, match="to come"):
        within(clinic, "DELETE FROM clinics_fee WHERE clinic_id = %s", clinic)


def test_a_region_has_its_fees_for_itself(clinic):
    with pytest.raises(ProgrammingError, match="not the one"):
        within(clinic, "DELETE FROM clinics_fee WHERE region_id = '03'")


def test_what_is_changed_is_in_the_access_log_too(clinic):
    set_answer_days(clinic_id=clinic, days=4, by=make.staff().actor, now=make.NOW)

    assert owner("SELECT what, clinic_id, subject FROM audit_accessentry") == [
        ("settings.change", clinic, "answer")
    ]
    assert web("SELECT count(*) FROM clinics_settingchange") == [(0,)]
