"""Appointing an agent: draft it, sign and offer it, let the agent sign and accept or decline, end it at once.

Whoever is told of it is told by the worker (the outbox topic `mandate.tell`): neither side's scope reaches
the other's inbox, and the giver's answer is the same whether the other one has ever been here or not.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from fornya.audit.scope import opened
from fornya.limits.count import count
from fornya.outbox import queue
from fornya.people import signing
from fornya.people.mandates import NoSuchMandate, course, given_by, received_by
from fornya.people.models import Mandate
from fornya.people.session import SignedInPatient
from fornya.rules.acting import Scope, Standing, may_appoint
from fornya.rules.limits import Limited
from fornya.rules.mandates import AT_MOST, OPEN, MandateState, Period, last_day, state_of
from fornya.rules.personnummer import parse

GIVE, ACCEPT = "mandate.give", "mandate.accept"


class Told(StrEnum):
    """What the two are told of. The handler of `mandate.tell` gets it with the mandate's id: "given:<id>"."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    USED = "used"
    ENDED = "ended"


class MayNotAppoint(Exception):
    """The two cannot have a mandate between them: what is known of the giver and of the number says so."""


class OwnNumber(MayNotAppoint):
    """Nobody is one's own agent."""


class AgentUnderage(MayNotAppoint):
    """The number itself says that the agent is too young."""


class AlreadyAppointed(MayNotAppoint):
    """There is one between the two that waits or holds: it has to be ended first."""


class TooManyOpen(MayNotAppoint):
    """The giver has as many open ones as anybody may have."""


class NotWaiting(Exception):
    """The offer is over or answered: there is nothing to accept or decline any more."""


def draft_mandate(
    *,
    giver: SignedInPatient,
    agent_number: str,
    scope: Scope,
    period: Period,
    now: datetime,
    today: date,
    chosen: date | None = None,
) -> uuid.UUID:
    """Write down what the giver is about to sign; gives its id. `agent_number` is twelve digits that hold.

    `chosen` is the last day with Period.CHOSEN. Raises OwnNumber, AgentUnderage, AlreadyAppointed,
    TooManyOpen or MayNotAppoint; the rules' EndsTooSoon and EndsTooLate; limits' TooMany after as many as one
    may write in a day. Nothing about the person behind the number is looked up: the answer follows from
    the number and from what the giver has given.
    """
    ends_on = last_day(period, today, chosen)
    if agent_number == giver.personnummer:
        raise OwnNumber
    agent = Standing(parse(agent_number, today=today).birth_date)
    if may_appoint(agent, agent, today):
        raise AgentUnderage
    if may_appoint(_standing(giver), agent, today):
        raise MayNotAppoint
    with opened(by=giver.actor, what="mandate.drafted", patient_id=giver.patient_id, now=now):
        count((Limited.MANDATE_BY_GIVER, giver.patient_id), now=now)
        _room_for_one_more(giver, agent_number, now, today)
        row = Mandate.objects.create(
            id=uuid.uuid4(),
            giver_id=giver.patient_id,
            giver_name=giver.name,
            agent_number=agent_number,
            scope=scope.value,
            starts_on=today,
            ends_on=ends_on,
            drafted_at=now,
        )
    return row.pk


def ask_for_signature(
    *,
    mandate_id: uuid.UUID,
    patient: SignedInPatient,
    visible: str,
    next_path: str,
    now: datetime,
    today: date,
) -> uuid.UUID:
    """Ask the giver of a draft, or the agent of an offer, to sign; gives the signing's id, for its page.

    `visible` is what they read and sign. Raises NoSuchMandate, or NotWaiting when there is nothing to sign.
    """
    with opened(
        by=patient.actor, what="mandate.read", patient_id=patient.patient_id, subject=mandate_id, now=now
    ):
        row, purpose = _unsigned(mandate_id, patient, now, today)
        content = _content(row)
    signing_id = signing.ask(
        patient=patient, purpose=purpose, visible=visible, content=content, next_path=next_path, now=now
    )
    with opened(
        by=patient.actor, what="mandate.signing", patient_id=patient.patient_id, subject=mandate_id, now=now
    ):
        rows, asked = _side(patient, purpose)
        rows.filter(pk=mandate_id).update(**{asked: signing_id})
    return signing_id


