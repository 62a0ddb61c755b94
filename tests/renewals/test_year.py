"""A simulated year at one clinic: nobody without an owner or a day, promises held, everybody told once."""

from collections import Counter
from datetime import date, timedelta

import pytest

from fornya.renewals import delivery
from fornya.rules.swedish_time import swedish_day
from tests.committed import owner
from tests.make import ADA
from tests.renewals.year import FIRST, OUTAGE, Year

# An open request that is somebody's who is away, without anybody there to stand in for them.
ORPHANS = """
SELECT count(*) FROM renewals_renewalrequest r JOIN people_staff s ON s.id = r.taken_by_id
JOIN clinics_absence a ON a.hsa_id = s.hsa_id AND %s BETWEEN a.first_day AND a.last_day
WHERE r.ended_at IS NULL AND (a.cover_hsa_id = '' OR EXISTS (SELECT FROM clinics_absence b
    WHERE b.hsa_id = a.cover_hsa_id AND %s BETWEEN b.first_day AND b.last_day))
"""
# A broken promise that waits for the clinic and of which nobody has been told when the worker has looked.
UNTOLD = """
SELECT count(*) FROM renewals_renewalrequest r WHERE r.ended_at IS NULL AND r.status <> 'question'
  AND r.answer_by < %s AND NOT EXISTS (SELECT FROM renewals_escalation e
      WHERE e.request_id = r.id AND e.answer_by = r.answer_by AND e.step = 'late')
"""
# When the last decision was signed, beside the day that was promised.
ANSWERED = """
SELECT r.answer_by, max(d.decided_at) FROM renewals_renewalrequest r
JOIN renewals_renewalline l ON l.request_id = r.id JOIN renewals_decision d ON d.line_id = l.id
GROUP BY r.id, r.answer_by
"""


@pytest.fixture
def watched(database, monkeypatch):
    """Give a look at every open request, for each hour of a year."""
    monkeypatch.setattr(delivery, "prescription_store", delivery.prescription_store)

    def look(now):
        day = swedish_day(now)
        assert owner(ORPHANS, day, day) == [(0,)], now
        if now.hour == 7:
            assert owner(UNTOLD, day) == [(0,)], now

    return look


def late(year: Year) -> list[date]:
    """Give the promised days that were not held."""
    return sorted(promised for promised, at in owner(ANSWERED) if swedish_day(at) > promised)


def test_a_year_goes_by_and_every_promise_is_held(watched):
    days = [FIRST + timedelta(days=number) for number in range(365)]
    # Some hundred and twenty: each third day, and five in the outage.
    year = Year({day: number % 3 == 0 for number, day in enumerate(days)})
    year.arrivals[OUTAGE[0].date()] = 5
    year.absences()

    year.live(380, watched)

    assert len(year.kinds) > 120
    assert owner("SELECT count(*) FROM renewals_renewalrequest WHERE ended_at IS NULL") == [(0,)]
    assert late(year) == []
    # The forecast cried no wolf.
    assert set(year.said.values()) == {None}
    # The store was down, and what was signed meanwhile is there once.
    assert year.delayed > 0
    assert len(year.store.kept) == year.wanted["renewed"]
    told = Counter(dict(owner("SELECT kind, count(*) FROM messages_message GROUP BY kind")))
    assert told == year.wanted
    assert owner(
        "SELECT count(*) FROM (SELECT FROM messages_message GROUP BY about, kind HAVING count(*) > 1) twice"
    ) == [(0,)]
    assert owner("SELECT count(*) FROM renewals_escalation WHERE step = 'late'") == [(0,)]


def test_when_more_come_than_can_be_answered_it_is_foretold_and_told(watched):
    # Four a day can be answered; in the sixth week fourteen a day ask.
    days = [FIRST + timedelta(days=number) for number in range(50)]
    year = Year({day: 14 if 35 <= number < 38 else 1 for number, day in enumerate(days)}, capacity=2)

    year.live(48, watched)

    broken = late(year) + [
        day
        for (day,) in owner(
            "SELECT answer_by FROM renewals_renewalrequest r WHERE ended_at IS NULL AND answer_by < %s",
            FIRST + timedelta(days=47),
        )
    ]
    assert broken
    foretold = min(day for day, risk in year.said.items() if risk is not None)
    assert foretold < min(broken)
    assert owner("SELECT DISTINCT to_hsa_id FROM renewals_escalation WHERE step = 'late'") == [(ADA,)]
