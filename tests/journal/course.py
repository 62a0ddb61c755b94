"""A patient about whom everything is kept that can be: what the tests of this folder read."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from fornya.medicines.own_counts import keep_count
from fornya.people.session import SignedInPatient
from fornya.reminders.wishes import choose
from fornya.rules.renewal_states import Event
from tests import make, offers
from tests.committed import owner
from tests.people.mandates import accepted


def patient_with_everything() -> SignedInPatient:
    """Give a patient with two decided requests and one asked about, and a row in every other table."""
    token = make.patient_token(phone="+46701740605", email="a@b.se")
    patient = make.signed_in(token)
    assert isinstance(patient, SignedInPatient)
    eva = make.staff()
    make.decided(eva, make.request(patient, now=make.NOW - timedelta(days=1)))
    whole = make.taken(eva, make.request(patient, [make.choice("Levaxin"), make.choice("Sertralin")]))
    no, ask = whole.lines
    refusal = replace(make.refusal(no.id, Event.MEET), times=(offers.slot(),))
    make.decide(eva, whole, refusal, make.question(ask.id))
    make.draft(patient, [make.choice()], clinic=make.EKBACKEN)
    make.typed(token)
    make.signature(patient)
    make.to_sign(patient, purpose="mandate.accept")
    accepted(patient, make.patient(name="Kim Ombud"))
    accepted(make.patient(name="Gun Givare"), patient)
    keep_count(patient=patient, chain_id="chain-1", amount=Decimal("30.5"), unit="tablett", now=make.NOW)
    choose(patient=patient, phone="+46701740605", email="", chains=["chain-1"], now=make.NOW)
    owner(
        "INSERT INTO reminders_reminder (id, patient_id, prescription_id, occasion, told_at)"
        " VALUES (gen_random_uuid(), %s, 'rx-1', %s, %s)",
        *(patient.patient_id, make.TODAY, make.NOW),
    )
    return patient
