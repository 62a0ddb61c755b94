"""One request in which the clinic asks to meet and offers three times, for the patient to choose among."""

import uuid
from datetime import datetime, time

from fornya.clinics.directory import by_slug
from fornya.config.demo.requests import CLINIC, ask
from fornya.people import session
from fornya.people.models import Session
from fornya.people.session import SignedInStaff
from fornya.people.staff_sign_in import staff_came
from fornya.renewals.decide import LineDecision, decide_request
from fornya.renewals.reading import for_staff
from fornya.renewals.shown import digest_of_shown
from fornya.renewals.take import take_request
from fornya.rules.appointments import Slot, Way
from fornya.rules.renewal_states import Event
from fornya.rules.swedish_time import at_clock, swedish_day
from fornya.rules.working_days import add_working_days

PATIENT = (
    "197003639817",
    "Sam",
    "Samordning",
    {"works": "no", "side_effects": "yes", "as_prescribed": "yes"},
)
DOCTOR = {
    "employeeHsaId": "SE0000000000-E101",
    "name": "Eva Läkare",
    "healthcareProfessionalLicense": ["LK"],
    "personalPrescriptionCode": "9000019",
}
WHY = "Vi behöver prata med dig om biverkningarna innan receptet kan förnyas."
# Working days from today, the clock, and how.
TIMES = ((3, time(9, 15), Way.CLINIC), (4, time(13, 30), Way.PHONE), (6, time(10, 0), Way.CLINIC))


def load(now: datetime) -> None:
    """Send and answer it once. Where the store does not answer, nobody asks."""
    request_id = ask(*PATIENT, now=now)
    if request_id is not None:
        doctor = _doctor(now)
        _offer(request_id, doctor, now)
        Session.objects.filter(token_hash=doctor.token_hash).update(ended_at=now)


def _offer(request_id: uuid.UUID, doctor: SignedInStaff, now: datetime) -> None:
    take_request(request_id=request_id, by=doctor, now=now)
    whole = for_staff(request_id=request_id, staff=doctor, now=now)
    slots = tuple(_slot(days, clock, way, now) for days, clock, way in TIMES)
    decide_request(
        request_id=request_id,
        decisions=tuple(
            LineDecision(line.id, Event.MEET, reason="side_effects", text=WHY, times=slots)
            for line in whole.lines
        ),
        seen_version=whole.version,
        shown=digest_of_shown(whole, {}),
        checked={},
        by=doctor,
        now=now,
    )


def _slot(days: int, clock: time, way: Way, now: datetime) -> Slot:
    day = add_working_days(swedish_day(now), days)
    return Slot(at_clock(day, clock), 30, way, "Eva Läkare")


def _doctor(now: datetime) -> SignedInStaff:
    """Let the doctor have signed in and said who she is, as one has to before signing."""
    clinic = by_slug(CLINIC)
    commission = {
        "commissionHsaId": "SE0000000000-C0001",
        "commissionName": "Läkare, Björkens vårdcentral",
        "commissionPurpose": "Vård och behandling",
        "healthCareUnitHsaId": clinic.hsa_id,
        "healthCareUnitName": clinic.name,
    }
    came = staff_came(DOCTOR | {"allCommissions": [commission]}, now=now)
    token = session.start_for_staff(
        staff_id=came.staff_id, role=came.role, commissions=came.commissions, clinic_id=clinic.id, now=now
    )
    Session.objects.filter(token_hash=session.digest(token)).update(confirmed_at=now)
    found = session.find(token, now=now)
    if not isinstance(found, SignedInStaff):
        raise TypeError("staff have signed in and are somebody else")
    return found
