"""Eligibility: every reason, in order; the most specific rule of the clinic's policy wins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.eligibility import (
    ClinicPolicy,
    Note,
    PrescriptionFacts,
    Reason,
    assess,
)
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.renewal_policy import Outcome, PolicyRule, default_rules

TODAY = date(2026, 11, 23)
CLINIC, OTHER_CLINIC = "SE0000000000-V0001", "SE0000000000-V0002"
POLICY = ClinicPolicy(CLINIC, True, default_rules())
METOPROLOL = PrescriptionFacts(
    atc="C07AB02",
    narcotic_class=None,
    special_medicine=False,
    dose_dispensed=False,
    status="active",
    valid_until=TODAY + timedelta(days=30),
    withdrawals_left=0,
    clinic_hsa_id=CLINIC,
    has_open_request=False,
    is_aid=False,
)


def asked(policy=POLICY, **facts):
    return assess(replace(METOPROLOL, **facts), policy, today=TODAY)


def test_an_ordinary_prescription_from_the_clinic_may_be_asked_for_without_a_word():
    verdict = asked()

    assert verdict.may_ask
    assert (verdict.reasons, verdict.notes) == ((), ())


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"clinic_hsa_id": OTHER_CLINIC}, Reason.PRESCRIBED_ELSEWHERE),
        ({"has_open_request": True}, Reason.ALREADY_ASKED),
        ({"status": "stopped"}, Reason.ENDED_BY_PRESCRIBER),
        ({"status": "cancelled"}, Reason.ENDED_BY_PRESCRIBER),
        ({"status": "entered-in-error"}, Reason.ENDED_BY_PRESCRIBER),
        ({"status": "on-hold"}, Reason.BLOCKED),
        ({"status": "garbled"}, Reason.BLOCKED),
        ({"valid_until": TODAY - timedelta(days=366)}, Reason.ENDED_LONG_AGO),
        ({"dose_dispensed": True}, Reason.DOSE_DISPENSED),
        ({"narcotic_class": "V", "atc": "N05CF01"}, Reason.NARCOTIC),
        ({"narcotic_class": "II", "atc": None}, Reason.NARCOTIC),
        ({"atc": "J01CE02"}, Reason.ANTIBIOTIC),
        ({"atc": "D10BA01"}, Reason.VISIT_REQUIRED),
        ({"atc": "N05CF01"}, Reason.NOT_OFFERED_HERE),
    ],
)
def test_one_thing_in_the_way_is_the_one_reason(facts, reason):
    verdict = asked(**facts)

    assert not verdict.may_ask
    assert verdict.reasons == (reason,)


def test_an_aid_is_asked_for_as_a_medicine_is():
    verdict = asked(is_aid=True, atc=None)

    assert (verdict.may_ask, verdict.notes) == (True, ())


def test_a_clinic_that_does_not_renew_online_says_so():
    assert asked(replace(POLICY, renews_online=False)).reasons == (Reason.CLINIC_DOES_NOT_RENEW,)


def test_a_clinic_may_accept_what_others_prescribed():
    assert asked(replace(POLICY, accepts_other_clinics=True), clinic_hsa_id=OTHER_CLINIC).may_ask


def test_all_reasons_are_told_in_their_order():
    verdict = asked(
        replace(POLICY, renews_online=False, rules=(PolicyRule(Outcome.VISIT_REQUIRED),)),
        atc="J01CE02",
        narcotic_class="II",
        status="stopped",
        valid_until=TODAY - timedelta(days=800),
        clinic_hsa_id=OTHER_CLINIC,
        has_open_request=True,
        dose_dispensed=True,
        is_aid=True,
    )

    assert verdict.reasons == tuple(
        reason for reason in Reason if reason not in (Reason.BLOCKED, Reason.NOT_OFFERED_HERE)
    )


@pytest.mark.parametrize(
    ("facts", "notes"),
    [
        ({"valid_until": TODAY}, ()),
        ({"valid_until": TODAY - timedelta(days=1)}, (Note.EXPIRED,)),
        ({"valid_until": TODAY - timedelta(days=365)}, (Note.EXPIRED,)),
        ({"status": "completed"}, ()),
        ({"withdrawals_left": 1}, ()),
        ({"withdrawals_left": 2}, (Note.MANY_LEFT,)),
        ({"withdrawals_left": None}, ()),
        ({"withdrawals_left": 1, "valid_until": TODAY + timedelta(days=90)}, ()),
        ({"withdrawals_left": 1, "valid_until": TODAY + timedelta(days=91)}, (Note.EARLY,)),
        ({"withdrawals_left": 3, "valid_until": TODAY + timedelta(days=200)}, (Note.MANY_LEFT, Note.EARLY)),
        ({"withdrawals_left": 0, "valid_until": TODAY + timedelta(days=200)}, ()),
        ({"atc": "B01AF02"}, (Note.NEEDS_REVIEW,)),
        ({"atc": None}, (Note.NEEDS_REVIEW,)),
        ({"special_medicine": True}, (Note.NEEDS_REVIEW,)),
        ({"clinic_hsa_id": None}, (Note.NEEDS_REVIEW,)),
    ],
)
def test_what_is_told_about_a_prescription_that_may_be_asked_for(facts, notes):
    verdict = asked(**facts)

    assert verdict.may_ask
    assert verdict.notes == notes


def test_a_narcotic_that_a_clinic_allows_always_needs_review():
    policy = replace(POLICY, rules=(PolicyRule(Outcome.ALLOW, "N06BA", narcotic=True), *default_rules()))

    verdict = asked(policy, atc="N06BA04", narcotic_class="II")

    assert verdict.may_ask
    assert verdict.notes == (Note.NEEDS_REVIEW,)


def test_the_words_of_whoever_decided_come_in_both_kinds_of_swedish():
    rule = PolicyRule(Outcome.VISIT_REQUIRED, "C07", name="betablockerare", text="Ring.", text_simple="Ring!")
    policy = replace(POLICY, decided=(DecidedRule(Level.REGION, rule, TODAY, "Beslut"),))

    verdict = asked(policy, atc="C07AB02")

    assert (verdict.reasons, verdict.text, verdict.text_simple) == (
        (Reason.VISIT_REQUIRED,),
        "Ring.",
        "Ring!",
    )
    assert assess(METOPROLOL, policy, today=TODAY - timedelta(days=1)).may_ask


ALLOW, REVIEW, VISIT, NOT = Outcome


@pytest.mark.parametrize(
    ("rules", "atc", "narcotic_class", "outcome"),
    [
        ([PolicyRule(ALLOW), PolicyRule(VISIT, "C")], "C07AB02", None, VISIT),
        ([PolicyRule(VISIT, "C"), PolicyRule(ALLOW, "C07")], "C07AB02", None, ALLOW),
        ([PolicyRule(ALLOW, "C07AB02"), PolicyRule(VISIT, "C07AB")], "C07AB02", None, ALLOW),
        ([PolicyRule(ALLOW, "N05CF"), PolicyRule(NOT, narcotic=True)], "N05CF01", "IV", NOT),
        ([PolicyRule(ALLOW, "N05CF01"), PolicyRule(NOT, narcotic=True)], "N05CF01", "IV", ALLOW),
        ([PolicyRule(NOT, narcotic=True), PolicyRule(REVIEW, "N05", narcotic=True)], "N05CF01", "IV", REVIEW),
        (
            [PolicyRule(ALLOW, "N05CF01"), PolicyRule(VISIT, "N05CF01", narcotic=True)],
            "N05CF01",
            "IV",
            VISIT,
        ),
        ([PolicyRule(NOT, narcotic=True), PolicyRule(ALLOW)], "N05CF01", None, ALLOW),
        ([PolicyRule(VISIT, "C07"), PolicyRule(ALLOW, "C07")], "C07AB02", None, VISIT),
        ([PolicyRule(VISIT, "J01")], "C07AB02", None, REVIEW),
        ([], "C07AB02", None, REVIEW),
        ([PolicyRule(ALLOW), PolicyRule(NOT, "J")], None, None, ALLOW),
    ],
)
def test_the_most_specific_rule_wins(rules, atc, narcotic_class, outcome):
    policy = ClinicPolicy(CLINIC, True, tuple(rules))

    assert policy.ruling(atc=atc, narcotic_class=narcotic_class, day=TODAY).outcome is outcome


@pytest.mark.parametrize(
    ("atc", "outcome"),
    [
        ("C09AA02", ALLOW),
        ("H03AA01", ALLOW),
        ("A10BA02", ALLOW),
        ("N06AB04", ALLOW),
        ("N02BE01", ALLOW),
        ("B01AC06", ALLOW),
        ("G03AC09", ALLOW),
        ("R03AC02", ALLOW),
        ("B01AC04", REVIEW),
        ("B01AA03", REVIEW),
        ("C03DA01", REVIEW),
        ("N05AN01", REVIEW),
        ("N05BB01", REVIEW),
        ("N05CM06", REVIEW),
        ("N02BF01", REVIEW),
        ("N06BA09", REVIEW),
        ("L04AX03", REVIEW),
        ("G03BA03", REVIEW),
        ("N02AJ06", NOT),
        ("N05BA04", NOT),
        ("N05CF01", NOT),
        ("N02BF02", NOT),
        ("N06BA04", NOT),
        ("N06BA07", NOT),
        ("J01CE02", NOT),
        ("D10BA01", VISIT),
    ],
)
def test_the_default_policy_by_atc_alone(atc, outcome):
    assert POLICY.ruling(atc=atc, narcotic_class=None, day=TODAY).outcome is outcome


FACTS = st.builds(
    PrescriptionFacts,
    atc=st.sampled_from([None, "C07AB02", "N05CF01", "J01CE02", "B01AF02", "D10BA01"]),
    narcotic_class=st.sampled_from([None, "II", "V"]),
    special_medicine=st.booleans(),
    dose_dispensed=st.booleans(),
    status=st.sampled_from(["active", "completed", "stopped", "on-hold", "?"]),
    valid_until=st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=400)),
    withdrawals_left=st.one_of(st.none(), st.integers(0, 12)),
    clinic_hsa_id=st.sampled_from([None, CLINIC, OTHER_CLINIC]),
    has_open_request=st.booleans(),
    is_aid=st.booleans(),
)
POLICIES = st.builds(
    ClinicPolicy,
    clinic_hsa_id=st.just(CLINIC),
    renews_online=st.booleans(),
    rules=st.lists(
        st.builds(
            PolicyRule,
            st.sampled_from(Outcome),
            st.sampled_from([None, "N", "N05CF01", "J01", "C07"]),
            st.booleans(),
        ),
        max_size=4,
    ).map(lambda own: (*own, *default_rules())),
    accepts_other_clinics=st.booleans(),
)


@given(FACTS, POLICIES)
def test_a_prescription_may_be_asked_for_exactly_when_there_is_no_reason_against(facts, policy):
    verdict = assess(facts, policy, today=TODAY)

    assert verdict.may_ask is (not verdict.reasons)
    assert list(verdict.reasons) == sorted(set(verdict.reasons), key=list(Reason).index)
    assert list(verdict.notes) == sorted(set(verdict.notes), key=list(Note).index)


@given(FACTS, POLICIES)
def test_a_clinic_that_stops_renewing_online_takes_nothing_and_hides_no_other_reason(facts, policy):
    open_clinic, shut_clinic = replace(policy, renews_online=True), replace(policy, renews_online=False)

    assert assess(facts, shut_clinic, today=TODAY).reasons == (
        Reason.CLINIC_DOES_NOT_RENEW,
        *assess(facts, open_clinic, today=TODAY).reasons,
    )


@given(FACTS)
def test_by_default_no_narcotic_and_no_antibiotic_may_be_asked_for(facts):
    verdict = assess(facts, POLICY, today=TODAY)

    if facts.narcotic_class is not None or facts.atc == "J01CE02":
        assert not verdict.may_ask
