"""Roles and deeds: the whole table, so that a new permission is a decision and not a slip."""

import pytest

from fornya.rules.access import (
    ALLOWED,
    BY_POST,
    NAMED_ONLY,
    POSTED_ONLY,
    Deed,
    Role,
    may,
    may_in_matter,
    staff_role,
)
from fornya.rules.acting import Ability
from fornya.rules.posts import PostRole

READER = {Deed.CHOOSE_COMMISSION, Deed.READ_WORKLIST, Deed.SEE_REQUEST, Deed.SETTINGS}
ASKING = {Deed.SEND_REQUEST, Deed.WITHDRAW, Deed.ANSWER_QUESTION, Deed.BOOK_TIME}
OWN = {Deed.SAY_HOW_TO_TELL, Deed.OWN_SETTINGS}
EXPECTED = {
    Role.PATIENT: ASKING | OWN | {Deed.OWN_PAGES, Deed.CHOOSE_WHOM},
    Role.PRESCRIBER: READER | {Deed.TAKE, Deed.ASK_QUESTION, Deed.DECIDE},
    Role.NURSE: READER | {Deed.TAKE, Deed.ASK_QUESTION},
    Role.CLERK: READER,
    Role.NONE: set(),
}


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("role", Role)
def test_only_what_the_table_says_is_allowed(role, deed):
    assert may(role, deed) is (deed in EXPECTED[role])


def test_settings_are_for_those_whom_the_clinic_has_named():
    assert {Deed.SETTINGS} == NAMED_ONLY


BY_NAME = {
    PostRole.OPERATOR: {Deed.OPERATE, Deed.GIVE_POSTS},
    PostRole.REGION_ADMINISTRATOR: {Deed.ADMINISTER_REGION, Deed.GIVE_POSTS},
    PostRole.LOG_REVIEWER: {Deed.REVIEW_LOG},
}


def test_a_post_opens_what_the_table_says_and_no_commission_does():
    assert dict(BY_POST) == BY_NAME
    assert set().union(*BY_NAME.values()) == POSTED_ONLY
    assert [(role, deed) for role in Role for deed in POSTED_ONLY if may(role, deed)] == []


def test_only_a_prescriber_decides_and_only_a_patient_sends():
    assert [role for role in Role if may(role, Deed.DECIDE)] == [Role.PRESCRIBER]
    assert [role for role in Role if may(role, Deed.SEND_REQUEST)] == [Role.PATIENT]


IN_MATTER = {
    Ability.SEE: {Deed.OWN_PAGES},
    Ability.OVERVIEW: {Deed.OWN_PAGES},
    Ability.REQUEST: ASKING,
    Ability.CONTACT: {Deed.SAY_HOW_TO_TELL},
    Ability.SETTINGS: {Deed.OWN_SETTINGS},
}


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("ability", Ability)
def test_an_ability_opens_what_the_table_says_and_no_more(ability, deed):
    assert may_in_matter({ability}, deed) is (deed in IN_MATTER[ability] | {Deed.CHOOSE_WHOM})


def test_without_any_ability_one_may_only_choose_whose_matter_it_is():
    assert [deed for deed in Deed if may_in_matter((), deed)] == [Deed.CHOOSE_WHOM]


def test_every_role_has_its_row():
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize(
    ("licences", "prescriber_code", "role"),
    [
        (["LK"], "9000019", Role.PRESCRIBER),
        (["SJ", "LK"], "9000019", Role.PRESCRIBER),
        (["LK"], None, Role.NURSE),
        (["LK"], "", Role.NURSE),
        (["SJ"], None, Role.NURSE),
        (["SJ"], "9000027", Role.NURSE),
        (["AP"], None, Role.CLERK),
        ([], "9000019", Role.CLERK),
    ],
)
def test_a_commission_gives_a_role_by_licence_and_prescriber_code(licences, prescriber_code, role):
    assert staff_role(licences, prescriber_code) is role
