"""A region's fees: set ahead, never changed backwards, by nobody; each day has the price that held then."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.audit.scope import EVERYWHERE
from fornya.clinics import directory
from fornya.clinics.region import fees
from fornya.clinics.region.fees import BeganToday, NewFee, NotToCome, drop_fee, set_fee, versions
from fornya.design import formats
from fornya.rules.fees import Purpose, in_force_on
from tests import make
from tests.committed import owner

TODAY = formats.local_day(make.NOW)
DAY = timedelta(days=1)


def fee(kronor: int, day: date, **more) -> NewFee:
    return NewFee(kronor * 100, day, f"Beslut {kronor}", **more)


def save(region: str, new: NewFee) -> None:
    set_fee(region_id=region, fee=new, by=make.staff().actor, now=make.NOW)


def cost(region: str, day: date, purpose: Purpose = Purpose.ILLNESS) -> int | None:
    """Give what the public pages say of a day, in kronor."""
    (here,) = [each for each in directory.region_fees() if each.region.code == region]
    rule = in_force_on(here.fees, day).get(purpose)
    return rule and rule.amount_ore // 100


def test_each_day_has_the_price_that_was_decided_for_it(region):
    save(region, fee(100, TODAY))
    save(region, fee(150, TODAY + 10 * DAY))
    save(region, fee(250, TODAY + 20 * DAY, purpose=Purpose.NOT_ILLNESS))

    days = [cost(region, TODAY + number * DAY) for number in (-1, 0, 9, 10, 30)]

    assert days == [0, 100, 100, 150, 150]
    assert cost(region, TODAY + 20 * DAY, Purpose.NOT_ILLNESS) == 250


def test_a_price_is_an_example_until_the_day_on_which_a_decision_begins(region):
    save(region, fee(100, TODAY + 5 * DAY))
    clinic = make.page()

    assert directory.fee_on(clinic, TODAY + 4 * DAY).is_example
    assert not directory.fee_on(clinic, TODAY + 5 * DAY).is_example


def test_what_is_to_come_can_be_set_anew_and_taken_back(region):
    save(region, fee(100, TODAY + DAY))
    save(region, fee(120, TODAY + DAY))
    (coming,) = [each for each in versions(region) if each.fee.valid_from > TODAY]
    assert coming.fee.amount_ore == 120_00

    drop_fee(region_id=region, fee_id=coming.id, by=make.staff().actor, now=make.NOW)

    assert cost(region, TODAY + DAY) == 0


def test_what_was_is_not_set_and_what_began_today_is_not_set_anew(region):
    with pytest.raises(NotToCome):
        save(region, fee(100, TODAY - DAY))
    save(region, fee(100, TODAY))

    with pytest.raises(BeganToday):
        save(region, fee(120, TODAY))
    with pytest.raises(NotToCome):
        drop_fee(region_id=region, fee_id=newest(region), by=make.staff().actor, now=make.NOW)

    assert cost(region, TODAY) == 100


def test_another_regions_fee_is_not_found(region):
    ((other,),) = owner("SELECT min(id) FROM clinics_fee WHERE region_id = '20'")

    drop_fee(region_id=region, fee_id=other, by=make.staff().actor, now=make.NOW)

    assert owner("SELECT count(*) FROM clinics_fee WHERE id = %s", other) == [(1,)]


def test_each_change_is_in_the_log_with_who_and_what(region):
    save(region, fee(100, TODAY + DAY))
    save(region, fee(120, TODAY + DAY))
    drop_fee(region_id=region, fee_id=newest(region), by=make.staff().actor, now=make.NOW)

    name = f"any {TODAY + DAY}"
    assert owner(
        "SELECT region_id, clinic_id, by_name, part, fields FROM clinics_settingchange ORDER BY id"
    ) == [
        (region, None, "Eva Läkare", "region_fee", {name: pair})
        for pair in ([None, 100_00], [100_00, 120_00], [120_00, None])
    ]
    told = fees.changes(region_id=region, by=make.staff().actor, now=make.NOW)
    assert [each.fields[name] for each in told] == [(120_00, None), (100_00, 120_00), (None, 100_00)]


def test_another_region_reads_nothing_of_the_log(region):
    save(region, fee(100, TODAY + DAY))

    assert fees.changes(region_id="20", by=make.staff().actor, now=make.NOW) == ()


def newest(region: str) -> int:
    return versions(region)[0].id


def as_web(scope: str, statement: str) -> None:
    """Run a statement as the web does with a region open, and take it back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.region', %s, true)", [scope])
        cursor.execute(statement)
        transaction.set_rollback(True)


def as_owner(_scope: str, statement: str) -> None:
    owner(statement)


INSERT = (
    "INSERT INTO clinics_fee (region_id, purpose, amount_ore, counts_to_frikort, valid_from, source,"
    " is_example) VALUES ('03', '{purpose}', 100, true, '{day}', 'vi', false)"
)


@pytest.mark.parametrize("asks", [as_web, as_owner])
@pytest.mark.parametrize("days", [-1, 0])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM clinics_fee WHERE source = 'vi'",
        "UPDATE clinics_fee SET amount_ore = 1 WHERE source = 'vi'",
        "UPDATE clinics_fee SET valid_to = valid_from WHERE source = 'vi'",
        "UPDATE clinics_fee SET is_example = true WHERE source = 'vi'",
        "TRUNCATE clinics_fee",
    ],
)
def test_nobody_changes_or_removes_a_price_whose_day_has_come(region, asks, days, statement):
    # Mutant: a trigger that only heeds the web's role, or only removal.
    owner(INSERT.format(purpose="until_visit", day=TODAY + days * DAY))

    with pytest.raises((ProgrammingError, psycopg.errors.InsufficientPrivilege)) as refusal:
        asks(region, statement)

    fault = refusal.value.__cause__ or refusal.value
    assert isinstance(fault, psycopg.errors.InsufficientPrivilege)
    assert owner("SELECT amount_ore FROM clinics_fee WHERE source = 'vi'") == [(100,)]


def test_the_owner_may_take_back_what_is_to_come(region):
    owner(INSERT.format(purpose="until_visit", day=TODAY + DAY))

    owner("DELETE FROM clinics_fee WHERE source = 'vi'")

    assert owner("SELECT count(*) FROM clinics_fee WHERE source = 'vi'") == [(0,)]


def test_the_owner_does_not_move_a_price_into_the_past(region):
    owner(INSERT.format(purpose="until_visit", day=TODAY + DAY))

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="to come"):
        owner(f"UPDATE clinics_fee SET valid_from = '{TODAY - DAY}' WHERE source = 'vi'")


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_the_web_sets_a_regions_fee_from_today_on(region, days, is_refused):
    statement = INSERT.format(purpose="until_visit", day=TODAY + days * DAY)

    if not is_refused:
        return as_web(region, statement)
    with pytest.raises(ProgrammingError, match="to come"):
        as_web(region, statement)
    return None


@pytest.mark.parametrize("scope", ["20", "", EVERYWHERE])
def test_the_web_writes_a_fee_in_the_open_region_only(region, scope):
    # Mutant: no region open and no region said compare as the same.
    with pytest.raises(ProgrammingError, match="not the one"):
        as_web(scope, INSERT.format(purpose="any", day=TODAY + DAY))
