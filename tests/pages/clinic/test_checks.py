"""The checks on the assessment page: what did not run is seen, and what was shown is what is signed."""

import json
from datetime import timedelta

import pytest
from joserfc import jws

from fornya.medicines.products import products
from fornya.renewals.record import Facts, keep_record
from fornya.rules.checks.case import Record
from tests import make
from tests.browser import Browser, errors, values
from tests.committed import owner
from tests.make import EVA, JOHAN
from tests.pages.clinic.cleanly import asked_for, record, written_in
from tests.pages.clinic.test_assess import SIGN, browser, fields, opened
from tests.renewals.shelf import on_the_shelf

DECIDED = "SELECT checks, next_step, signature FROM renewals_decision"
SAVE = "Spara och kör kontrollerna"
CLEAN = "Alla 17 kontroller är körda, utan anmärkning"


def taken(browser: Browser, request_id):
    page = browser.get(f"/personal/arende/{request_id}")
    return browser.press(page, "Börja bedöma")


def test_what_nobody_has_looked_up_is_shown_as_not_run_with_why(database):
    page = opened(browser())

    assert "Inte körda" in page.text
    assert "Överkänslighet, Senaste besöket, Kontroller, Dospåsar" in page.text
    assert "Ingen har skrivit in det ur journalen." in page.text
    assert "Receptregistret svarar inte just nu." in page.text
    assert CLEAN not in page.text


def test_an_aid_is_no_medicine_to_compare_with(database, store):
    patient = make.patient()
    on_the_shelf(store, patient, medicine="Accu-Chek Guide", per_day="")
    eva = browser()
    request_id = asked_for(store, patient)
    taken(eva, request_id)

    page = written_in(eva, request_id)

    assert "Accu-Chek" not in page.text
    assert CLEAN in page.text


def test_each_check_says_what_it_looked_at_its_version_and_its_source(database):
    page = opened(browser())

    rows = page.tree.xpath("//table//tbody/tr")
    checks = [row for row in rows if "Version" in row.text_content()]
    assert len(checks) == 17
    assert "Det som är inskrivet ur journalen, Förnyas tabell. Version 1, tables/checks.toml" in page.text


