"""What staff have to know of a person before anything else: protection, death, and who acts for them."""

import pytest

from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.people import mandates
from tests.people.registry import acting_for, stand_in

PHARMACY = "SELECT gln FROM clinics_pharmacy WHERE NOT online ORDER BY id LIMIT 1"


def pages(request_id) -> tuple[str, str]:
    """Give the words of the worklist and of the request's page."""
    eva = Browser(make.staff_token())
    return eva.get("/personal").text, eva.get(f"/personal/arende/{request_id}").text


@pytest.mark.parametrize(
    ("fact", "in_list", "on_page"),
    [
        ("is_protected = true", "Skyddade personuppgifter", "Skyddade personuppgifter"),
        (
            "deceased_on = '2026-11-02'",
            "Avliden enligt folkbokföringen",
            "Patienten är avliden enligt folkbokföringen",
        ),
    ],
)
def test_protection_and_death_are_marked_in_the_list_and_on_the_page(database, fact, in_list, on_page):
    request_id = make.request(make.patient())
    assert not any(mark in text for mark in (in_list, on_page) for text in pages(request_id))

    owner(f"UPDATE people_patient SET {fact}")

    listed, shown = pages(request_id)
    assert (in_list in listed, on_page in shown) == (True, True)


def test_where_the_protected_collect_is_shown_neither_to_staff_nor_at_home(database):
    petra = make.patient()
    ((gln,),) = owner(PHARMACY)
    ((name,),) = owner("SELECT name FROM clinics_pharmacy WHERE gln = %s", gln)
    key = make.draft(petra, [make.choice()], pharmacy={"kind": "chosen", "gln": gln})
    request_id = make.send(petra, key)
    mine = Browser(make.patient_token(petra.personnummer))
    assert name in pages(request_id)[1]
    assert name in mine.get(f"/mina/forfragan/{request_id}").text

    owner("UPDATE people_patient SET is_protected = true")

    assert name not in pages(request_id)[1]
    assert name not in mine.get(f"/mina/forfragan/{request_id}").text


def test_a_coordination_number_is_called_one(database):
    sam = make.patient("197003639817", name="Sam Samordning")

    text = pages(make.request(sam))[1]

    assert "Samordningsnummer 19700363-9817 (56 år)" in text
    assert "Personnummer" not in text


def test_who_has_acted_for_the_patient_is_named_above_and_in_the_history(database, monkeypatch):
    registry, maria = stand_in(monkeypatch), make.patient(name="Maria Exempel")
    registry.child_of(maria)
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo)

    for_child = pages(make.request(acting_for(maria, "Alma")[0]))[1]
    for_adult = pages(make.request(acting_for(bo, "Berit")[0]))[1]

    assert "Skickad av vårdnadshavare" in for_child
    assert "Maria Exempel, vårdnadshavare" in for_child
    assert "Skickad av ombud" in for_adult
    assert "Bo Exempel, ombud" in for_adult