def sign_mandate(*, mandate_id: uuid.UUID, patient: SignedInPatient, now: datetime, today: date) -> None:
    """Do what the person has signed: offer their draft, or accept the offer to them. Twice does no more.

    Raises signing.NotSigned, NoSuchMandate, NotWaiting, or AlreadyAppointed and TooManyOpen for an offer.
    """
    with opened(
        by=patient.actor, what="mandate.signed", patient_id=patient.patient_id, subject=mandate_id, now=now
    ):
        row = _one(mandate_id, patient)
        deed = _offer if row.giver_id == patient.patient_id else _accept
        deed(row, patient, now, today)


def decline_mandate(*, mandate_id: uuid.UUID, agent: SignedInPatient, now: datetime, today: date) -> None:
    """Say no to an offer. Raises NoSuchMandate, NotWaiting."""
    with opened(
        by=agent.actor, what="mandate.declined", patient_id=agent.patient_id, subject=mandate_id, now=now
    ):
        row = received_by(agent).filter(pk=mandate_id).first()
        if row is None:
            raise NoSuchMandate(mandate_id)
        if _state(row, now, today) is not MandateState.OFFERED or not _waiting(row).update(declined_at=now):
            raise NotWaiting
        _tell(Told.DECLINED, row, now)


def end_mandate(*, mandate_id: uuid.UUID, patient: SignedInPatient, now: datetime, today: date) -> None:
    """End one's mandate at once, whichever of the two one is; does nothing to one that is over.

    Raises NoSuchMandate.
    """
    with opened(
        by=patient.actor, what="mandate.ended", patient_id=patient.patient_id, subject=mandate_id, now=now
    ):
        row = _one(mandate_id, patient)
        is_giver = row.giver_id == patient.patient_id
        endable = OPEN if is_giver else {MandateState.LIVE}
        if _state(row, now, today) in endable:
            _end(row, Mandate.EndedBy.GIVER if is_giver else Mandate.EndedBy.AGENT, now)


def end_all_of(*, patient_id: int, now: datetime) -> None:
    """End what a person has given, and what they have accepted, inside a scope of theirs or as the worker.

    For what the population register says (protected identity, death). An offer to the person, who is not its
    agent yet, is left to lapse: ended in any other way it would tell its giver something.
    """
    for row in Mandate.objects.filter(
        Q(giver_id=patient_id) | Q(agent_id=patient_id),
        ~Q(offered_at=None),
        declined_at=None,
        ended_at=None,
    ):
        _end(row, Mandate.EndedBy.REGISTER, now)


def mark_used(*, giver_id: int, agent_id: int, now: datetime) -> None:
    """Note that the agent has begun to act, inside a scope of either; the giver is told the first time."""
    unused = Mandate.objects.filter(
        ~Q(accepted_at=None), giver_id=giver_id, agent_id=agent_id, ended_at=None, first_used_at=None
    )
    for row in unused:
        if unused.filter(pk=row.pk).update(first_used_at=now):
            _tell(Told.USED, row, now)


def _offer(row: Mandate, giver: SignedInPatient, now: datetime, today: date) -> None:
    if row.giver_asked is None:
        raise signing.NotSigned
    signature = signing.signature_of(
        row.giver_asked, patient_id=giver.patient_id, purpose=GIVE, content=_content(row)
    )
    if row.offered_at is not None:
        return
    _room_for_one_more(giver, row.agent_number, now, today)
    try:
        with transaction.atomic():
            offered = given_by(giver).filter(pk=row.pk, offered_at=None)
            if offered.update(offered_at=now, giver_signature_id=signature.id):
                _tell(Told.GIVEN, row, now)
    except IntegrityError as twice:
        raise AlreadyAppointed from twice


