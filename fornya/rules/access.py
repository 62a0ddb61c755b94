"""Who may do what with a request: one table of roles and deeds. What is not in the table is not allowed.

Whose patient and which clinic is another wall (scopes and row-level security); this one is about roles.

Source: patientdatalagen (2008:355) 4 kap. 1-2 §§ (only who needs it for the work); the regulations on who may
prescribe (a nurse may read and prepare, not decide).
Reviewed: 2026-11-23
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from fornya.rules.acting import Ability
from fornya.rules.posts import PostRole


class Role(StrEnum):
    """In which capacity somebody is signed in."""

    PATIENT = "patient"
    PRESCRIBER = "prescriber"
    NURSE = "nurse"
    CLERK = "clerk"
    NONE = "none"


class Deed(StrEnum):
    """What can be done with a request, and the pages around it that a role has."""

    OWN_PAGES = "own_pages"
    OWN_SETTINGS = "own_settings"
    CHOOSE_WHOM = "choose_whom"
    SEND_REQUEST = "send_request"
    SAY_HOW_TO_TELL = "say_how_to_tell"
    WITHDRAW = "withdraw"
    ANSWER_QUESTION = "answer_question"
    BOOK_TIME = "book_time"
    READ_WORKLIST = "read_worklist"
    SEE_REQUEST = "see_request"
    TAKE = "take"
    ASK_QUESTION = "ask_question"
    DECIDE = "decide"
    CHOOSE_COMMISSION = "choose_commission"
    SETTINGS = "settings"
    OPERATE = "operate"
    ADMINISTER_REGION = "administer_region"
    GIVE_POSTS = "give_posts"
    REVIEW_LOG = "review_log"


_READ = frozenset({Deed.CHOOSE_COMMISSION, Deed.READ_WORKLIST, Deed.SEE_REQUEST, Deed.SETTINGS})
_PREPARE = _READ | {Deed.TAKE, Deed.ASK_QUESTION}

# What a patient may, each by what they are able to in the matter that they have open: their own or another's
# (acting.py). Choosing whose matter it is stays open, also to whom everything else has just been closed for.
BY_ABILITY = MappingProxyType(
    {
        Ability.SEE: frozenset({Deed.OWN_PAGES}),
        Ability.OVERVIEW: frozenset({Deed.OWN_PAGES}),
        Ability.REQUEST: frozenset({Deed.SEND_REQUEST, Deed.WITHDRAW, Deed.ANSWER_QUESTION, Deed.BOOK_TIME}),
        Ability.CONTACT: frozenset({Deed.SAY_HOW_TO_TELL}),
        Ability.SETTINGS: frozenset({Deed.OWN_SETTINGS}),
    }
)
ALWAYS = frozenset({Deed.CHOOSE_WHOM})

# What the role alone does not give: the clinic has to have named the person its administrator, until a day.
NAMED_ONLY = frozenset({Deed.SETTINGS})

ALLOWED = MappingProxyType(
    {
        Role.PATIENT: ALWAYS.union(*BY_ABILITY.values()),
        Role.PRESCRIBER: _PREPARE | {Deed.DECIDE},
        Role.NURSE: _PREPARE,
        Role.CLERK: _READ,
        Role.NONE: frozenset[Deed](),
    }
)

# What no commission gives and a post does, whatever else its holder is (posts.py). An operator sees no
# patient and no log; who reviews a log gives no rights.
BY_POST = MappingProxyType(
    {
        PostRole.OPERATOR: frozenset({Deed.OPERATE, Deed.GIVE_POSTS}),
        PostRole.REGION_ADMINISTRATOR: frozenset({Deed.ADMINISTER_REGION, Deed.GIVE_POSTS}),
        PostRole.LOG_REVIEWER: frozenset({Deed.REVIEW_LOG}),
    }
)
POSTED_ONLY = frozenset[Deed]().union(*BY_POST.values())

PHYSICIAN = "LK"
NURSE_LICENCE = "SJ"


def may(role: Role, deed: Deed) -> bool:
    """Tell whether the role may do the deed."""
    return deed in ALLOWED[role]


def may_in_matter(abilities: Collection[Ability], deed: Deed) -> bool:
    """Tell whether a patient with these abilities in a matter may do the deed in it."""
    return deed in ALWAYS or any(deed in BY_ABILITY[ability] for ability in abilities)


def staff_role(licences: Collection[str], prescriber_code: str | None) -> Role:
    """Return the role of somebody with a commission at a clinic, by licence and prescriber code.

    Only physicians decide: other professions prescribe from limited lists, which this service does not check.
    """
    if PHYSICIAN in licences:
        return Role.PRESCRIBER if prescriber_code else Role.NURSE
    return Role.NURSE if NURSE_LICENCE in licences else Role.CLERK


def holds_on(day: date, ends_on: date | None) -> bool:
    """Tell whether a commission with this last day, or none, holds on a day."""
    return ends_on is None or day <= ends_on
