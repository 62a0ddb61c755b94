"""The high-cost account: our client against the sandbox's."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from fornya.integrations.high_cost import HighCostAccount
from fornya.integrations.http import Client, Fault, Unavailable
from tests.contracts.store import ALVA, AMINA, NILS, POOL, a_client, a_patient, with_prescription
from tests.sandbox_process import Sandbox

TOLVAN = "191212121212"


def an_account(sandbox: Sandbox, token: str = "sandbox-high-cost") -> HighCostAccount:
    return HighCostAccount(f"{sandbox.url}/high-cost/", token, client=POOL)


def test_amina_is_a_bit_over_half_way_and_her_lines_add_up(sandbox: Sandbox) -> None:
    state = an_account(sandbox).state(AMINA)

    assert (state.gross_ore, state.paid_ore, state.ceiling_ore) == (218_000, 213_500, 380_000)
    assert sum(each.gross_ore for each in state.purchases) == state.gross_ore
    assert sum(each.paid_ore for each in state.purchases) == state.paid_ore
    assert state.period_start == state.purchases[0].bought_at.astimezone(ZoneInfo("Europe/Stockholm")).date()
    assert state.period_end is not None
    assert (state.period_end - state.period_start).days in (365, 366)


def test_every_line_is_a_dispense_in_the_store_with_the_same_price(sandbox: Sandbox) -> None:
    lines = {each.dispense_id: each for each in an_account(sandbox).state(AMINA).purchases}

    every = a_client(sandbox).prescriptions(AMINA, ended=True, costs=True).prescriptions
    dispenses = {dispense.id: dispense for each in every for dispense in each.dispenses}

    assert dispenses.keys() == lines.keys()
    assert all(dispenses[key].price_ore == line.gross_ore for key, line in lines.items())
    assert all(dispenses[key].paid_ore == line.paid_ore for key, line in lines.items())


def test_tolvan_has_frikort(sandbox: Sandbox) -> None:
    state = an_account(sandbox).state(TOLVAN)

    assert state.paid_ore == state.ceiling_ore == 380_000
    assert state.purchases[-1].paid_ore == 0


@pytest.mark.parametrize("personnummer", [NILS, ALVA])
def test_who_has_bought_nothing_that_counts_has_no_period(sandbox: Sandbox, personnummer: str) -> None:
    state = an_account(sandbox).state(personnummer)

    assert (state.period_start, state.period_end, state.gross_ore, state.purchases) == (None, None, 0, ())
    assert state.ceiling_ore == 380_000


def test_a_withdrawal_at_the_counter_moves_the_way_to_frikort(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, medicine="Eliquis 5 mg", withdrawals=3, collected=[80])
    before = an_account(sandbox).state(personnummer)

    done = sandbox.control("store/collect", id=prior.id)

    after = an_account(sandbox).state(personnummer)
    assert (before.paid_ore, after.gross_ore) == (185_000, 370_000)
    assert after.paid_ore - before.paid_ore == done["paidOre"] < done["priceOre"] == 185_000
    assert after.purchases[-1].dispense_id == done["dispense"]


@pytest.mark.parametrize("mode", ["error500", "429", "down", "drop_answer"])
def test_a_broken_account_is_unavailable(sandbox: Sandbox, mode: str) -> None:
    sandbox.control("faults", service="high_cost", mode=mode)

    with pytest.raises(Unavailable) as problem:
        an_account(sandbox).state(AMINA)

    assert not problem.value.outcome_unknown
    assert problem.value.fault is Fault.DOWN


def test_a_wrong_token_is_unavailable(sandbox: Sandbox) -> None:
    with pytest.raises(Unavailable):
        an_account(sandbox, "another").state(AMINA)


GOOD: dict[str, Any] = {
    "personalIdentityNumber": AMINA,
    "readAt": "2026-11-23T08:00:00+00:00",
    "period": {"start": "2026-02-08", "end": "2027-02-08"},
    "grossOre": 9600,
    "accumulatedOre": 9600,
    "ceilingOre": 380000,
    "lines": [
        {
            "dispenseId": "d-1",
            "boughtAt": "2026-02-08T15:20:00+00:00",
            "productName": "Metoprolol",
            "grossOre": 9600,
            "paidOre": 9600,
        }
    ],
}


def answering(answer: Any) -> HighCostAccount:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    return HighCostAccount("http://127.0.0.1:9/", "t", client=Client("high_cost", transport=transport))


def test_the_answer_the_others_are_made_from_is_understood() -> None:
    state = answering(GOOD).state(AMINA)

    assert (state.paid_ore, state.read_at) == (9600, datetime(2026, 11, 23, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    "change",
    [
        {"personalIdentityNumber": NILS},
        {"grossOre": 9601},
        {"accumulatedOre": 1},
        {"accumulatedOre": 96.0},
        {"accumulatedOre": True},
        {"ceilingOre": 9599},
        {"ceilingOre": None},
        {"lines": []},
        {"lines": [{}]},
        {"lines": "none"},
        {"period": {"start": "2026-02-08"}},
        {"period": "2026"},
        {"readAt": "2026-11-23T08:00:00"},
        {"readAt": 1},
    ],
)
def test_an_answer_with_one_thing_wrong_is_unavailable(change: dict[str, Any]) -> None:
    with pytest.raises(Unavailable):
        answering({**GOOD, **change}).state(AMINA)


@pytest.mark.parametrize("answer", [None, [], "", {}, 7])
def test_garbage_is_unavailable(answer: Any) -> None:
    with pytest.raises(Unavailable) as problem:
        answering(answer).state(AMINA)

    assert problem.value.fault is Fault.GARBLED


def test_no_personnummer_stands_in_the_accounts_log(sandbox: Sandbox) -> None:
    an_account(sandbox).state(AMINA)

    assert "/high-cost/state" in sandbox.log
    assert AMINA not in sandbox.log
