"""A simulated calendar year: every reminder goes out in time, none twice, none to those who said no."""

from collections import Counter
from datetime import date, timedelta

import pytest

from fornya.clinics.directory import by_slug
from fornya.medicines import overview
from fornya.reminders import due
from fornya.reminders.look import look
from fornya.rules import reminders
from tests import make
from tests.committed import as_worker, owner
from tests.reminders.year import (
    CLINICS,
    DAYS,
    DIES,
    EARLY,
    ENDS,
    FIRST,
    NEVER,
    PROMPT,
    STOPS,
    Told,
    Year,
    noon,
    working_days,
)

# "In time": three working days for the person to ask, the clinic's answer, two working days to collect.
FOR_THE_PERSON, TO_COLLECT = 3, 2


@pytest.fixture
def lived(database, registry, monkeypatch):
    """Let a year go by for so many people, with the job run each day."""

    def live(people: int, *, seed: int = 1, days: int = DAYS) -> Year:
        year, page = Year(people, seed), by_slug(make.BJORKEN)
        monkeypatch.setattr(overview, "prescription_store", lambda: year)
        monkeypatch.setattr(due, "answer_times", lambda _now: year.measured())
        monkeypatch.setattr(due.directory, "by_hsa_id", lambda hsa_id: year.clinic(page, hsa_id))
        with as_worker():
            for number in range(days):
                day = FIRST + timedelta(days=number)
                year.live(day)
                look(now=noon(day))
                year.tell(day)
        return year

    return live


def late(year: Year) -> list[Told]:
    """Give each reminder after which somebody who asks in three days and collects in two goes without."""
    return [
        each
        for person in year.people
        for each in person.told
        if working_days(each.on, each.ends_on, year.closed[each.clinic])
        < FOR_THE_PERSON + CLINICS[each.clinic][0] + TO_COLLECT
    ]


def missed(year: Year) -> list[tuple[int, str, date]]:
    """Give each end of a supply of which somebody who wants reminders, and had not asked, was never told."""
    return [
        (person.patient_id, key, on)
        for person in year.people
        if person.wants and person.life != EARLY
        for medicine in person.medicines
        for key, on in medicine.out_on.items()
        if key not in [each.key for each in person.told]
    ]


def without(year: Year) -> list[int]:
    """Give those who did as they were told and yet came to a last dose with nothing new prescribed."""
    return [
        person.patient_id
        for person in year.people
        if person.life == PROMPT and any(medicine.out_on for medicine in person.medicines)
    ]


def told_as(year: Year, life: str) -> list[Told]:
    """Give what people of one kind of life were told."""
    return [each for person in year.people if person.life == life for each in person.told]


def test_a_thousand_people_are_told_in_time_and_once_in_a_year(lived):
    year = lived(1000)
    told = [each for person in year.people for each in person.told]

    assert len(told) > 1500
    assert Counter(each.key for each in told).most_common(1)[0][1] == 1
    assert (late(year), missed(year), without(year)) == ([], [], [])
    assert told_as(year, NEVER) == []
    # Who renews a month ahead has asked before any day of theirs comes, but at the slowest clinics.
    assert len(told_as(year, EARLY)) < len(told) / 50
    for life in (STOPS, DIES, ENDS):
        changes = {each.key: person.changes_on for person in year.people for each in person.told}
        assert [each.on < changes[each.key] for each in told_as(year, life)].count(False) == 0
        assert told_as(year, life)
    # Every second person wanted an SMS, and each message has one.
    (noticed,) = owner("SELECT count(*), count(DISTINCT message_id) FROM messages_notice")
    ((wanted,),) = owner("SELECT count(*) FROM messages_message WHERE mod(patient_id, 2) = 0")
    assert noticed == (wanted, wanted)


@pytest.mark.parametrize("margin", [0, 4])
def test_without_the_margin_some_would_go_without(lived, monkeypatch, margin):
    monkeypatch.setattr(reminders, "_MARGIN_DAYS", margin)

    year = lived(60, days=200)

    assert late(year)
