"""Each check by itself: one fact of a clean request is changed, and it says what it found."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fornya.rules.checks.case import Pair, Products
from fornya.rules.checks.run import run
from fornya.rules.checks.shape import Name, Result, Why
from fornya.rules.checks.tables import ALLERGENS, IN_PREGNANCY, KIDNEY, MOST_MG, OLD, PAIRS, PREVENTION
from fornya.rules.renewal_policy import Outcome, is_atc
from tests.rules.checks.cases import (
    ASKED,
    CLEAN,
    TODAY,
    answer,
    asked,
    beside,
    day,
    recorded,
    with_medicines,
)

BY_HAND = replace(CLEAN, asked=None, units_per_day=None, monitoring_group=None)
WARFARIN = asked(atc="B01AA03", name="Waran 2,5 mg", substance="warfarin", strength="2,5 mg")
METFORMIN = asked(atc="A10BA02", name="Metformin 500 mg", substance="metformin", strength="500 mg")
VALPROATE = asked(atc="N03AG01", name="Ergenyl 500 mg", substance="valproat", strength="500 mg")
RAMIPRIL = asked(atc="C09AA05", name="Ramipril 5 mg", substance="ramipril", strength="5 mg")
AMOXICILLIN = asked(atc="J01CA04", name="Amimox 500 mg", substance="amoxicillin")


def answers(**changes):
    return replace(CLEAN, answers={**CLEAN.answers, **changes})


def short(name):
    return replace(CLEAN, products=Products("list", TODAY, short={name: None}))


def licensed(until):
    return replace(CLEAN, products=Products("list", TODAY, licences={ASKED.name.lower(): until}))


CASES = [
    (Name.PRESCRIPTION, CLEAN, Result.FINE, Why.AS_SHOWN),
    (Name.PRESCRIPTION, BY_HAND, Result.STOP, Why.WRITTEN_BY_HAND),
    (Name.PRESCRIPTION, replace(CLEAN, medicines=None), Result.NOT_RUN, Why.STORE_DOWN),
    (Name.PRESCRIPTION, with_medicines(this=None), Result.STOP, Why.GONE),
    (Name.PRESCRIPTION, with_medicines(this=None, hides=True), Result.NOT_RUN, Why.STORE_HIDES),
    (Name.PRESCRIPTION, asked(status="stopped"), Result.STOP, Why.ENDED),
    (Name.PRESCRIPTION, asked(status="entered-in-error"), Result.STOP, Why.ENDED),
    (Name.PRESCRIPTION, asked(status="on-hold"), Result.STOP, Why.ON_HOLD),
    (Name.PRESCRIPTION, asked(status="new in a later release"), Result.STOP, Why.ON_HOLD),
    (Name.PRESCRIPTION, asked(status="completed"), Result.FINE, Why.AS_SHOWN),
    (Name.PRESCRIPTION, with_medicines(this=replace(ASKED, version="2")), Result.WARN, Why.CHANGED_SINCE),
    (Name.ANSWERS, CLEAN, Result.FINE, Why.ANSWERS_WELL),
    (Name.ANSWERS, replace(CLEAN, answers={}), Result.NOT_RUN, Why.NOT_ANSWERED),
    (Name.ANSWERS, answers(works=""), Result.NOT_RUN, Why.NOT_ANSWERED),
    (Name.ANSWERS, answers(side_effects="yes"), Result.WARN, Why.SIDE_EFFECTS),
    (Name.ANSWERS, answers(works="no"), Result.WARN, Why.WORKS_BADLY),
    (Name.ANSWERS, answers(as_prescribed="no"), Result.WARN, Why.TAKES_OTHERWISE),
    (Name.ANSWERS, answers(works="unknown"), Result.WARN, Why.UNSURE),
    (Name.ANSWERS, answers(note="Jag är yr"), Result.WARN, Why.WRITES),
    (Name.ANSWERS, replace(CLEAN, message="Hej"), Result.WARN, Why.WRITES),
    (Name.POLICY, CLEAN, Result.FINE, Why.POLICY_ALLOWS),
    (Name.POLICY, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.POLICY, replace(CLEAN, policy=Outcome.ALLOW_WITH_REVIEW), Result.WARN, Why.POLICY_REVIEW),
    (Name.POLICY, replace(CLEAN, policy=Outcome.VISIT_REQUIRED), Result.STOP, Why.POLICY_REFUSES),
    (Name.POLICY, replace(CLEAN, policy=Outcome.NOT_OFFERED), Result.STOP, Why.POLICY_REFUSES),
    (Name.CONTROLLED, CLEAN, Result.FINE, Why.NOT_CONTROLLED),
    (Name.CONTROLLED, replace(CLEAN, narcotic_class="V"), Result.WARN, Why.CONTROLLED),
    (Name.CONTROLLED, asked(atc="N05CF01"), Result.WARN, Why.HABIT_FORMING),
    (Name.CONTROLLED, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.USE, CLEAN, Result.FINE, Why.COLLECTED_AS_DOSED),
    (Name.USE, replace(CLEAN, medicines=None), Result.NOT_RUN, Why.STORE_DOWN),
    (Name.USE, replace(CLEAN, units_per_day=None), Result.NOT_RUN, Why.DOSE_UNCOUNTABLE),
    (Name.USE, with_medicines(fills=()), Result.NOT_RUN, Why.NOTHING_COLLECTED),
    (Name.USE, with_medicines(fills=((day(400), 100),)), Result.NOT_RUN, Why.NOTHING_COLLECTED),
    (Name.USE, with_medicines(fills=((day(90), 100), (day(2), 100))), Result.FINE, Why.COLLECTED_AS_DOSED),
    (Name.USE, with_medicines(fills=((day(80), 100), (day(2), 100))), Result.WARN, Why.COLLECTED_EARLY),
    (Name.USE, with_medicines(fills=((day(3), 100), (day(3), 100))), Result.WARN, Why.COLLECTED_EARLY),
    (Name.USE, with_medicines(fills=((day(300), 100), (day(20), 100))), Result.WARN, Why.COLLECTED_LATE),
    (Name.USE, with_medicines(this=replace(ASKED, left=1)), Result.WARN, Why.PLENTY_LEFT),
    (
        Name.USE,
        with_medicines(this=replace(ASKED, left=1, valid_until=TODAY + timedelta(days=30))),
        Result.FINE,
        Why.COLLECTED_AS_DOSED,
    ),
    (Name.DOSE, CLEAN, Result.FINE, Why.DOSE_WITHIN),
    (Name.DOSE, replace(CLEAN, units_per_day=Decimal(4)), Result.FINE, Why.DOSE_WITHIN),
    (Name.DOSE, replace(CLEAN, units_per_day=Decimal("4.5")), Result.STOP, Why.DOSE_ABOVE),
    (Name.DOSE, asked(atc="H03AA01", strength="100 mikrogram"), Result.FINE, Why.DOSE_WITHIN),
    (Name.DOSE, asked(atc="C01AA05", strength="0,13 mg"), Result.FINE, Why.DOSE_WITHIN),
    (Name.DOSE, asked(atc="N02BE01", strength="5 g"), Result.STOP, Why.DOSE_ABOVE),
    (Name.DOSE, asked(strength="16 mg/12,5 mg"), Result.NOT_RUN, Why.DOSE_UNCOUNTABLE),
    (Name.DOSE, replace(CLEAN, units_per_day=None), Result.NOT_RUN, Why.DOSE_UNCOUNTABLE),
    (Name.DOSE, asked(atc="C07AX99"), Result.NOT_RUN, Why.NO_DOSE_LIMIT),
    (Name.DOSE, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.DOSE, replace(CLEAN, monitoring_group="MTX"), Result.WARN, Why.WEEKLY_DOSE),
    (Name.DUPLICATE, CLEAN, Result.FINE, Why.NO_OTHER_ALIKE),
    (Name.DUPLICATE, beside(CLEAN, "C07AB02"), Result.WARN, Why.SAME_SUBSTANCE),
    (Name.DUPLICATE, beside(CLEAN, "C07AB07"), Result.WARN, Why.SAME_KIND),
    (Name.DUPLICATE, beside(CLEAN, None), Result.NOT_RUN, Why.OTHER_WITHOUT_ATC),
    (Name.DUPLICATE, with_medicines(hides=True), Result.NOT_RUN, Why.STORE_HIDES),
    (Name.DUPLICATE, replace(CLEAN, medicines=None), Result.NOT_RUN, Why.STORE_DOWN),
    (Name.DUPLICATE, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.INTERACTION, CLEAN, Result.FINE, Why.NO_INTERACTION),
    (Name.INTERACTION, beside(WARFARIN, "M01AE02"), Result.STOP, Why.INTERACTS),
    (Name.INTERACTION, beside(WARFARIN, "B01AC06"), Result.WARN, Why.INTERACTS),
    (Name.INTERACTION, beside(asked(atc="M01AE02"), "B01AA03"), Result.STOP, Why.INTERACTS),
    (Name.INTERACTION, beside(CLEAN, None), Result.NOT_RUN, Why.OTHER_WITHOUT_ATC),
    (Name.INTERACTION, with_medicines(hides=True), Result.NOT_RUN, Why.STORE_HIDES),
    (Name.INTERACTION, replace(CLEAN, medicines=None), Result.NOT_RUN, Why.STORE_DOWN),
    (Name.ALLERGY, CLEAN, Result.FINE, Why.NO_ALLERGY),
    (Name.ALLERGY, recorded(allergies=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.ALLERGY, recorded(allergies=("Metoprolol: utslag",)), Result.STOP, Why.ALLERGIC),
    (Name.ALLERGY, recorded(allergies=("Björkpollen",)), Result.WARN, Why.OTHER_ALLERGY),
    (Name.ALLERGY, recorded(AMOXICILLIN, allergies=("Pc",)), Result.STOP, Why.ALLERGIC),
    (Name.ALLERGY, recorded(AMOXICILLIN, allergies=("penicillinallergi",)), Result.STOP, Why.ALLERGIC),
    (Name.ALLERGY, recorded(allergies=("Pc",)), Result.WARN, Why.OTHER_ALLERGY),
    (Name.VISIT, CLEAN, Result.FINE, Why.SEEN),
    (Name.VISIT, recorded(last_visit_on=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.VISIT, recorded(last_visit_on=day(-1)), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.VISIT, recorded(last_visit_on=day(365)), Result.FINE, Why.SEEN),
    (Name.VISIT, recorded(last_visit_on=day(366)), Result.WARN, Why.NOT_SEEN),
    (Name.MONITORING, CLEAN, Result.FINE, Why.MONITORED),
    (Name.MONITORING, replace(CLEAN, monitoring_group=None), Result.FINE, Why.NOT_MONITORED),
    (Name.MONITORING, recorded(last_check_on=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.MONITORING, recorded(last_check_on=day(-1)), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.MONITORING, recorded(last_check_on=day(350)), Result.FINE, Why.DUE_SOON),
    (Name.MONITORING, recorded(last_check_on=day(366)), Result.WARN, Why.OVERDUE),
    (Name.MONITORING, replace(CLEAN, monitoring_group="MTX"), Result.WARN, Why.OVERDUE),
    (
        Name.MONITORING,
        recorded(replace(CLEAN, monitoring_group="LITHIUM"), last_check_on=day(5)),
        Result.WARN,
        Why.SPECIALIST,
    ),
    (Name.MONITORING, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.KIDNEY, CLEAN, Result.FINE, Why.NOT_CONCERNED),
    (Name.KIDNEY, METFORMIN, Result.FINE, Why.KIDNEY_FINE),
    (Name.KIDNEY, recorded(METFORMIN, egfr=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.KIDNEY, recorded(METFORMIN, egfr_on=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.KIDNEY, recorded(METFORMIN, egfr_on=day(366)), Result.NOT_RUN, Why.RECORD_TOO_OLD),
    (Name.KIDNEY, recorded(METFORMIN, egfr=45), Result.FINE, Why.KIDNEY_FINE),
    (Name.KIDNEY, recorded(METFORMIN, egfr=44), Result.WARN, Why.KIDNEY_LOW),
    (Name.KIDNEY, recorded(METFORMIN, egfr=29), Result.STOP, Why.KIDNEY_LOW),
    (Name.KIDNEY, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.PREGNANCY, CLEAN, Result.FINE, Why.NOT_CONCERNED),
    (Name.PREGNANCY, RAMIPRIL, Result.FINE, Why.NOT_PREGNANT),
    (Name.PREGNANCY, recorded(RAMIPRIL, pregnant=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.PREGNANCY, recorded(RAMIPRIL, pregnant=True), Result.STOP, Why.PREGNANT),
    (Name.PREGNANCY, replace(RAMIPRIL, age=56), Result.FINE, Why.NOT_CONCERNED),
    (Name.PREGNANCY, replace(RAMIPRIL, is_woman=False), Result.FINE, Why.NOT_CONCERNED),
    (Name.PREGNANCY, VALPROATE, Result.WARN, Why.PREVENTION),
    (Name.PREGNANCY, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.AGE, CLEAN, Result.FINE, Why.AGE_FINE),
    (Name.AGE, replace(CLEAN, age=17), Result.WARN, Why.CHILD),
    (Name.AGE, replace(CLEAN, age=18), Result.FINE, Why.AGE_FINE),
    (Name.AGE, replace(asked(atc="N05CF01"), age=74), Result.FINE, Why.AGE_FINE),
    (Name.AGE, replace(asked(atc="N05CF01"), age=75), Result.WARN, Why.OLD_FOR_IT),
    (Name.AGE, BY_HAND, Result.NOT_RUN, Why.NO_ATC),
    (Name.DOSE_DISPENSED, CLEAN, Result.FINE, Why.NOT_DISPENSED_IN_BAGS),
    (Name.DOSE_DISPENSED, recorded(in_bags=None), Result.NOT_RUN, Why.NOT_IN_RECORD),
    (Name.DOSE_DISPENSED, recorded(in_bags=True), Result.STOP, Why.DISPENSED_IN_BAGS),
    (Name.DOSE_DISPENSED, recorded(in_bags=True, bags_stop_on=day(-9)), Result.STOP, Why.BAGS_STOP),
    (Name.SHORTAGE, CLEAN, Result.FINE, Why.NO_SHORTAGE),
    (Name.SHORTAGE, short(ASKED.name.lower()), Result.WARN, Why.SHORTAGE),
    (Name.SHORTAGE, short("annat 5 mg"), Result.FINE, Why.NO_SHORTAGE),
    (Name.SHORTAGE, replace(CLEAN, products=None), Result.NOT_RUN, Why.NO_PRODUCT_SOURCE),
    (
        Name.SHORTAGE,
        replace(CLEAN, products=Products("list", day(1))),
        Result.NOT_RUN,
        Why.PRODUCT_SOURCE_OLD,
    ),
    (Name.LICENCE, CLEAN, Result.FINE, Why.NO_LICENCE),
    (Name.LICENCE, licensed(TODAY), Result.WARN, Why.ON_LICENCE),
    (Name.LICENCE, licensed(day(1)), Result.STOP, Why.LICENCE_OVER),
    (Name.LICENCE, replace(CLEAN, products=None), Result.NOT_RUN, Why.NO_PRODUCT_SOURCE),
]


@pytest.mark.parametrize(
    ("name", "case", "result", "why"),
    CASES,
    ids=[f"{number}-{row[0]}-{row[3]}" for number, row in enumerate(CASES)],
)
def test_a_check_says_what_it_found(name, case, result, why):
    said = answer(name, case)

    assert (said.result, said.why[0]) == (result, why)


def test_every_sentence_but_those_of_the_frame_is_said_by_a_case():
    said = {row[3] for row in CASES}

    assert set(Why) - said == {Why.FAILED, Why.SWITCHED_OFF}


def test_a_patient_who_answers_badly_twice_is_told_of_twice():
    said = answer(Name.ANSWERS, answers(side_effects="yes", works="no"))

    assert said.why == (Why.SIDE_EFFECTS, Why.WORKS_BADLY)


def test_the_worst_pair_comes_first_and_the_others_are_counted():
    case = with_medicines(
        WARFARIN,
        others=(
            replace(ASKED, atc="B01AC06", name="Trombyl"),
            replace(ASKED, atc="M01AE02", name="Naproxen"),
        ),
    )

    said = answer(Name.INTERACTION, case)

    assert (said.result, said.values["other"], said.values["more"]) == (Result.STOP, "Naproxen", 1)


def test_a_pair_of_the_operators_own_source_counts_like_ours():
    products = Products("list", TODAY, pairs=(Pair("C07AB02", "H03AA01", True, "level"),))

    assert answer(Name.INTERACTION, replace(CLEAN, products=products)).result is Result.STOP


def test_covered_days_shift_what_overlaps_forwards():
    said = answer(Name.USE, with_medicines(fills=((day(99), 50), (day(60), 50))))

    assert (said.values["covered"], said.values["days"]) == (100, 100)


def test_what_is_kept_of_a_finding_is_plain():
    plain = (str, int, list)
    for _name, case, _result, _why in CASES:
        for finding in run(case):
            assert all(isinstance(each, plain) or each is None for each in finding.values.values()), finding


def test_the_tables_hold_codes_that_are_codes_and_limits_that_make_sense():
    rows = [*KIDNEY, *OLD, *ALLERGENS]
    codes = [*MOST_MG, *IN_PREGNANCY, *PREVENTION, *(code for row in rows for code in row.atc)]
    codes += [code for pair in PAIRS for code in (pair.one, pair.other)]

    assert [code for code in codes if not is_atc(code)] == []
    assert all(most > 0 for most in MOST_MG.values())
    assert all(0 <= row.stop <= row.warn < 90 for row in KIDNEY)
    assert len({frozenset((pair.one, pair.other)) for pair in PAIRS}) == len(PAIRS)
