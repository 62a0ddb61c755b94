"""One request as staff read, take, decide and sign it."""

import re
import uuid

import pytest
from django.test import Client

from fornya.config import settings as our_settings
from tests import make
from tests.browser import Browser, errors, said, values
from tests.committed import owner, work
from tests.make import BJORKEN, EVA, JOHAN, SIGNE, STRANDGATAN
from tests.renewals.shelf import kept, on_the_shelf

SIGN = "Signera och skicka"
STATUS = "SELECT status FROM renewals_renewalrequest"


def browser(hsa_id: str = EVA, clinic: str = BJORKEN) -> Browser:
    return Browser(make.staff_token(hsa_id, clinic=clinic))


def opened(eva: Browser, *choices, **facts):
    """A request that has been taken, as its page shows it."""
    request_id = make.request(make.patient(**facts), choices or [make.choice()])
    return eva.press(eva.get(f"/personal/arende/{request_id}"), "Börja bedöma")


def fields(page) -> list[dict[str, str]]:
    """The names of the fields of each medicine, in their order."""
    groups = page.tree.xpath("//fieldset[contains(@class, 'decision')]")
    return [{name.partition("-")[0]: name for name in group.xpath(".//@name")} for group in groups]


def decisions() -> list[tuple]:
    return owner("SELECT outcome, reason, text FROM renewals_decision ORDER BY outcome")


def test_an_aid_is_said_to_be_one(database):
    page = opened(browser(), make.choice("Accu-Chek Guide", is_aid=True, atc=None), make.choice())

    assert page.text.count("Hjälpmedel, på hjälpmedelskort") == 1
    assert (page.text.count("Används som på receptet"), page.text.count("Tar som på receptet")) == (1, 1)


def test_a_new_request_can_be_read_and_taken(database):
    eva = browser()
    request_id = make.request(make.patient(name="Berit Skottdag"))

    page = eva.get(f"/personal/arende/{request_id}")
    assert page.heading == "Berit Skottdag Ny"
    assert not page.tree.xpath("//fieldset")
    taken = eva.press(page, "Börja bedöma")

    assert (taken.status, taken.heading) == (200, "Berit Skottdag Läses")
    assert "Du läser den här. Den är din till klockan" in taken.text
    assert [said(each) for each in taken.tree.xpath("//fieldset[contains(@class, 'decision')]/legend")] == [
        "Beslut om Metoprolol Sandoz 50 mg"
    ]


def test_renewing_as_it_is_sends_what_was_prescribed(database):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    done = eva.press(page, SIGN, **{names["do"]: "renew"})

    assert (done.status, owner(STATUS)) == (200, [("writing",)])
    assert "Skickas till receptregistret" in done.heading
    assert owner("SELECT prescription->>'dosage_text', prescription->>'quantity' FROM renewals_decision") == [
        ("1 tablett varje morgon", "100")
    ]


def test_each_medicine_gets_its_decision(database):
    eva = browser()
    page = opened(eva, *(make.choice() for _ in range(5)))
    renew, change, ask, meet, decline = fields(page)

    done = eva.press(
        page,
        SIGN,
        **{
            renew["do"]: "renew",
            change["do"]: "change",
            change["dosage"]: "1 tablett varannan dag",
            change["told"]: "Lägre dos",
            ask["do"]: "ask",
            ask["ask"]: "Hur mår du?",
            meet["do"]: "meet",
            meet["meet"]: "test_needed",
            decline["do"]: "decline",
            decline["decline"]: "other",
            decline["decline_text"]: "Du har flyttat",
        },
    )

    assert done.status == 200, errors(done)
    assert [row[:2] for row in decisions()] == [
        ("decline", "other"),
        ("meet", "test_needed"),
        ("renew", ""),
        ("renew_changed", ""),
    ]
    texts = {outcome: text for outcome, _reason, text in decisions()}
    assert texts["decline"] == "Vi förnyar inte receptet den här gången. Du har flyttat"
    assert texts["meet"] == "Du behöver lämna prov innan receptet kan förnyas."
    assert owner("SELECT text FROM renewals_question") == [("Hur mår du?",)]


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(database):
    eva = browser()
    page = opened(eva, make.choice(), make.choice())
    one, two = fields(page)
    typed = {
        one["do"]: "change",
        one["dosage"]: "Efter behov & <b>fet</b>",
        one["quantity"]: "många",
        one["withdrawals"]: "99",
        one["until"]: "imorgon",
        one["told"]: "",
        two["do"]: "decline",
        two["decline"]: "other",
        two["decline_text"]: "",
        two["ask"]: "en halv fråga",
    }

    shown = eva.press(page, SIGN, **typed)

    assert (shown.status, decisions()) == (422, [])
    assert shown.title.startswith("Fel:")
    assert len(errors(shown)) == 5
    for link in shown.tree.xpath('//*[contains(@class, "errors")]//a/@href'):
        assert shown.tree.xpath(f'//*[@id="{link[1:]}"]'), link
    (form,) = [each for each in shown.tree.xpath("//main//form") if each.get("action", "").endswith("beslut")]
    now_in_form = values(form)
    assert {name: now_in_form.get(name) for name in typed} == typed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "-5"),
        ("quantity", "NaN"),
        ("quantity", "Infinity"),
        ("quantity", "1e9"),
        ("quantity", "10001"),
        ("withdrawals", "0"),
        ("withdrawals", "13"),
        ("withdrawals", "²"),
        ("withdrawals", "1.5"),
        ("until", "2020-01-01"),
        ("until", "2999-01-01"),
        ("until", "20261301"),
        ("dosage", "x" * 401),
        ("dosage", " \u202e "),
        ("unit", ""),
        ("unit", "x" * 41),
        ("told", "x" * 1001),
    ],
)
def test_a_changed_prescription_is_within_bounds(database, field, value):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)
    good = {names["do"]: "change", names["told"]: "Ändrat"}

    shown = eva.press(page, SIGN, **(good | {names[field]: value}))

    assert (shown.status, len(errors(shown)), decisions()) == (422, 1, [])


