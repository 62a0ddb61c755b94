"""How often one sender may do something, within how long: the only place where these numbers stand.

Each is far above what a person needs and far below what harms others. An address may be a whole hospital or
a whole mobile network, so what is counted by address leaves room for many people.

Source: our own choice, after the bounds that the service's threat model sets.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class Limited(StrEnum):
    """What is counted, and by what."""

    SIGN_IN_BY_BROWSER = "sign_in_by_browser"
    SIGN_IN_BY_ADDRESS = "sign_in_by_address"
    STAFF_SIGN_IN_BY_ADDRESS = "staff_sign_in_by_address"
    SEARCH_BY_ADDRESS = "search_by_address"
    SUPPORT_CASE_BY_ADDRESS = "support_case_by_address"
    SUPPORT_COPY_BY_RECEIVER = "support_copy_by_receiver"
    REQUEST_BY_PATIENT = "request_by_patient"
    ANSWER_BY_PATIENT = "answer_by_patient"
    MANDATE_BY_GIVER = "mandate_by_giver"
    OWN_DATA_BY_PATIENT = "own_data_by_patient"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within any time of this length."""

    most: int
    within: timedelta


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

LIMITS = MappingProxyType(
    {
        # An order lives for three minutes: nobody who reads the page starts a sixth within one.
        Limited.SIGN_IN_BY_BROWSER: Limit(5, MINUTE),
        # High, since a hospital and a mobile network have few addresses; low enough that nobody can start
        # orders by the thousand to send links to strangers, or spend our quota at the e-IDs.
        Limited.SIGN_IN_BY_ADDRESS: Limit(20, MINUTE),
        # At the change of shift a whole hospital signs in behind one address.
        Limited.STAFF_SIGN_IN_BY_ADDRESS: Limit(60, MINUTE),
        # What people type is drawn for them alone; reading what is found costs next to nothing.
        Limited.SEARCH_BY_ADDRESS: Limit(60, MINUTE),
        # A human being reads each of them.
        Limited.SUPPORT_CASE_BY_ADDRESS: Limit(5, HOUR),
        # Whoever asks for it: nobody's inbox may be filled through us.
        Limited.SUPPORT_COPY_BY_RECEIVER: Limit(3, HOUR),
        # Several clinics on one day is a move or a long illness; ten is somebody who tries where it works.
        Limited.REQUEST_BY_PATIENT: Limit(10, DAY),
        # A question has one answer, so this bounds what is tried and not what is said.
        Limited.ANSWER_BY_PATIENT: Limit(30, HOUR),
        # Each that is signed sends somebody a message: asking and taking back is no way to harass.
        Limited.MANDATE_BY_GIVER: Limit(10, DAY),
        # All that is kept of somebody, gathered anew each time: two files, and a phone that loses its net.
        Limited.OWN_DATA_BY_PATIENT: Limit(20, HOUR),
    }
)

# Requests that wait for an answer, at all clinics together: enough for every medicine a person can have.
MOST_OPEN_REQUESTS = 20

LONGEST = max(limit.within for limit in LIMITS.values())
