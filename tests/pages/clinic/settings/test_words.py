"""Own questions and standard replies: seen before they are kept, then met where they are used."""

import pytest
from django.urls import reverse

from tests import make
from tests.browser import Browser, errors
from tests.committed import owner

QUESTIONS = "/personal/installningar/fragor"
REPLIES = "/personal/installningar/standardsvar"
NEW = "Har du mätt ditt socker?"
TEXT = "Ring {telefon} så talar vi om {läkemedel}. Hälsar {mottagning}"


def fields(*texts: str) -> dict[str, str]:
    return {f"question-{number}": text for number, text in enumerate((*texts, "", "", "")[:3], start=1)}


def halfway(token: str) -> None:
    """Let a patient have come as far as the clinic's own questions."""
    choice = make.choice()
    said = {"works": "yes", "side_effects": "no", "as_prescribed": "yes", "note": ""}
    make.draft(make.signed_in(token), [choice], answers={choice.id: said})


def test_a_question_is_seen_before_it_is_kept(eva):
    page = eva.press(eva.get(QUESTIONS), "Förhandsgranska", **fields(NEW))

    assert (page.status, NEW in page.headings()) == (200, True)
    assert "LIX 5: lätt att läsa" in page.text
    assert owner("SELECT count(*) FROM clinics_settingchange") == [(0,)]


def test_new_questions_are_asked_in_the_form_at_once(eva):
    eva.press(eva.get(QUESTIONS), "Spara frågorna", **fields(NEW, "", "Vad väger du?"))
    token = make.patient_token()
    halfway(token)

    text = Browser(token).get(reverse("patient:own", args=[make.BJORKEN])).text

    assert NEW in text
    assert "Vad väger du?" in text
    assert make.page().own_questions == (NEW, "Vad väger du?")


def test_an_answer_lands_under_its_own_question_though_the_clinic_has_changed_them(eva):
    token = make.patient_token()
    halfway(token)
    patient = Browser(token)
    path = reverse("patient:own", args=[make.BJORKEN])
    page = patient.get(path)
    (box,) = page.tree.xpath("//textarea")
    eva.press(eva.get(QUESTIONS), "Spara frågorna", **fields(NEW))

    patient.press(page, "Fortsätt", **{box.get("name"): "120 genom 80"})

    ((content,),) = owner("SELECT content FROM renewals_renewaldraft")
    assert content["own"] == [{"question": NEW, "answer": ""}]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (("a" * 201,), "Fråga 1: texten är 1 tecken för lång"),
        ((NEW, NEW.upper()), "Fråga 2: frågan står redan ovanför"),
    ],
)
def test_questions_that_cannot_be_are_told(eva, texts, says):
    assert errors(eva.press(eva.get(QUESTIONS), "Spara frågorna", **fields(*texts))) == [says]


def test_a_reply_is_seen_as_the_patient_reads_it(eva):
    page = eva.press(eva.get(REPLIES), "Förhandsgranska", name="Ring", text=TEXT)

    told = page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "så talar vi om Metoprolol 50 mg. Hälsar Björkens vårdcentral" in told
    assert owner("SELECT count(*) FROM clinics_standardreply") == [(0,)]


def test_a_reply_stands_filled_in_beside_the_decision(eva):
    eva.press(eva.get(REPLIES), "Spara svaret", name="Ring oss", text=TEXT)
    request_id = make.request(make.patient(), [make.choice("Levaxin", strength="100 mikrogram")])
    make.taken(make.staff(), request_id)

    page = eva.get(f"/personal/arende/{request_id}")

    assert page.text.count("så talar vi om Levaxin 100 mikrogram. Hälsar Björkens vårdcentral") == 3
    assert "{" not in page.text


def test_a_reply_is_changed_by_its_name_and_taken_away(eva):
    eva.press(eva.get(REPLIES), "Spara svaret", name="Ring", text="Ring oss.")
    eva.press(eva.get(REPLIES, svar="Ring"), "Spara svaret", text="Kom hit.")
    assert [(reply.name, reply.text) for reply in make.page().replies] == [("Ring", "Kom hit.")]

    eva.press(eva.get(REPLIES), "Ta bort Ring")

    assert make.page().replies == ()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Skriv ett namn som ni känner igen"),
        ({"text": ""}, "Skriv svaret till patienten"),
        (
            {"text": "Hej {namn}"},
            "{namn} går inte att fylla i. Ni kan skriva {läkemedel}, {mottagning}, {telefon}.",
        ),
        ({"text": "a" * 1002}, "Svar till patienten: texten är 2 tecken för lång"),
    ],
)
def test_a_reply_that_cannot_be_is_told(eva, typed, says):
    page = eva.press(eva.get(REPLIES), "Spara svaret", **({"name": "Ring", "text": TEXT} | typed))

    assert (page.status, errors(page)) == (422, [says])
