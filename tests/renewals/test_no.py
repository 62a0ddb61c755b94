"""A bare no cannot be sent, neither by the deed nor past it; and every medicine can be asked for again."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from fornya.renewals.decide import BareNo, LineDecision, NotClean, decide_request
from fornya.renewals.shown import digest_of_shown
from fornya.rules.checks.run import run
from fornya.rules.checks.shape import Name, Result
from fornya.rules.decision_reasons import DeclineReason, MeetReason, leads_on
from fornya.rules.renewal_states import Event
from tests import make
from tests.committed import owner
from tests.rules.checks.cases import CLEAN

REASONS = [(Event.MEET, reason.value) for reason in MeetReason]
REASONS += [(Event.DECLINE, reason.value) for reason in DeclineReason]
STEP = "SELECT next_step FROM renewals_decision"


def a_case(patient=None, choice=None):
    eva = make.staff()
    return eva, make.taken(eva, make.request(patient, [choice or make.choice()]))


@pytest.mark.parametrize(("event", "reason"), REASONS)
def test_a_no_keeps_its_next_step_and_its_medicine_can_be_asked_for_again(database, event, reason):
    patient, choice = make.patient(), make.choice()
    eva, whole = a_case(patient, choice)

    make.decide(eva, whole, LineDecision(whole.lines[0].id, event, reason=reason, text="Ring oss."))

    assert owner(STEP) == [(leads_on(event.value, reason)[0].value,)]
    assert make.request(patient, [choice])


@pytest.mark.parametrize(
    ("event", "reason", "text"),
    [
        (Event.MEET, "", "Ring oss."),
        (Event.MEET, "enough_left", "Ring oss."),
        (Event.MEET, "check_up", " \n"),
        (Event.DECLINE, "", "Ring oss."),
        (Event.DECLINE, "because", "Ring oss."),
        (Event.DECLINE, "other", ""),
    ],
)
def test_a_bare_no_is_refused_and_nothing_is_decided(database, event, reason, text):
    eva, whole = a_case()

    with pytest.raises(BareNo):
        make.decide(eva, whole, LineDecision(whole.lines[0].id, event, reason=reason, text=text))

    assert owner(STEP) == []
    assert owner("SELECT state FROM renewals_renewalline") == [("opened",)]


@pytest.mark.parametrize(
    "change",
    ["reason = ''", "reason = 'because'", "text = ''", "next_step = ''", "next_step = 'wait'"],
)
def test_the_database_refuses_a_bare_no_too(database, change):
    eva, whole = a_case()
    make.decide(eva, whole, make.refusal(whole.lines[0].id))

    with pytest.raises(psycopg.errors.CheckViolation):
        owner(f"UPDATE renewals_decision SET {change}")  # noqa: S608


@pytest.mark.parametrize(
    "change",
    [
        {"changed": False},
        {"withdrawals_total": 2},
        {"valid_until": (make.TODAY + timedelta(days=100)).isoformat()},
        {"reason": "enough_left"},
    ],
)
def test_a_short_supply_that_is_not_short_is_refused(database, change):
    eva, whole = a_case()
    short = {"withdrawals_total": 1, "valid_until": (make.TODAY + timedelta(days=60)).isoformat()}
    of_new = {name: value for name, value in change.items() if name in short}
    decision = make.renewal(whole.lines[0].id, **(short | of_new))
    asked = {"changed": True, "reason": "check_up", "text": "Ring oss."}
    others = {name: value for name, value in change.items() if name not in short}

    with pytest.raises(BareNo):
        make.decide(eva, whole, replace(decision, **(asked | others)))

    make.decide(eva, whole, replace(make.renewal(whole.lines[0].id, **short), **asked))
    assert owner(STEP) == [("book",)]


def sign_clean(eva, whole, decision, findings):
    checked = {whole.lines[0].id: findings}
    decide_request(
        request_id=whole.id,
        decisions=(decision,),
        seen_version=whole.version,
        shown=digest_of_shown(whole, checked),
        checked=checked,
        by=eva,
        now=make.NOW,
        only_clean=True,
    )


@pytest.mark.parametrize("name", Name)
def test_the_fast_lane_is_shut_by_any_check_that_did_not_run(database, name):
    eva, whole = a_case()
    renewal = make.renewal(whole.lines[0].id)

    with pytest.raises(NotClean):
        sign_clean(eva, whole, renewal, run(CLEAN, switched_off=[name]))
    assert owner(STEP) == []


def test_the_fast_lane_takes_a_clean_renewal_and_nothing_else(database):
    eva, whole = a_case()
    line_id, clean = whole.lines[0].id, run(CLEAN)
    others = [
        make.refusal(line_id),
        make.question(line_id),
        replace(make.renewal(line_id), changed=True, text="Ny dos"),
    ]
    warned = tuple(replace(each, result=Result.WARN) if each.name is Name.AGE else each for each in clean)

    for decision, findings in [*((each, clean) for each in others), (make.renewal(line_id), warned)]:
        with pytest.raises(NotClean):
            sign_clean(eva, whole, decision, findings)
    with pytest.raises(NotClean):
        sign_clean(eva, whole, make.renewal(line_id), ())
    sign_clean(eva, whole, make.renewal(line_id), clean)

    assert owner("SELECT outcome FROM renewals_decision") == [("renew",)]