@pytest.mark.parametrize(
    ("written", "kept_as"), [("112,5", "112.5"), ("1 000", "1000"), (" 98 ", "98"), ("1e2", "100")]
)
def test_an_amount_is_kept_exactly(database, written, kept_as):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    eva.press(page, SIGN, **{names["do"]: "change", names["told"]: "Ändrat", names["quantity"]: written})

    assert owner("SELECT prescription->>'quantity' FROM renewals_decision") == [(kept_as,)]


@pytest.mark.parametrize("chosen", ["", "approve", "renew "])
def test_a_medicine_without_a_decision_is_named(database, chosen):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    shown = eva.press(page, SIGN, **{names["do"]: chosen})

    if chosen.strip() != "renew":
        assert errors(shown) == ["Välj vad som ska hända med Metoprolol Sandoz 50 mg"]


def test_a_medicine_written_by_hand_cannot_be_renewed_as_it_is(database):
    eva, patient = browser(), make.patient()
    key = make.draft(patient, [], by_hand=[{"id": "h", "name": "Kräm", "strength": "", "why": "Eksem"}])
    page = eva.press(eva.get(f"/personal/arende/{make.send(patient, key)}"), "Börja bedöma")
    (names,) = fields(page)

    assert page.tree.xpath("//fieldset[contains(@class, 'decision')]//input[@type='radio']/@value") == [
        "change",
        "ask",
        "meet",
        "decline",
    ]
    assert eva.press(page, SIGN, **{names["do"]: "renew"}).status == 422
    written = {
        "dosage": "Tunt lager",
        "quantity": "1",
        "unit": "tub",
        "withdrawals": "2",
        "told": "Nytt recept",
    }
    done = eva.press(
        page, SIGN, **({names["do"]: "change"} | {names[key]: text for key, text in written.items()})
    )

    assert (done.status, owner(STATUS)) == (200, [("writing",)])


def test_a_form_that_somebody_was_faster_with_says_who_and_when(database):
    eva, signe = browser(EVA), browser(SIGNE)
    page = opened(eva)
    (names,) = fields(page)
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    slow = signe.get(page.answer.wsgi_request.path)
    eva.press(page, SIGN, **{names["do"]: "renew"})

    lost = signe.press(slow, SIGN, **{names["do"]: "meet", names["meet"]: "check_up"})
    again = eva.press(page, SIGN, **{names["do"]: "renew"})

    assert (lost.status, again.status) == (409, 409)
    assert re.search(r"Eva Läkare hann före dig .*\d\d[:.]\d\d\. Ditt beslut är inte sparat", lost.text)
    assert again.text.startswith("Förfrågan är redan hanterad Du har redan gjort det här")
    assert len(decisions()) == 1


def test_pressing_twice_signs_once(database):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    answers = [eva.send(page, SIGN, **{names["do"]: "renew"}).status_code for _ in range(3)]

    assert answers == [302, 409, 409]
    assert len(decisions()) == 1


@pytest.mark.parametrize("version", ["", "0", "1", "x", "-1", "9" * 30, "²"])
def test_a_form_without_the_version_that_is_shown_decides_nothing(database, version):
    eva = browser()
    page = opened(eva)
    (names,) = fields(page)

    shown = eva.press(page, SIGN, version=version, **{names["do"]: "renew"})

    assert (shown.status, decisions()) == (409, [])