def _accept(row: Mandate, agent: SignedInPatient, now: datetime, today: date) -> None:
    if row.agent_asked is None:
        raise signing.NotSigned
    signature = signing.signature_of(
        row.agent_asked, patient_id=agent.patient_id, purpose=ACCEPT, content=_content(row)
    )
    if row.accepted_at is not None:
        return
    who = _standing(agent)
    if _state(row, now, today) is not MandateState.OFFERED or may_appoint(who, who, today):
        raise NotWaiting
    accepted = _waiting(row).update(
        accepted_at=now,
        agent_id=agent.patient_id,
        agent_name=agent.name,
        agent_signature_id=signature.id,
    )
    if not accepted:
        raise NotWaiting
    _tell(Told.ACCEPTED, row, now)


def _one(mandate_id: uuid.UUID, patient: SignedInPatient) -> Mandate:
    row = (given_by(patient) | received_by(patient)).filter(pk=mandate_id).first()
    if row is None:
        raise NoSuchMandate(mandate_id)
    return row


def _unsigned(
    mandate_id: uuid.UUID, patient: SignedInPatient, now: datetime, today: date
) -> tuple[Mandate, str]:
    row = _one(mandate_id, patient)
    is_giver = row.giver_id == patient.patient_id
    waits = MandateState.DRAFTED if is_giver else MandateState.OFFERED
    if _state(row, now, today) is not waits:
        raise NotWaiting
    return row, GIVE if is_giver else ACCEPT


def _side(patient: SignedInPatient, purpose: str) -> tuple[QuerySet[Mandate], str]:
    if purpose == GIVE:
        return given_by(patient), "giver_asked"
    return received_by(patient), "agent_asked"


def _standing(person: SignedInPatient) -> Standing:
    return Standing(person.birth_date, person.deceased_on is not None, person.is_protected)


def _content(row: Mandate) -> dict[str, object]:
    """Give exactly what both agree to."""
    return {
        "mandate": str(row.pk),
        "giver": row.giver_name,
        "agent": row.agent_number,
        "scope": row.scope,
        "from": row.starts_on.isoformat(),
        "until": row.ends_on.isoformat(),
    }


def _room_for_one_more(giver: SignedInPatient, agent_number: str, now: datetime, today: date) -> None:
    """Refuse a second one for the pair, and too many; what time has ended is written down as ended."""
    rows = given_by(giver).filter(~Q(offered_at=None), declined_at=None, ended_at=None)
    still_open = 0
    for row in rows:
        if _state(row, now, today) not in OPEN:
            given_by(giver).filter(pk=row.pk).update(ended_at=now, ended_by=Mandate.EndedBy.TIME)
        elif row.agent_number == agent_number:
            raise AlreadyAppointed
        else:
            still_open += 1
    if still_open >= AT_MOST:
        raise TooManyOpen


def _waiting(row: Mandate) -> QuerySet[Mandate]:
    return Mandate.objects.filter(
        ~Q(offered_at=None), pk=row.pk, accepted_at=None, declined_at=None, ended_at=None
    )


def _end(row: Mandate, by: Mandate.EndedBy, now: datetime) -> None:
    if Mandate.objects.filter(pk=row.pk, declined_at=None, ended_at=None).update(ended_at=now, ended_by=by):
        _tell(Told.ENDED, row, now)


def _state(row: Mandate, now: datetime, today: date) -> MandateState:
    return state_of(course(row), now=now, today=today)


def _tell(what: Told, row: Mandate, now: datetime) -> None:
    queue.put("mandate.tell", key=f"mandate:{what}:{row.pk}", subject=f"{what}:{row.pk}", now=now)
