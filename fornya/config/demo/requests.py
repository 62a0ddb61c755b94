"""A few requests at Björkens vårdcentral, sent as patients send them: through the form and the store."""

import uuid
from datetime import datetime

from fornya.clinics.cards import ClinicPage
from fornya.clinics.directory import answer_by, by_slug, fee_on
from fornya.people.models import Patient
from fornya.people.register import patient_came
from fornya.people.session import SignedInPatient
from fornya.renewals import draft, send
from fornya.renewals.models import RenewalRequest
from fornya.rules.access import Role
from fornya.rules.personnummer import age_on
from fornya.rules.swedish_time import swedish_day

CLINIC = "bjorkens-vardcentral"
WHO = [
    ("195202299839", "Berit", "Skottdag", {"works": "yes", "side_effects": "no", "as_prescribed": "yes"}),
    ("191212121212", "Tolvan", "Tolvansson", {"works": "yes", "side_effects": "yes", "as_prescribed": "no"}),
]
MOST_MEDICINES = 3


def load(now: datetime) -> None:
    """Send each person's request once. Where the store does not answer, nobody asks."""
    for person in WHO:
        ask(*person, now=now)


def ask(
    personnummer: str, given_name: str, surname: str, answers: dict[str, str], *, now: datetime
) -> uuid.UUID | None:
    """Send a person's request; gives its id, None where there is nothing to ask for or they asked before."""
    patient_id = patient_came(personnummer=personnummer, given_name=given_name, surname=surname, now=now)
    if RenewalRequest.objects.filter(patient_id=patient_id).exists():
        return None
    return _send(_signed_in(patient_id, given_name, now), by_slug(CLINIC), answers, now)


def _signed_in(patient_id: int, given_name: str, now: datetime) -> SignedInPatient:
    row = Patient.objects.get(pk=patient_id)
    return SignedInPatient(
        role=Role.PATIENT,
        name=f"{row.given_name} {row.surname}",
        token_hash=b"",
        started_at=now,
        patient_id=patient_id,
        personnummer=row.personnummer,
        given_name=given_name,
        birth_date=row.birth_date,
    )


def _send(
    patient: SignedInPatient, clinic: ClinicPage, answers: dict[str, str], now: datetime
) -> uuid.UUID | None:
    form = draft.begin(patient=patient, clinic=clinic, now=now)
    chosen = [choice.id for choice in form.choices if choice.may_ask][:MOST_MEDICINES]
    if not chosen:
        return None
    part = {
        "chosen": chosen,
        "answers": dict.fromkeys(chosen, answers),
        "pharmacy": {"kind": "any", "gln": ""},
    }
    with draft.editing(patient=patient, clinic=clinic, now=now) as sheet:
        sheet.keep(part, now=now)
    today = swedish_day(now)
    return send.send_request(
        patient=patient,
        clinic=clinic,
        send_key=form.send_key,
        fee_ore=fee_on(clinic, today, age_on(patient.birth_date, today)).amount_ore
        if patient.birth_date
        else 0,
        answer_by=answer_by(clinic, now),
        now=now,
    )
