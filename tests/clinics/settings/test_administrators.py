"""Who may change a clinic's settings: until the end of a day, at their own clinic, and always somebody."""

from datetime import time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fornya.clinics.settings import administrators as named
from fornya.clinics.settings.colleagues import colleagues
from fornya.rules.swedish_time import at_clock
from tests import make
from tests.committed import owner
from tests.conftest import connect_as
from tooling.postgres_settings import OWNER, WEB

DAY = timedelta(days=1)


def may(hsa_id: str = make.EVA, clinic: str = make.BJORKEN, now=make.NOW) -> bool:
    return named.administers(hsa_id=hsa_id, clinic_id=make.page(clinic).id, now=now)


def name(clinic_id: int, hsa_id: str = make.JOHAN, *, days: int = 30) -> None:
    named.name_administrator(
        clinic_id=clinic_id,
        hsa_id=hsa_id,
        name="Johan Sköterska",
        ends_on=make.TODAY + days * DAY,
        by=make.staff().actor,
        now=make.NOW,
    )


def test_who_is_named_may_and_only_at_that_clinic(clinic):
    make.administrator()

    assert may()
    assert not may(make.JOHAN)
    assert not may(clinic=make.EKBACKEN)


def test_the_last_day_counts_and_the_next_does_not(clinic):
    make.administrator(ends_on=make.TODAY + DAY)

    assert may(now=make.NOW + DAY)
    assert not may(now=make.NOW + 2 * DAY)


def test_who_is_ended_may_no_longer(clinic):
    make.administrator()
    name(clinic)
    ((number,),) = owner("SELECT id FROM clinics_administrator WHERE hsa_id = %s", make.JOHAN)
    assert may(make.JOHAN)

    named.end_administrator(administrator_id=number, clinic_id=clinic, by=make.staff().actor, now=make.NOW)

    assert not may(make.JOHAN)
    assert owner("SELECT ended_by FROM clinics_administrator WHERE id = %s", number) == [("Eva Läkare",)]


def test_somebody_else_prolongs_and_the_log_tells_both_days(clinic):
    make.administrator()
    name(clinic, days=10)
    ((number,),) = owner("SELECT id FROM clinics_administrator WHERE hsa_id = %s", make.JOHAN)
    later = {"ends_on": make.TODAY + 180 * DAY, "by": make.staff().actor, "now": make.NOW}

    with pytest.raises(named.OneselfNever):
        named.prolong_administrator(administrator_id=number, clinic_id=clinic, hsa_id=make.JOHAN, **later)
    named.prolong_administrator(administrator_id=number, clinic_id=clinic, hsa_id=make.EVA, **later)

    assert may(make.JOHAN, now=at_clock(make.TODAY + 180 * DAY, time(12)))
    days = [(make.TODAY + each * DAY).isoformat() for each in (10, 180)]
    rows = "SELECT fields -> 'Johan Sköterska' FROM clinics_settingchange ORDER BY id DESC LIMIT 1"
    assert owner(rows) == [(days,)]
    with pytest.raises(named.NoSuchAdministrator):
        named.prolong_administrator(administrator_id=number, clinic_id=clinic, hsa_id=make.EVA, **later)


def test_the_last_one_cannot_be_ended(clinic):
    make.administrator()
    ((number,),) = owner("SELECT id FROM clinics_administrator")

    with pytest.raises(named.LastOne):
        named.end_administrator(
            administrator_id=number, clinic_id=clinic, by=make.staff().actor, now=make.NOW
        )

    assert may()


def test_another_clinics_administrator_is_not_found(clinic):
    make.administrator()
    make.administrator(make.SIGNE, clinic=make.STRANDGATAN)
    ((number,),) = owner("SELECT id FROM clinics_administrator WHERE hsa_id = %s", make.SIGNE)

    with pytest.raises(named.NoSuchAdministrator):
        named.end_administrator(
            administrator_id=number, clinic_id=clinic, by=make.staff().actor, now=make.NOW
        )

    assert may(make.SIGNE, make.STRANDGATAN)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_term_ends_within_a_year(clinic, days):
    with pytest.raises(named.BadTerm):
        name(clinic, days=days)


def test_nobody_is_named_twice_but_a_term_that_is_over_can_be_given_anew(clinic):
    name(clinic)
    with pytest.raises(named.AlreadyNamed):
        name(clinic)
    owner("UPDATE clinics_administrator SET ends_on = %s", make.TODAY - DAY)
    assert not may(make.JOHAN)

    name(clinic)

    assert may(make.JOHAN)


def test_each_naming_and_ending_is_in_the_log_of_changes(clinic):
    make.administrator()
    name(clinic)
    ((number,),) = owner("SELECT id FROM clinics_administrator WHERE hsa_id = %s", make.JOHAN)
    named.end_administrator(administrator_id=number, clinic_id=clinic, by=make.staff().actor, now=make.NOW)

    last = (make.TODAY + 30 * DAY).isoformat()
    assert owner("SELECT by_name, part, fields FROM clinics_settingchange ORDER BY id") == [
        ("Eva Läkare", "administrators", {"Johan Sköterska": [None, last]}),
        ("Eva Läkare", "administrators", {"Johan Sköterska": [last, None]}),
    ]


def test_who_chooses_a_commission_is_a_colleague_there(clinic):
    make.staff(make.JOHAN)
    make.staff(make.SIGNE, clinic=make.STRANDGATAN)
    eva = make.staff(now=make.NOW)
    make.staff(make.JOHAN)

    found = colleagues(clinic_id=clinic, by=eva.actor, now=make.NOW)

    assert sorted((each.name, each.role.value) for each in found) == [
        ("Eva Läkare", "prescriber"),
        ("Johan Sköterska", "nurse"),
    ]


@pytest.fixture
def as_operator(clinic):
    connect_as(OWNER)
    yield
    connect_as(WEB)


def command(*words: str) -> str:
    said = StringIO()
    call_command("clinic_admin", *words, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("called", [make.BJORKEN, "SE0000000000-V0001"])
def test_whoever_runs_the_service_names_the_first_one(as_operator, called):
    said = command(called, make.EVA, "--until", (make.TODAY + DAY).isoformat())

    assert "Björkens vårdcentral" in said
    connect_as(WEB)
    assert may()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("finns-inte", make.EVA, "--until", str(make.TODAY)), "No clinic"),
        ((make.BJORKEN, "Eva", "--until", str(make.TODAY)), "no HSA-id"),
        ((make.BJORKEN, make.EVA, "--until", str(make.TODAY - DAY)), "today or later"),
    ],
)
def test_the_command_says_what_is_wrong(as_operator, words, says):
    with pytest.raises(CommandError, match=says):
        command(*words)
