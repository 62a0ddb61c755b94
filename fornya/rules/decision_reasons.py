"""The coded reasons for a decision that is not a renewal. A bare no cannot be sent: each has words and a
next step.

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
