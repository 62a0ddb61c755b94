"""The population register: our client against the sandbox's."""

from datetime import date
from typing import Any

import httpx
import pytest

from fornya.integrations.http import Client, Unavailable
from fornya.integrations.population import PopulationRegister
from tests.contracts.store import AMINA, POOL, a_patient
from tests.sandbox_process import Sandbox

ALMA, ELIS, ALVA = "202003119803", "201312129818", "200903159812"
PETRA, DAN, SAM = "198808229820", "194702059835", "197003639817"


def a_register(sandbox: Sandbox, token: str = "sandbox-population") -> PopulationRegister:
    return PopulationRegister(f"{sandbox.url}/population/", token, client=POOL)


def test_amina_has_custody_of_three(sandbox: Sandbox) -> None:
    amina = a_register(sandbox).person(AMINA)

    assert (amina.given_name, amina.is_protected, amina.deceased_on) == ("Amina", False, None)
    assert [child.personnummer for child in amina.guardian_of] == [ALVA, ELIS, ALMA]


def test_protection_death_and_a_coordination_number_are_told(sandbox: Sandbox) -> None:
    register = a_register(sandbox)

    assert register.person(PETRA).is_protected
    assert register.person(DAN).deceased_on == date(2026, 11, 2)
    assert register.person(SAM).surname == "Samordning"


def test_a_custody_that_ends_is_gone_at_the_next_question(sandbox: Sandbox) -> None:
    guardian, child = a_patient(), a_patient()
    sandbox.control("population/custody", guardian=guardian, child=child, holds=True)
    before = a_register(sandbox).person(guardian).guardian_of

    sandbox.control("population/custody", guardian=guardian, child=child, holds=False)

    assert [each.personnummer for each in before] == [child]
    assert a_register(sandbox).person(guardian).guardian_of == ()


def test_protection_and_death_reach_the_guardians_answer_too(sandbox: Sandbox) -> None:
    guardian, child = a_patient(), a_patient()
    sandbox.control("population/custody", guardian=guardian, child=child, holds=True)
    sandbox.control("population/protect", personnummer=child, protection="sekretessmarkering")
    sandbox.control("population/die", personnummer=child, deceased_on="2026-11-20")

    (known,) = a_register(sandbox).person(guardian).guardian_of

    assert (known.is_protected, known.deceased_on) == (True, date(2026, 11, 20))


def test_where_somebody_lives_is_not_read(sandbox: Sandbox) -> None:
    sent = httpx.post(
        f"{sandbox.url}/population/person",
        json={"personalIdentityNumber": AMINA},
        headers={"Authorization": "Bearer sandbox-population"},
        trust_env=False,
    )

    assert "Exempelgatan" in sent.text
    assert "Exempelgatan" not in repr(a_register(sandbox).person(AMINA))


@pytest.mark.parametrize("mode", ["error500", "429", "down", "drop_answer"])
def test_a_broken_register_is_unavailable(sandbox: Sandbox, mode: str) -> None:
    sandbox.control("faults", service="population", mode=mode)

    with pytest.raises(Unavailable) as problem:
        a_register(sandbox).person(AMINA)

    assert not problem.value.outcome_unknown


def test_a_register_that_is_slow_is_unavailable_before_somebody_tires(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="population", mode="slow", seconds=1, times=1)
    with Client("population", read_timeout=0.2) as hurried, pytest.raises(Unavailable):
        PopulationRegister(f"{sandbox.url}/population/", "sandbox-population", client=hurried).person(AMINA)


def test_a_wrong_token_is_unavailable(sandbox: Sandbox) -> None:
    with pytest.raises(Unavailable):
        a_register(sandbox, "another").person(AMINA)


CHILD: dict[str, Any] = {
    "personalIdentityNumber": ALMA,
    "givenName": "Alma",
    "surname": "Exempel",
    "protection": "none",
    "deceasedOn": None,
}
GOOD: dict[str, Any] = CHILD | {
    "personalIdentityNumber": AMINA,
    "givenName": "Amina",
    "guardianOf": [CHILD],
}


def answering(answer: Any) -> PopulationRegister:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    return PopulationRegister("http://127.0.0.1:9/", "t", client=Client("population", transport=transport))


def test_the_answer_the_others_are_made_from_is_understood() -> None:
    assert [child.given_name for child in answering(GOOD).person(AMINA).guardian_of] == ["Alma"]


@pytest.mark.parametrize(
    "change",
    [
        {"personalIdentityNumber": ALMA},
        {"givenName": ""},
        {"givenName": " "},
        {"givenName": None},
        {"givenName": "A" * 81},
        {"surname": "Ex\x00empel"},
        {"surname": 7},
        {"protection": "some other word"},
        {"protection": None},
        {"protection": ["none"]},
        {"deceasedOn": "yesterday"},
        {"deceasedOn": 7},
        {"deceasedOn": ""},
        {"guardianOf": None},
        {"guardianOf": "none"},
        {"guardianOf": {}},
        {"guardianOf": [{}]},
        {"guardianOf": [None]},
        {"guardianOf": [CHILD | {"personalIdentityNumber": "20200311980"}]},
        {"guardianOf": [CHILD | {"personalIdentityNumber": "٢٠٢٠٠٣١١٩٨٠٣"}]},
        {"guardianOf": [CHILD | {"personalIdentityNumber": 202003119803}]},
        {"guardianOf": [CHILD | {"protection": "unknown"}]},
    ],
)
def test_an_answer_with_one_thing_wrong_is_unavailable(change: dict[str, Any]) -> None:
    with pytest.raises(Unavailable):
        answering(GOOD | change).person(AMINA)


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_an_answer_that_lacks_something_is_unavailable(missing: str) -> None:
    with pytest.raises(Unavailable):
        answering({name: value for name, value in GOOD.items() if name != missing}).person(AMINA)


@pytest.mark.parametrize("answer", [None, [], "", {}, 7])
def test_garbage_is_unavailable(answer: Any) -> None:
    with pytest.raises(Unavailable):
        answering(answer).person(AMINA)


def test_no_personnummer_stands_in_the_log_or_in_what_is_printed(sandbox: Sandbox) -> None:
    found = a_register(sandbox).person(AMINA)

    assert "/population/person" in sandbox.log
    assert AMINA not in sandbox.log
    assert ALMA not in repr(found)