@pytest.mark.parametrize(("path", "method"), [("", "get"), ("/borja", "post"), ("/beslut", "post")])
def test_another_clinics_request_and_none_at_all_are_answered_alike(database, path, method):
    request_id = make.request(clinic=BJORKEN)
    signe = Client(raise_request_exception=False)
    signe.cookies[our_settings.SESSION_COOKIE] = make.staff_token(SIGNE, clinic=STRANDGATAN)

    bodies = []
    for each in (request_id, uuid.uuid4()):
        answer = getattr(signe, method)(
            f"/personal/arende/{each}{path}", {"version": "1"} if method == "post" else None
        )
        bodies.append((answer.status_code, answer.content.replace(str(each).encode(), b"-")))

    assert bodies[0] == bodies[1]
    assert bodies[0][0] == 404
    assert owner("SELECT status, version FROM renewals_renewalrequest") == [("sent", 1)]


@pytest.mark.parametrize("address", ["x", "1", "00000000", "..", "%00"])
def test_an_address_that_is_no_request_is_no_page(database, address):
    assert browser().get(f"/personal/arende/{address}").status == 404


def test_a_nurse_asks_and_is_told_that_the_rest_is_a_proposal(database):
    johan = browser(JOHAN)
    page = opened(johan)
    (names,) = fields(page)

    assert "Bara den som får förskriva kan förnya eller säga nej. Du kan spara ett förslag." in page.text
    assert SIGN not in page.text
    asked = johan.press(page, "Skicka frågan", **{names["do"]: "ask", names["ask"]: "Hur mår du?"})
    assert (asked.status, owner(STATUS)) == (200, [("question",)])


@pytest.mark.parametrize("chosen", [{"do": "renew"}, {"do": "decline", "decline": "enough_left"}])
def test_a_nurse_who_sends_a_decision_all_the_same_is_refused(database, chosen):
    johan = browser(JOHAN)
    page = opened(johan)
    (names,) = fields(page)

    shown = johan.press(page, "Skicka frågan", **{names[key]: text for key, text in chosen.items()})

    assert errors(shown) == ["Bara den som får förskriva kan besluta. Du kan ställa en fråga."]
    assert (shown.status, decisions()) == (422, [])


def test_a_nurse_proposes_and_the_prescriber_finds_it_filled_in_and_signs(database):
    johan, eva = browser(JOHAN), browser()
    page = opened(johan)
    (names,) = fields(page)
    chosen = {names["do"]: "meet", names["meet"]: "test_needed", names["meet_text"]: "Boka hos Johan."}

    johan.press(page, "Spara förslag", **chosen)
    assert (decisions(), owner(STATUS)) == ([], [("opened",)])
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    seen = eva.get(page.answer.wsgi_request.path)
    assert "Ifyllt efter förslag av Johan Sköterska" in seen.text
    eva.press(seen, SIGN)

    assert decisions() == [
        ("meet", "test_needed", "Du behöver lämna prov innan receptet kan förnyas. Boka hos Johan.")
    ]


def test_a_proposal_that_is_not_whole_is_put_right_first(database):
    johan = browser(JOHAN)
    page = opened(johan)
    (names,) = fields(page)

    shown = johan.press(page, "Spara förslag", **{names["do"]: "decline"})

    assert (shown.status, len(errors(shown))) == (422, 1)
    assert owner("SELECT count(*) FROM renewals_preparation") == [(0,)]


def test_what_a_patient_wrote_is_shown_as_text(database):
    eva, patient = browser(), make.patient(name="<b>Amina</b> Exempel")
    medicine = make.choice("<script>alert(1)</script>")
    key = make.draft(patient, [medicine], message="<img src=x onerror=alert(1)>")

    page = eva.get(f"/personal/arende/{make.send(patient, key)}")

    assert "<img src=x onerror=alert(1)>" in page.text
    assert page.tree.xpath("//main//img | //main//script | //main//b") == []


def test_a_store_that_is_down_is_said_and_nothing_else_is_missing(database):
    page = opened(browser())

    assert "Receptregistret svarar inte just nu. Uppgifterna är de som patienten såg." in page.text
    assert "1 tablett varje morgon" in page.text


def test_what_the_store_has_now_is_shown(database, store):
    patient, eva = make.patient(), browser()
    medicine = on_the_shelf(store, patient)
    request_id = make.request(patient, [medicine])
    page = eva.get(f"/personal/arende/{request_id}")
    assert "Receptregistret svarar inte" not in page.text
    assert "Apotek" in page.text

    store.control("store/touch", id=medicine.id)

    assert (
        "Receptet har ändrats sedan patienten skickade förfrågan."
        in eva.get(f"/personal/arende/{request_id}").text
    )


def test_from_the_worklist_to_the_store(database, store):
    patient, eva = make.patient(), browser()
    make.request(patient, [on_the_shelf(store, patient)])
    listed = eva.get("/personal")
    page = eva.press(eva.get(listed.tree.xpath("//table//tbody//a/@href")[0]), "Börja bedöma")

    eva.press(page, SIGN, **{fields(page)[0]["do"]: "renew"})
    work()

    shown = eva.get(page.answer.wsgi_request.path)
    assert shown.heading.endswith("Förnyat")
    assert "Receptet finns i receptregistret" in shown.text
    assert [each["status"] for each in kept(store, patient)] == ["completed", "active"]
