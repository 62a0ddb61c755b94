"""A question puts the medicine in the patient's hands, and the answer puts it back in the clinic's."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from fornya.renewals.answer import answer_question
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.reading import for_patient
from tests import make
from tests.committed import owner
from tests.make import NOW
from tests.threads import at_once

STANDS = "SELECT status, version FROM renewals_renewalrequest"


class Scene:
    """A request with two medicines; about the first one the clinic has asked."""

    def __init__(self) -> None:
        self.patient, self.eva = make.patient(phone="+46701740605"), make.staff()
        self.request_id = make.request(self.patient, [make.choice(), make.choice()])
        whole = make.taken(self.eva, self.request_id)
        asked, renewed = (line.id for line in whole.lines)
        make.decide(self.eva, whole, make.question(asked), make.renewal(renewed))
        ((self.question_id,),) = owner("SELECT id FROM renewals_question")

    def answer(self, text: str = "En varje morgon", *, by=None) -> uuid.UUID:
        return answer_question(question_id=self.question_id, answer=text, patient=by or self.patient, now=NOW)


def test_a_question_reaches_the_patient(database):
    scene = Scene()

    whole = for_patient(request_id=scene.request_id, patient=scene.patient, now=NOW)

    (asked,) = whole.lines[0].questions
    assert (asked.text, asked.by, asked.answer) == ("Hur ofta tar du den?", "Eva Läkare", "")
    assert owner("SELECT kind FROM messages_message WHERE kind = 'question'") == [("question",)]
    assert owner("SELECT channel FROM messages_notice") == [("sms",)]


def test_an_answer_gives_the_medicine_back_to_the_clinic(database):
    scene = Scene()

    assert scene.answer() == scene.request_id

    assert owner(STANDS) == [("opened", 4)]
    assert owner("SELECT answer, answered_at FROM renewals_question") == [("En varje morgon", NOW)]
    assert owner("SELECT what, actor_kind FROM renewals_renewalevent ORDER BY id DESC LIMIT 1") == [
        ("answered", "patient")
    ]


def test_the_first_answer_stays(database):
    scene = Scene()

    scene.answer("först")
    scene.answer("sedan")

    assert owner("SELECT answer FROM renewals_question") == [("först",)]
    assert owner(STANDS) == [("opened", 4)]


def test_two_tabs_answer_once(database):
    scene = Scene()

    results = at_once(3, lambda place: scene.answer(f"svar {place}"))

    assert set(results) == {scene.request_id}
    assert owner(STANDS) == [("opened", 4)]


def test_anothers_question_cannot_be_answered(database):
    scene = Scene()

    with pytest.raises(NoSuchRequest):
        scene.answer(by=make.patient())
    scene.question_id = uuid.uuid4()
    with pytest.raises(NoSuchRequest):
        scene.answer()

    assert owner("SELECT answer FROM renewals_question") == [("",)]


def test_the_clinic_can_decide_after_the_answer(database):
    scene = Scene()
    scene.answer()
    whole = make.seen(scene.eva, scene.request_id)

    make.decide(scene.eva, whole, make.renewal(whole.lines[0].id))

    assert owner(STANDS) == [("writing", 5)]


def test_the_clinic_can_ask_once_more(database):
    scene = Scene()
    scene.answer()
    whole = make.seen(scene.eva, scene.request_id)

    make.decide(scene.eva, whole, make.question(whole.lines[0].id, "Sedan när?"))

    assert owner("SELECT count(*) FROM renewals_question WHERE answered_at IS NULL") == [(1,)]
    assert owner("SELECT count(*) FROM messages_message WHERE kind = 'question'") == [(2,)]


def test_a_medicine_has_one_open_question(database):
    Scene()

    with pytest.raises(Exception, match="one_open_question_per_line"):
        owner(
            "INSERT INTO renewals_question SELECT gen_random_uuid(), text, asked_at, answer, answered_at,"
            " asked_by_id, clinic_id, patient_id, line_id FROM renewals_question"
        )


def test_the_clock_stands_still_until_the_last_question_is_answered(database):
    # Mutant: starting it at the first answer; the clinic would pay for what it still waits for.
    patient, eva = make.patient(), make.staff()
    promised = date(2026, 11, 25)
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    whole = make.taken(eva, make.request(patient, [make.choice(), make.choice()], answer_by=promised))
    make.decide(eva, whole, *(make.question(line.id) for line in whole.lines))
    owner("UPDATE renewals_question SET asked_at = %s", monday)
    first, second = (each for (each,) in owner("SELECT id FROM renewals_question"))
    answer_by = "SELECT answer_by FROM renewals_renewalrequest"

    answer_question(question_id=first, answer="ja", patient=patient, now=monday + timedelta(days=1))
    assert owner(answer_by) == [(promised,)]
    answer_question(question_id=second, answer="ja", patient=patient, now=monday + timedelta(days=4))
    assert owner(answer_by) == [(date(2026, 12, 1),)]
    answer_question(question_id=second, answer="nej", patient=patient, now=monday + timedelta(days=9))

    assert owner(answer_by) == [(date(2026, 12, 1),)]
