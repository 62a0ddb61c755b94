"""Builders of times to meet, and of requests in which a clinic has offered some."""

import uuid
from dataclasses import replace
from datetime import timedelta

from fornya.people.session import SignedInPatient
from fornya.rules.appointments import Slot, Way
from fornya.rules.renewal_states import Event
from tests import make


def slot(hours: float = 72, *, minutes: int = 30, way: Way = Way.CLINIC, whom: str = "") -> Slot:
    """Give a time to meet, so many hours from now."""
    return Slot(make.NOW + timedelta(hours=hours), minutes, way, whom)


def offered(by: SignedInPatient, *slots: Slot, clinic: str = make.BJORKEN) -> uuid.UUID:
    """Send a request, and let the clinic offer times to meet; gives its id."""
    member = make.staff(clinic=clinic)
    request_id = make.request(by, clinic=clinic)
    whole = make.taken(member, request_id)
    meet = replace(make.refusal(whole.lines[0].id, Event.MEET), times=slots or (slot(),))
    make.decide(member, whole, meet)
    return request_id
