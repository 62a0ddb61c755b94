"""How near a patient is to the high-cost card, or that nobody knows right now."""

from datetime import UTC, date, datetime

import pytest

from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.http import Refused, Unavailable
from fornya.medicines import high_cost as room
from fornya.medicines.high_cost import high_cost_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATE = HighCostState(
    read_at=NOW,
    period_start=date(2026, 3, 1),
    period_end=date(2027, 2, 28),
    gross_ore=400_000,
    paid_ore=214_000,
    ceiling_ore=380_000,
    purchases=(),
)


class Account:
    """An account that answers what the test says: the outermost call."""

    def __init__(self, answer: HighCostState | Exception) -> None:
        self.answer = answer

    def state(self, _personnummer: str) -> HighCostState:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def found(monkeypatch, answer: HighCostState | Exception):
    monkeypatch.setattr(room, "high_cost_account", lambda: Account(answer))
    return high_cost_of("198506149825", now=NOW)


def test_the_account_gives_the_way_that_is_left(monkeypatch):
    state = found(monkeypatch, STATE)

    assert state.account == STATE
    assert state.progress is not None
    assert state.steps


@pytest.mark.parametrize("fault", [Unavailable("account", "down", outcome_unknown=False), Refused("no")])
def test_an_account_that_is_down_is_not_an_empty_one(monkeypatch, fault):
    state = found(monkeypatch, fault)

    assert (state.account, state.progress, state.read_at) == (None, None, NOW)


def test_a_person_who_has_bought_nothing_has_a_whole_ladder_before_them(monkeypatch):
    empty = HighCostState(NOW, None, None, gross_ore=0, paid_ore=0, ceiling_ore=380_000, purchases=())

    state = found(monkeypatch, empty)

    assert (state.account, state.progress is not None) == (empty, True)


def test_amina_is_a_bit_over_half_way(account):
    state = high_cost_of("198506149825", now=datetime.now(UTC))

    assert 0.5 < state.account.paid_ore / state.account.ceiling_ore < 0.7
