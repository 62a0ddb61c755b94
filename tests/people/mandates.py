"""Mandates for tests, made as their two sides make them."""

import uuid
from datetime import datetime, timedelta

from fornya.audit.scope import opened
from fornya.people.models import Mandate, Signature
from fornya.people.session import SignedInPatient
from fornya.rules.acting import Scope
from tests import make


def drafted(giver: SignedInPatient, agent: SignedInPatient, *, scope: Scope = Scope.REQUEST) -> uuid.UUID:
    """Let the giver write a mandate down; gives its id."""
    mandate_id = uuid.uuid4()
    with opened(by=giver.actor, what="test", patient_id=giver.patient_id, now=make.NOW):
        Mandate.objects.create(
            id=mandate_id,
            giver_id=giver.patient_id,
            giver_name=giver.name,
            agent_number=agent.personnummer,
            scope=scope.value,
            starts_on=make.TODAY,
            ends_on=make.TODAY + timedelta(days=365),
            drafted_at=make.NOW,
        )
    return mandate_id


def offered(
    giver: SignedInPatient, agent: SignedInPatient, *, now: datetime = make.NOW, **facts: Scope
) -> uuid.UUID:
    """Let the giver sign one; gives its id."""
    mandate_id = drafted(giver, agent, **facts)
    _change(giver, mandate_id, offered_at=now, giver_signature_id=signature(giver))
    return mandate_id


def accepted(giver: SignedInPatient, agent: SignedInPatient, **facts: Scope) -> uuid.UUID:
    """Let both sign one; gives its id."""
    mandate_id = offered(giver, agent, **facts)
    _change(
        agent,
        mandate_id,
        accepted_at=make.NOW,
        agent_id=agent.patient_id,
        agent_name=agent.name,
        agent_signature_id=signature(agent),
    )
    return mandate_id


def signature(by: SignedInPatient) -> uuid.UUID:
    """Give a signature of somebody's, as it stands when it has been verified; gives its id."""
    signing_id = uuid.uuid4()
    with opened(by=by.actor, what="test", patient_id=by.patient_id, now=make.NOW):
        Signature.objects.create(
            id=signing_id,
            patient_id=by.patient_id,
            purpose="mandate.give",
            method="bankid",
            signer=by.personnummer,
            signed_at=make.NOW,
            verified_at=make.NOW,
        )
    return signing_id


def _change(by: SignedInPatient, mandate_id: uuid.UUID, **values: object) -> None:
    with opened(by=by.actor, what="test", patient_id=by.patient_id, now=make.NOW):
        assert Mandate.objects.filter(pk=mandate_id).update(**values) == 1