def test_facts_out_of_the_record_let_all_checks_run(database, store):
    eva = browser()
    request_id = asked_for(store)
    taken(eva, request_id)

    page = written_in(eva, request_id)

    assert CLEAN in page.text
    assert "Skrivet av Eva Läkare" in page.text
    ((kept, by),) = owner("SELECT record, record_by_id IS NOT NULL FROM renewals_preparation")
    assert kept["person"] == {
        "last_visit_on": (make.TODAY - timedelta(days=60)).isoformat(),
        "allergies": [],
        "in_bags": False,
    } | ({"pregnant": False} if "pregnant" in kept["person"] else {})
    assert by


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("visit", "i går", "Senaste besöket: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ("visit", "2999-01-01", "Senaste besöket: skriv en dag som har varit, som ÅÅÅÅ-MM-DD"),
        ("visit", "0001-01-01", "Senaste besöket: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ("egfr", "många", "Skriv eGFR som ett heltal, 1 till 200"),
        ("egfr", "0", "Skriv eGFR som ett heltal, 1 till 200"),
        ("egfr", "60", "Skriv vilken dag eGFR togs, som ÅÅÅÅ-MM-DD"),
        ("allergies", "pc", "Välj Ja om det finns en överkänslighet, eller ta bort texten"),
        ("allergies", "x" * 201, "Texten är 1 tecken för lång"),
        ("allergy", "yes", "Skriv vad överkänsligheten gäller"),
        (
            "bags_stop",
            "nästa vecka",
            "Dag då påsarna slutar göras: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24",
        ),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost(database, field, value, message):
    eva = browser()
    typed = record() | {field: value}

    shown = eva.press(opened(eva), SAVE, **typed)

    assert (shown.status, message in errors(shown)) == (422, True)
    assert owner("SELECT count(*) FROM renewals_preparation") == [(0,)]
    (form,) = [each for each in shown.tree.xpath("//main//form") if each.get("action").endswith("journal")]
    assert {name: values(form).get(name) for name in typed if name != "pregnant"} == {
        name: text for name, text in typed.items() if name != "pregnant"
    }


def test_a_nurse_writes_the_facts_in_and_a_finding_is_shown_to_the_prescriber(database):
    johan = browser(JOHAN)
    page = opened(johan)

    johan.press(page, SAVE, **record(allergy="yes", allergies="Metoprolol: utslag"))
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    seen = browser().get(page.answer.wsgi_request.path)

    assert "Överkänslighet mot läkemedlet: Metoprolol: utslag." in seen.text
    assert "Skrivet av Johan Sköterska" in seen.text


def test_what_the_checks_said_is_signed_and_kept_with_the_decision(database, store):
    eva = browser()
    request_id = asked_for(store)
    taken(eva, request_id)
    page = written_in(eva, request_id)

    eva.press(page, SIGN, **{fields(page)[0]["do"]: "renew"})

    ((checks, next_step, signature),) = owner(DECIDED)
    assert {check["result"] for check in checks} == {"fine"}
    assert (len(checks), next_step) == (17, "")
    assert json.loads(jws.extract_compact(signature.encode()).payload)["content"]["checks"] == checks


def test_facts_that_came_after_the_page_was_shown_are_read_before_it_is_signed(database):
    # Mutant: the digest leaves out what the checks say.
    eva = browser(EVA)
    page = opened(eva)
    ((request_id,),) = owner("SELECT id FROM renewals_renewalrequest")
    allergic = Facts(Record(allergies=("Metoprolol",)))
    keep_record(request_id=request_id, facts=allergic, by=make.staff(JOHAN), now=make.NOW)

    shown = eva.press(page, SIGN, **{fields(page)[0]["do"]: "renew"})

    assert (shown.status, owner(DECIDED)) == (422, [])
    assert errors(shown) == [
        "Uppgifterna har ändrats sedan sidan visades. Läs igenom dem igen, och signera sedan."
    ]
    assert "Överkänslighet mot läkemedlet: Metoprolol." in shown.text


def test_a_short_supply_is_one_withdrawal_with_why_and_what_to_do(database):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    done = eva.press(page, SIGN, **{names["do"]: "bridge", names["bridge"]: "test_needed"})

    assert done.status == 200, errors(done)
    ((outcome, reason, text, new, step),) = owner(
        "SELECT outcome, reason, text, prescription, next_step FROM renewals_decision"
    )
    assert (outcome, reason, step) == ("renew_changed", "test_needed", "test")
    assert (new["withdrawals_total"], new["dosage_text"]) == (1, "1 tablett varje morgon")
    assert new["valid_until"] <= (make.TODAY + timedelta(days=93)).isoformat()
    assert text == "Du behöver lämna prov innan receptet kan förnyas."


@pytest.mark.parametrize("wrong", [{"bridge": ""}, {"bridge_until": "2999-01-01"}, {"bridge_until": ""}])
def test_a_short_supply_needs_its_reason_and_is_short(database, wrong):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)
    typed = {"do": "bridge", "bridge": "check_up"} | wrong

    shown = eva.press(page, SIGN, **{names[field]: text for field, text in typed.items()})

    assert (shown.status, len(errors(shown)), owner(DECIDED)) == (422, 1, [])


def test_earlier_decisions_about_the_medicine_are_shown(database):
    eva, patient = browser(), make.patient()
    member = make.staff()
    first = make.taken(member, make.request(patient, [make.choice()]))
    make.decide(member, first, make.refusal(first.lines[0].id))

    page = eva.get(f"/personal/arende/{make.request(patient, [make.choice()])}")

    assert "Tidigare beslut" in page.text
    assert "Förnyas inte: Annat skäl (skriv vad). Eva Läkare" in page.text


@pytest.mark.parametrize(
    "text",
    ["", "not toml [", 'source = "x"', 'source = "x"\nholds_until = "i morgon"', "holds_until = 2099-01-01"],
)
def test_a_source_of_products_that_cannot_be_read_is_none(settings, tmp_path, text):
    file = tmp_path / "products.toml"
    file.write_text(text)
    settings.PRODUCTS_FILE = str(file)

    assert products() is None


def test_a_source_of_products_is_read_anew_when_it_changes(settings, tmp_path):
    file = tmp_path / "products.toml"
    settings.PRODUCTS_FILE = str(file)
    assert products() is None
    file.write_text('source = "x"\nholds_until = 2099-01-01\n[[short]]\nname = "Alvedon 500 mg"\n')

    found = products()

    assert found is not None
    assert (found.source, dict(found.short)) == ("x", {"alvedon 500 mg": None})
