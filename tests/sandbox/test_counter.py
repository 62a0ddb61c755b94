"""The pharmacy counter: its pages as a person meets them, without script."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.contracts.store import AMINA, a_patient, kept, with_prescription
from tests.sandbox_process import Sandbox

PHARMACY = "7350099990021"


def page(sandbox: Sandbox, path: str, form: dict[str, Any] | None = None) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=10, follow_redirects=True) as client:
        address = f"{sandbox.url}{path}"
        return client.post(address, data=form) if form is not None else client.get(address)


def place_of(sandbox: Sandbox, personnummer: str) -> str:
    """The person's page; its address holds the store's logical id."""
    patient = sandbox.control("store/prescriptions", personnummer=personnummer, medicine="X", count=0)[
        "patient"
    ]
    return f"/counter/person/{patient}"


def test_everyone_can_be_chosen_and_no_personnummer_is_in_a_link(sandbox: Sandbox) -> None:
    text = page(sandbox, "/counter/").text

    links = re.findall(r'href="(/counter/person/[^"]+)"', text)
    assert len(links) == 12
    assert not any(AMINA in link for link in links)
    assert "Amina Exempel" in page(sandbox, links[0]).text


def test_amina_sees_what_is_left_and_the_way_to_frikort(sandbox: Sandbox) -> None:
    text = page(sandbox, place_of(sandbox, AMINA)).text.replace("\u00a0", " ")

    assert "2 135,00 kr" in text
    assert "1 665,00 kr" in text
    assert "0 av 3 uttag kvar" in text
    assert "Det finns inga uttag kvar." in text
    assert "Receptet är avslutat." in text
    assert "<script" not in text


def test_collecting_shows_what_was_paid_and_one_withdrawal_less(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, withdrawals=2)
    place = place_of(sandbox, personnummer)

    answer = page(sandbox, place, {"prescription": f"{prior.id}:2", "pharmacy": PHARMACY})

    text = answer.text.replace("\u00a0", " ")
    assert answer.status_code == 200
    assert "Metoprolol Sandoz 50 mg är uthämtat på Apotek Exempel Torget. Att betala: 96,00 kr." in text
    assert "1 av 2 uttag kvar" in text


def test_pressing_twice_collects_once(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, withdrawals=3)
    place, form = place_of(sandbox, personnummer), {"prescription": f"{prior.id}:3", "pharmacy": PHARMACY}

    answers = [page(sandbox, place, form) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 409]
    assert kept(sandbox, personnummer)[0]["withdrawalsLeft"] == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"withdrawals": 1, "collected": [5]}, "Det finns inga uttag kvar."),
        ({"issued": 400}, "Receptet har gått ut."),
        ({"status": "stopped"}, "Receptet är avslutat."),
        ({"interval": 60, "collected": [59]}, "Det är för tidigt att hämta ut igen."),
    ],
)
def test_what_cannot_be_collected_says_why_and_nothing_changes(
    sandbox: Sandbox, facts: dict[str, Any], words: str
) -> None:
    personnummer = a_patient()
    sandbox.control(
        "store/prescriptions", personnummer=personnummer, medicine="Metoprolol Sandoz 50 mg", **facts
    )
    (before,) = kept(sandbox, personnummer)
    form = {"prescription": f"{before['id']}:{before['withdrawalsLeft']}", "pharmacy": PHARMACY}

    answer = page(sandbox, place_of(sandbox, personnummer), form)

    assert answer.status_code == 409
    assert words in answer.text
    assert kept(sandbox, personnummer) == [before]


def test_twenty_at_the_counter_at_once_get_no_more_than_there_is(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, medicine="Eliquis 5 mg", withdrawals=3)

    def collect(_: int) -> int:
        with httpx.Client(trust_env=False, timeout=10) as client:
            return client.post(f"{sandbox.url}/_control/store/collect", json={"id": prior.id}).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(collect, range(20)))

    assert statuses == [200] * 3 + [409] * 17
    assert kept(sandbox, personnummer)[0]["withdrawalsLeft"] == 0


def test_an_unknown_pharmacy_collects_nothing(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, withdrawals=2)

    answer = page(
        sandbox, place_of(sandbox, personnummer), {"prescription": f"{prior.id}:2", "pharmacy": "1"}
    )

    assert (answer.status_code, "Välj ett apotek." in answer.text) == (400, True)
    assert kept(sandbox, personnummer)[0]["withdrawalsLeft"] == 2


def test_somebody_elses_prescription_is_not_there(sandbox: Sandbox) -> None:
    prior = with_prescription(sandbox, a_patient(), withdrawals=2)

    form = {"prescription": f"{prior.id}:2", "pharmacy": PHARMACY}
    assert page(sandbox, place_of(sandbox, a_patient()), form).status_code == 404
    assert page(sandbox, "/counter/person/p-nobody").status_code == 404
    assert page(sandbox, place_of(sandbox, a_patient()), {}).status_code == 404
