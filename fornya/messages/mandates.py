"""Tells giver and agent what has become of a mandate: the handler of the outbox topic `mandate.tell`.

It runs as the worker, since neither of the two may write in the other's inbox. An agent who has never been
here has no inbox yet; they find the offer when they come.
"""

import uuid
from datetime import datetime

from fornya.audit.scope import SERVICE, opened
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.models import Mandate, Patient
from fornya.rules.mandates import lapses_at

GIVER, AGENT = "giver", "agent"

# What has happened → whom it is told, and as what.
_TOLD = {
    "given": {GIVER: Kind.AGENT_GIVEN, AGENT: Kind.AGENT_ASKED},
    "accepted": {GIVER: Kind.AGENT_YES, AGENT: Kind.AGENT_YES},
    "declined": {GIVER: Kind.AGENT_NO},
    "used": {GIVER: Kind.AGENT_USED},
    "ended": {GIVER: Kind.AGENT_ENDED, AGENT: Kind.AGENT_ENDED},
}


def tell_of_mandate(*, subject: str, attempt: int, now: datetime) -> None:
    """Put the messages in both inboxes, each once however often this is called."""
    what, _, key = subject.partition(":")
    row = Mandate.objects.filter(pk=uuid.UUID(key)).first()
    if row is None or (what == "given" and row.ended_at is not None):
        return
    for side, kind in _TOLD[what].items():
        patient_id = row.giver_id if side == GIVER else _agent(row)
        if patient_id is not None:
            _tell(row, side, kind, patient_id, now)


def _agent(row: Mandate) -> int | None:
    if row.agent_id is not None:
        return row.agent_id
    return Patient.objects.filter(personnummer=row.agent_number).values_list("pk", flat=True).first()


def _tell(row: Mandate, side: str, kind: Kind, patient_id: int, now: datetime) -> None:
    """Tell one of the two. By SMS and e-mail too, but not of an end by the register: that may be a hiding."""
    facts: dict[str, object] = {
        "side": side,
        "name": row.agent_name if side == GIVER else row.giver_name,
        "until": row.ends_on.isoformat(),
        "answer_by": lapses_at(row.offered_at).isoformat() if row.offered_at else "",
    }
    with opened(by=SERVICE, what="mandate.told", patient_id=patient_id, subject=row.pk, now=now):
        tell(
            patient_id=patient_id,
            kind=kind,
            about=row.pk,
            source=f"{kind}:{side}:{row.pk}",
            facts=facts,
            now=now,
            notify=row.ended_by != Mandate.EndedBy.REGISTER,
        )
