"""The coded reasons for a decision that is not a renewal, each with what to do next and when to ask again.

A bare no cannot be sent: who adds a reason has to give its next step here, and its words in
messages/decision_words.py.

Source: what clinics that renew online say they ask patients to do first (a visit, a test, another clinic).
Reviewed: 2026-11-23
"""

from enum import StrEnum


class MeetReason(StrEnum):
    """Why the clinic and the patient need to meet first."""

    CHECK_UP = "check_up"
    TEST_NEEDED = "test_needed"
    DOSE_UNCLEAR = "dose_unclear"
    SIDE_EFFECTS = "side_effects"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why a prescription is not renewed."""

    ENOUGH_LEFT = "enough_left"
    TREATMENT_ENDED = "treatment_ended"
    OTHER_CLINIC = "other_clinic"
    NOT_ONLINE = "not_online"
    OTHER = "other"


class NextStep(StrEnum):
    """What the patient is told to do."""

    BOOK = "book"
    TEST = "test"
    COLLECT = "collect"
    OTHER_CLINIC = "other_clinic"
    PHONE = "phone"


class Again(StrEnum):
    """When the medicine can be asked for again: it is never shut, this is what has to have happened first."""

    AFTER_VISIT = "after_visit"
    AFTER_TEST = "after_test"
    WHEN_USED_UP = "when_used_up"
    NOT_HERE = "not_here"
    WHENEVER = "whenever"


# A short supply until the two have met is one withdrawal, valid this long at most.
BRIDGE_MONTHS = 3

NO_REASONS = frozenset(reason.value for reasons in (MeetReason, DeclineReason) for reason in reasons)

# Two tables, since the codes of the two are texts and "other" is in both.
MEET_LEADS_ON = {
    MeetReason.CHECK_UP: (NextStep.BOOK, Again.AFTER_VISIT),
    MeetReason.TEST_NEEDED: (NextStep.TEST, Again.AFTER_TEST),
    MeetReason.DOSE_UNCLEAR: (NextStep.BOOK, Again.AFTER_VISIT),
    MeetReason.SIDE_EFFECTS: (NextStep.BOOK, Again.AFTER_VISIT),
    MeetReason.OTHER: (NextStep.BOOK, Again.AFTER_VISIT),
}
DECLINE_LEADS_ON = {
    DeclineReason.ENOUGH_LEFT: (NextStep.COLLECT, Again.WHEN_USED_UP),
    DeclineReason.TREATMENT_ENDED: (NextStep.PHONE, Again.WHENEVER),
    DeclineReason.OTHER_CLINIC: (NextStep.OTHER_CLINIC, Again.NOT_HERE),
    DeclineReason.NOT_ONLINE: (NextStep.PHONE, Again.NOT_HERE),
    DeclineReason.OTHER: (NextStep.PHONE, Again.WHENEVER),
}


def leads_on(event: str, reason: str) -> tuple[NextStep, Again]:
    """Give what to do and when to ask again, for a coded no ("decline") or a meeting. Raises ValueError."""
    if event == "decline":
        return DECLINE_LEADS_ON[DeclineReason(reason)]
    return MEET_LEADS_ON[MeetReason(reason)]
