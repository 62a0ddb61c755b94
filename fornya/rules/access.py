"""Who may do what with a request: one table of roles and deeds. What is not in the table is not allowed.

Whose patient and which clinic is another wall (scopes and row-level security); this one is about roles.

Source: patientdatalagen (2008:355) 4 kap. 1-2 §§ (only who needs it for the work); the regulations on who may
prescribe (a nurse may read and prepare, not decide).
Reviewed: 2026-11-23
"""

from collections.abc import Collection
from enum import StrEnum
from types import MappingProxyType


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
    SEND_REQUEST = "send_request"
    WITHDRAW = "withdraw"
    ANSWER_QUESTION = "answer_question"
    READ_WORKLIST = "read_worklist"
    SEE_REQUEST = "see_request"
    TAKE = "take"
    ASK_QUESTION = "ask_question"
    DECIDE = "decide"
    CHOOSE_COMMISSION = "choose_commission"


_READ = frozenset({Deed.CHOOSE_COMMISSION, Deed.READ_WORKLIST, Deed.SEE_REQUEST})
_PREPARE = _READ | {Deed.TAKE, Deed.ASK_QUESTION}

ALLOWED = MappingProxyType(
    {
        Role.PATIENT: frozenset(
            {Deed.OWN_PAGES, Deed.SEND_REQUEST, Deed.WITHDRAW, Deed.ANSWER_QUESTION, Deed.SEE_REQUEST}
        ),
        Role.PRESCRIBER: _PREPARE | {Deed.DECIDE},
        Role.NURSE: _PREPARE,
        Role.CLERK: _READ,
        Role.NONE: frozenset[Deed](),
    }
)

PHYSICIAN = "LK"
NURSE_LICENCE = "SJ"


def may(role: Role, deed: Deed) -> bool:
    """Tell whether the role may do the deed."""
    return deed in ALLOWED[role]


def staff_role(licences: Collection[str], prescriber_code: str | None) -> Role:
    """Return the role of somebody with a commission at a clinic, by licence and prescriber code.

    Only physicians decide: other professions prescribe from limited lists, which this service does not check.
    """
    if PHYSICIAN in licences:
        return Role.PRESCRIBER if prescriber_code else Role.NURSE
    return Role.NURSE if NURSE_LICENCE in licences else Role.CLERK
