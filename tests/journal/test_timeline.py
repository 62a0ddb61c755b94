"""Requests as they went: every moment, in order, with the words that were written then."""

import uuid
from datetime import timedelta

from fornya.journal.timeline import MESSAGE, ON_A_PAGE, timeline
from fornya.rules.renewal_states import Event
from tests import make
from tests.committed import owner


def test_a_course_has_each_moment_with_what_was_written(database):
    patient, eva = make.patient(), make.staff()
    whole = make.taken(eva, make.request(patient, [make.choice("Levaxin"), make.choice("Sertralin")]))
    refused, asked = whole.lines
    make.decide(eva, whole, make.refusal(refused.id, Event.MEET), make.question(asked.id, "Hur ofta?"))

    (course,) = timeline(patient=patient, before=None, now=make.NOW).courses

    told = [(moment.what, moment.medicine, moment.text) for moment in course.moments]
    assert told[:2] == [("sent", "", ""), ("opened", "", "")]
    assert ("meet", "Levaxin 50 mg", "Ring oss, så bokar vi en tid.") in told
    assert ("ask", "Sertralin 50 mg", "Hur ofta?") in told
    kinds = sorted(moment.kind for moment in course.moments if moment.what == MESSAGE)
    assert kinds == ["answered", "question", "received"]


def test_a_decision_that_the_store_refused_is_still_there_with_its_words(database):
    patient, eva = make.patient(), make.staff()
    whole = make.taken(eva, make.request(patient))
    make.decide(eva, whole, make.refusal(whole.lines[0].id))
    owner("UPDATE renewals_decision SET superseded_at = decided_at")

    (course,) = timeline(patient=patient, before=None, now=make.NOW).courses

    assert "Ring oss, så bokar vi en tid." in [moment.text for moment in course.moments]


def test_pages_give_every_request_once_and_nobody_elses(database):
    # Mutant: a place that is the moment alone.
    patient = make.patient()
    make.request()
    days = [make.NOW - timedelta(days=each) for each in range(ON_A_PAGE + 2)]
    sent = {make.request(patient, now=day) for day in days}
    owner("UPDATE renewals_renewalrequest SET sent_at = %s", make.NOW - timedelta(days=1))

    first = timeline(patient=patient, before=None, now=make.NOW)
    second = timeline(patient=patient, before=first.following, now=make.NOW)

    found = [course.id for page in (first, second) for course in page.courses]
    assert second.following is None
    assert len(found) == len(sent)
    assert set(found) == sent


def test_a_request_without_messages_or_answers_is_there(database):
    patient = make.patient()
    request_id = make.request(patient)
    owner("DELETE FROM messages_message")

    (course,) = timeline(patient=patient, before=None, now=make.NOW).courses

    assert course.id == request_id
    assert isinstance(course.id, uuid.UUID)
    assert [moment.what for moment in course.moments] == ["sent"]
