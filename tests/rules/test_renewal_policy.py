"""A clinic's policy: the most specific row decides, as an oracle that looks for it tier by tier says too."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.renewal_policy import (
    CLASSES,
    Outcome,
    PolicyRule,
    deciding_rule,
    default_rules,
    is_atc,
)

CODES = ("N05CF01", "N05CF02", "N05BA04", "C07AB02", "N")
PREFIXES = (None, "N", "N05", "N05C", "N05CF", "N05CF01", "C07", "C07AB02")
RULES = st.builds(
    PolicyRule,
    st.sampled_from(Outcome),
    st.sampled_from(PREFIXES),
    st.booleans(),
    st.sampled_from((None, *CLASSES)),
)


def oracle(rules, atc, narcotic_class):
    """Ask tier by tier, most exact first, for the first row that is of the tier and about the medicine."""
    about = [
        rule
        for rule in rules
        if (not rule.atc_prefix or (atc is not None and atc[: len(rule.atc_prefix)] == rule.atc_prefix))
        and not (rule.narcotic and not narcotic_class)
        and rule.narcotic_class in (None, narcotic_class)
    ]
    for full, kind, length in product((True, False), ("class", "any", "none"), range(7, -1, -1)):
        for rule in about:
            its = "class" if rule.narcotic_class else "any" if rule.narcotic else "none"
            size = len(rule.atc_prefix) if rule.atc_prefix else 0
            if (size == 7) is full and (its, size) == (kind, length):
                return rule
    return None


@given(
    st.lists(RULES, max_size=8).map(tuple),
    st.sampled_from((None, *CODES)),
    st.sampled_from((None, *CLASSES)),
)
def test_the_row_that_decides_is_the_oracles(rules, atc, narcotic_class):
    assert deciding_rule(rules, atc=atc, narcotic_class=narcotic_class) == oracle(rules, atc, narcotic_class)


@given(st.lists(RULES, max_size=5).map(tuple), st.sampled_from(CODES), st.sampled_from((None, *CLASSES)))
def test_of_two_about_the_same_group_the_clinics_own_decides(own, atc, narcotic_class):
    found = deciding_rule(own + default_rules(), atc=atc, narcotic_class=narcotic_class)

    # A rule of the clinic's own may say what the default says: which of the two it is, is asked.
    assert any(found is rule for rule in own) or found is None or found.key not in {rule.key for rule in own}


@pytest.mark.parametrize(
    ("rules", "decides"),
    [
        ((PolicyRule(Outcome.ALLOW, narcotic=True), PolicyRule(Outcome.NOT_OFFERED, narcotic_class="IV")), 1),
        ((PolicyRule(Outcome.ALLOW, "N05CF"), PolicyRule(Outcome.NOT_OFFERED, narcotic_class="IV")), 1),
        ((PolicyRule(Outcome.ALLOW, "N05CF01"), PolicyRule(Outcome.NOT_OFFERED, narcotic_class="IV")), 0),
        ((PolicyRule(Outcome.ALLOW, narcotic_class="II"), PolicyRule(Outcome.NOT_OFFERED, "N05")), 1),
    ],
)
def test_a_class_goes_before_all_classes_and_a_prefix_but_not_before_a_whole_code(rules, decides):
    assert deciding_rule(rules, atc="N05CF01", narcotic_class="IV") is rules[decides]


def test_a_row_of_another_class_says_nothing():
    assert (
        deciding_rule((PolicyRule(Outcome.ALLOW, narcotic_class="II"),), atc=None, narcotic_class=None)
        is None
    )


@pytest.mark.parametrize("text", ["N", "N05", "N05C", "N05CF", "N05CF01"])
def test_what_ends_at_a_level_is_atc(text):
    assert is_atc(text)


@pytest.mark.parametrize("text", ["", "n05", "N0", "N05CF0", "N05CF011", "05", "N05 CF", "N٠٥"])
def test_anything_else_is_not(text):
    assert not is_atc(text)
