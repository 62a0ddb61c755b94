"""*Det vi inte förnyar på nätet*: a row holds at once for patients, and the preview tells what they read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fornya.pages.clinic.settings.policy import STANDARD
from fornya.pages.patient.medicines.words import _REASONS
from fornya.rules.eligibility import BY_POLICY, Note, PrescriptionFacts, Reason, Verdict, assess
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner

PLACE = "/personal/installningar/fornyas-inte"
PUBLIC = f"/mottagning/{make.BJORKEN}"
GOOD = {"name": "metoprolol", "rule-atc": "C07AB02", "outcome": "visit_required", "text": "Vi mäter trycket."}


def add(eva: Browser, **typed: str):
    return eva.press(eva.get(PLACE), "Spara regeln", **(GOOD | typed))


def asked(atc: str = "C07AB02"):
    facts = PrescriptionFacts(
        atc=atc,
        narcotic_class=None,
        special_medicine=False,
        dose_dispensed=False,
        status="active",
        valid_until=make.TODAY + timedelta(days=30),
        withdrawals_left=0,
        clinic_hsa_id=None,
        has_open_request=False,
        is_aid=False,
    )
    return assess(facts, make.page().policy, today=make.TODAY)


def test_a_row_holds_in_the_form_and_on_the_public_page_at_once(eva):
    assert asked().may_ask

    page = add(eva)

    assert (page.status, "Sparat" in page.text, "metoprolol" in page.text) == (200, True, True)
    assert asked() == Verdict(False, (Reason.VISIT_REQUIRED,), (Note.NEEDS_REVIEW,), "Vi mäter trycket.")
    assert asked("C07AB03").may_ask
    assert "metoprolol" in Browser().get(PUBLIC).text


def test_in_the_form_the_clinics_words_stand_once_for_what_the_policy_refuses(clinic):
    token = make.patient_token()
    refused = {"may_ask": False, "reasons": ["narcotic", "visit_required", "already_asked"]}
    make.draft(make.signed_in(token), [make.choice(**refused, own_text="Ring oss på tisdagar.")])

    text = Browser(token).get(reverse("patient:choose", args=[make.BJORKEN])).text

    assert text.count("Ring oss på tisdagar.") == 1
    assert "Ett nytt recept är redan begärt." in text
    assert "narkotikaklassat" not in text


def test_a_row_that_is_taken_away_holds_no_longer(eva):
    page = add(eva)

    told = eva.get("/personal/installningar").text
    assert "C07AB02: – → metoprolol; Ni vill träffa patienten först; Vi mäter trycket." in told

    eva.press(page, "Ta bort regeln om metoprolol")

    assert asked().may_ask
    assert "metoprolol" not in Browser().get(PUBLIC).text
    assert [fields for (fields,) in owner("SELECT fields FROM clinics_settingchange ORDER BY id")] == [
        {"C07AB02": [None, ["metoprolol", "visit_required", "Vi mäter trycket."]]},
        {"C07AB02": [["metoprolol", "visit_required", "Vi mäter trycket."], None]},
    ]


def test_a_group_has_one_row_the_latest(eva, clinic):
    add(eva)
    add(eva, name="betablockare", outcome="allow")

    rows = "SELECT name, outcome FROM clinics_policyrow WHERE clinic_id = %s"
    assert owner(rows, clinic) == [("betablockare", "allow")]
    assert "betablockare" not in Browser().get(PUBLIC).text


@pytest.mark.parametrize(
    ("atc", "narcotic_class", "outcome", "whose", "text"),
    [
        ("C07AB02", "", "Ni vill träffa patienten först", "Er regel om metoprolol", "Vi mäter trycket."),
        ("C07AB03", "", "Förnyas på nätet", "Standardregeln om alla läkemedel", ""),
        ("N05CF01", "IV", "Förnyas inte på nätet", "narkotika", "Läkemedlet är narkotikaklassat"),
        ("J01CE02", "", "Förnyas inte på nätet", "Standardregeln om J01", "Antibiotika förnyas inte"),
    ],
)
def test_the_preview_tells_what_decides_and_what_the_patient_reads(
    eva, atc, narcotic_class, outcome, whose, text
):
    add(eva)

    page = eva.get(PLACE, atc=atc, klass=narcotic_class)

    (card,) = page.tree.xpath('//div[contains(@class, "card")][@data-look="accent"]')
    told = " ".join(card.text_content().split())
    assert all(part in told for part in (atc, outcome, whose, text))


def test_the_preview_has_the_words_of_the_patients_pages():
    assert {reason: _REASONS[reason] for reason in BY_POLICY} == STANDARD


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"rule-atc": "C7"}, "Skriv en ATC-kod eller början av en, till exempel N05CF eller C07AB02"),
        ({"rule-atc": ""}, "Skriv en ATC-kod, eller välj en narkotikaklass"),
        ({"controlled": "VI"}, "Välj en narkotikaklass"),
        ({"outcome": "maybe"}, "Välj vad ni gör med läkemedlen"),
        ({"name": ""}, "Skriv vad patienter kallar läkemedlen"),
        ({"text": "a" * 301}, "Texten är 1 tecken för lång"),
    ],
)
def test_a_row_that_cannot_be_is_told_at_its_field(eva, typed, says):
    page = add(eva, **typed)

    assert (page.status, errors(page)) == (422, [says])
    assert owner("SELECT count(*) FROM clinics_settingchange") == [(0,)]
