"""Every coded no, in every language and on every way to the patient: why, what to do, when to ask again."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils import translation

from fornya.messages import texts
from fornya.messages.decision_words import AGAIN, NEXT, WHY, no_in_words, preview, signed_text
from fornya.messages.inbox import Letter
from fornya.messages.models import Kind
from fornya.pages.patient.messages.words import written
from fornya.pages.patient.requests.rows import _medicine
from fornya.renewals.reading import Decided, Line
from fornya.rules.decision_reasons import (
    DECLINE_LEADS_ON,
    MEET_LEADS_ON,
    NO_REASONS,
    Again,
    DeclineReason,
    MeetReason,
    NextStep,
    leads_on,
)
from fornya.rules.readability import measure
from fornya.rules.renewal_states import LineState

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LANGUAGES = ("sv", "sv-simple", "en", "ar", "fi", "so", "fa")
REASONS = [("meet", reason.value) for reason in MeetReason]
REASONS += [("decline", reason.value) for reason in DeclineReason]
OWN = "Vi ringer dig på fredag."


def letter(event: str, reason: str) -> Letter:
    line = {"name": "Levaxin", "event": event, "reason": reason, "text": signed_text(event, reason, OWN)}
    facts = {"clinic": "Björkens vårdcentral", "lines": [line]}
    return Letter(uuid4(), Kind.ANSWERED, uuid4(), facts, NOW, is_read=False)


def decided(event: str, reason: str) -> Line:
    made = Decided(event, reason, signed_text(event, reason, OWN), {}, "Eva Läkare", NOW, None)
    state = LineState.MEET if event == "meet" else LineState.DECLINED
    return Line(uuid4(), "Levaxin", state, {}, {}, made, ())


def on_the_page(event: str, reason: str) -> list[str]:
    no = _medicine(decided(event, reason), TODAY).no
    assert no is not None
    return [no.why, no.own, no.do, no.again]


def in_the_inbox(event: str, reason: str) -> list[str]:
    return written(letter(event, reason), TODAY).paragraphs[1:]


def test_every_reason_leads_on():
    assert set(MEET_LEADS_ON) == set(MeetReason)
    assert set(DECLINE_LEADS_ON) == set(DeclineReason)
    assert set(NEXT) == set(NextStep)
    assert set(AGAIN) == set(Again)
    assert {reason for _event, reason in REASONS} == NO_REASONS
    assert {(event, reason) for event, reasons in WHY.items() for reason in reasons} == set(REASONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", [on_the_page, in_the_inbox])
@pytest.mark.parametrize(("event", "reason"), REASONS)
def test_a_no_says_why_what_to_do_and_when_to_ask_again(event, reason, channel, language):
    with translation.override("sv"):
        in_swedish = channel(event, reason)
    with translation.override(language):
        why, own, do, again = channel(event, reason)

    assert own == OWN
    assert all((why, do, again))
    if language not in ("sv", "sv-simple"):
        assert not {why, do, again} & set(in_swedish)


@pytest.mark.parametrize("notice", [texts.sms(Kind.ANSWERED), texts.mail(Kind.ANSWERED)])
def test_a_notice_of_it_tells_nothing_but_the_way_to_read_it(notice):
    assert "Logga in på Förnya för att läsa." in notice
    said = {sentence for reasons in WHY.values() for sentence in reasons.values()} | {"Levaxin", OWN}
    assert not [each for each in said if each in notice]


@pytest.mark.parametrize(("event", "reason"), REASONS)
def test_staff_see_both_texts_before_they_sign_and_the_easy_one_is_easy(event, reason):
    plain, easy = preview(event, reason)
    measured = measure([easy.why, easy.do, easy.again])

    assert plain.why == WHY[event][reason]
    assert measured.longest_sentence <= 15


@pytest.mark.parametrize(("event", "reason"), [("meet", "enough_left"), ("decline", "test_needed")])
def test_an_unknown_reason_leads_nowhere(event, reason):
    with pytest.raises(ValueError, match="is not a valid"):
        leads_on(event, reason)


def test_what_was_signed_before_the_sentence_changed_is_still_said_whole():
    assert no_in_words("meet", "check_up", "En gammal mening. Ring oss.").own == "En gammal mening. Ring oss."
