"""The register's page: what is pressed there is what the register then says."""

from typing import Any

import httpx

from tests.sandbox_process import Sandbox

AMINA, ALMA, PETRA = "198506149825", "202003119803", "198808229820"


def ask(sandbox: Sandbox, personnummer: str) -> Any:
    answer = httpx.post(
        f"{sandbox.url}/population/person",
        json={"personalIdentityNumber": personnummer},
        headers={"Authorization": "Bearer sandbox-population"},
        trust_env=False,
    )
    return answer.json()


def press(sandbox: Sandbox, button: str, **fields: str) -> int:
    return httpx.post(f"{sandbox.url}/population/{button}", data=fields, trust_env=False).status_code


def children(sandbox: Sandbox) -> list[str]:
    return [child["personalIdentityNumber"] for child in ask(sandbox, AMINA)["guardianOf"]]


def test_custody_is_taken_and_given_and_comes_back_with_a_reset(sandbox: Sandbox) -> None:
    assert press(sandbox, "change-custody", guardian=AMINA, child=ALMA, take="yes") == 303
    assert ALMA not in children(sandbox)

    assert press(sandbox, "change-custody", guardian=AMINA, child=ALMA, give="yes") == 303
    assert ALMA in children(sandbox)

    press(sandbox, "change-custody", guardian=AMINA, child=ALMA, take="yes")
    sandbox.control("reset", only=["population"])
    assert ALMA in children(sandbox)


def test_protection_hides_the_address_and_death_has_a_day(sandbox: Sandbox) -> None:
    assert "address" not in ask(sandbox, PETRA)

    pressed = press(sandbox, "change-person", personnummer=PETRA, protection="none", deceased_on="2026-11-01")

    assert pressed == 303
    assert (ask(sandbox, PETRA)["deceasedOn"], "address" in ask(sandbox, PETRA)) == ("2026-11-01", True)
    sandbox.control("reset", only=["population"])


def test_what_is_no_person_no_day_and_no_protection_is_refused(sandbox: Sandbox) -> None:
    assert press(sandbox, "change-person", personnummer="1", protection="none") == 400
    assert press(sandbox, "change-person", personnummer=AMINA, protection="magic") == 400
    assert press(sandbox, "change-person", personnummer=AMINA, protection="none", deceased_on="x") == 400
    assert press(sandbox, "change-custody", guardian=AMINA, child=AMINA, give="yes") == 400


def test_the_page_names_who_has_custody_of_whom(sandbox: Sandbox) -> None:
    page = httpx.get(f"{sandbox.url}/population/", trust_env=False).text

    assert "Amina Exempel är vårdnadshavare för Alma Exempel." in page
