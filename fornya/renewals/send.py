"""Sends the form: from this moment the request is the clinic's, and nothing of it may be lost."""

import json
import uuid
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection

from fornya.audit.scope import opened
from fornya.clinics.cards import ClinicPage
from fornya.clinics.directory import NoSuchPharmacy, pharmacy_by_gln
from fornya.limits.count import count
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.session import SignedInPatient
from fornya.renewals.choice import Choice
from fornya.renewals.draft import Draft, NoDraft, as_draft
from fornya.renewals.models import RenewalDraft, RenewalRequest
from fornya.rules.limits import MOST_OPEN_REQUESTS, Limited
from fornya.rules.renewal_states import LineState, RequestStatus
from fornya.rules.running_out import Supply, watch
from fornya.rules.swedish_time import swedish_day


class NothingChosen(ValueError):
    """The form names no medicine to renew."""


class NotWhatWasShown(Exception):
    """The form has changed since the page that was sent from was shown: it is shown again first."""


class AlreadyAsked(ValueError):
    """One of the prescriptions is in another open request of this patient."""


class TooManyOpen(Exception):
    """The patient has as many open requests as there may be: one has to be answered or taken back first."""


def send_request(
    *,
    patient: SignedInPatient,
    clinic: ClinicPage,
    send_key: uuid.UUID,
    fee_ore: int,
    answer_by: date,
    now: datetime,
    seal: str | None = None,
    language: str = "sv",
) -> uuid.UUID:
    """Send the form in progress; gives the request's id.

    The same key a second time gives the same request, whatever happened to the first answer. `seal` is that
    of the form as it was shown; None where nobody was shown one. `language` is that of the pages.

    Raises NothingChosen, AlreadyAsked, NotWhatWasShown when the form has another seal by now, TooMany after
    as many as one may send in a day, TooManyOpen, or NoDraft when there is neither a form nor a request with
    this key.
    """
    try:
        with opened(
            by=patient.actor, what="request.sent", patient_id=patient.patient_id, subject=send_key, now=now
        ):
            draft = _taken_out(patient, clinic.id, send_key)
            if draft is None:
                return _sent_before(patient.patient_id, send_key)
            if seal is not None and draft.seal != seal:
                raise NotWhatWasShown(clinic.slug)
            # Whoever sends another form of this patient's waits here: each sees the other's request.
            count((Limited.REQUEST_BY_PATIENT, patient.patient_id), now=now)
            terms = {"fee": fee_ore, "answer_by": answer_by, "language": language}
            return _write(draft, patient, clinic, terms, now)
    except IntegrityError as error:
        if "one_open_request_per_prescription" in str(error):
            raise AlreadyAsked(clinic.slug) from error
        raise


_TAKE_OUT = (
    "DELETE FROM renewals_renewaldraft WHERE patient_id = %s AND clinic_id = %s AND send_key = %s RETURNING *"
)


def _taken_out(patient: SignedInPatient, clinic_id: int, send_key: uuid.UUID) -> Draft | None:
    """Take the form out of the drafts: who presses at the same time waits here, and then finds it sent."""
    for row in RenewalDraft.objects.raw(_TAKE_OUT, [patient.patient_id, clinic_id, send_key]):
        return as_draft(row, patient)
    return None


# One statement: the ORM's way to four costs more than PostgreSQL's work for them.
_WRITE = """
WITH request AS (
    INSERT INTO renewals_renewalrequest
        (id, patient_id, clinic_id, send_key, sent_at, answer_by, fee_ore, pharmacy_id, message, own_answers,
         status, version, runs_out_on, at_front_from, is_critical, language)
    SELECT %(id)s, %(patient)s, %(clinic)s, %(send_key)s, %(now)s, %(answer_by)s, %(fee)s, %(pharmacy)s,
           %(message)s, %(own)s::jsonb, %(status)s, 1, %(runs_out_on)s, %(at_front_from)s, %(is_critical)s,
           %(language)s
    WHERE (SELECT count(*) FROM renewals_renewalrequest WHERE patient_id = %(patient)s AND ended_at IS NULL)
          < %(most_open)s
    RETURNING id
), event AS (
    INSERT INTO renewals_renewalevent
        (request_id, patient_id, clinic_id, what, at, actor_kind, actor_id, actor_name)
    SELECT id, %(patient)s, %(clinic)s, 'sent', %(now)s, %(actor_kind)s, %(actor)s, %(actor_name)s
    FROM request
)
INSERT INTO renewals_renewalline
    (id, request_id, patient_id, clinic_id, position, prescription_id, name, prescription, answers, state)
SELECT l.id, request.id, %(patient)s, %(clinic)s, l.position, l.prescription_id, l.name, l.prescription,
       l.answers, %(line_state)s
FROM request, jsonb_to_recordset(%(lines)s::jsonb)
     AS l (id uuid, position int, prescription_id text, name text, prescription jsonb, answers jsonb)
"""


def _write(
    draft: Draft, patient: SignedInPatient, clinic: ClinicPage, terms: dict[str, Any], now: datetime
) -> uuid.UUID:
    lines = _lines(draft)
    if not lines:
        raise NothingChosen(clinic.slug)
    request_id = uuid.uuid4()
    values = {
        "id": request_id,
        "patient": patient.patient_id,
        "clinic": clinic.id,
        "send_key": draft.send_key,
        "now": now,
        **terms,
        "pharmacy": _pharmacy_id(draft),
        "message": draft.content.get("message", ""),
        "own": json.dumps(draft.content.get("own", [])),
        "status": RequestStatus.SENT.value,
        "line_state": LineState.SENT.value,
        "lines": json.dumps(lines),
        **_watched(lines, now),
        "most_open": MOST_OPEN_REQUESTS,
        "actor_kind": patient.actor.kind.value,
        "actor": patient.actor.id,
        "actor_name": patient.actor.name,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        if not cursor.rowcount:
            raise TooManyOpen(clinic.slug)
    _tell_received(request_id, patient, clinic, terms["answer_by"], now)
    return request_id


def _watched(lines: list[dict[str, Any]], now: datetime) -> dict[str, object]:
    """Say how pressing the request is by what is left at home, as the form has shown it."""
    shown = [line["prescription"] for line in lines]
    supplies = [Supply(each.get("atc") or "", _day(each.get("run_out"))) for each in shown]
    return asdict(watch(supplies, sent_on=swedish_day(now)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _sent_before(patient_id: int, send_key: uuid.UUID) -> uuid.UUID:
    sent = RenewalRequest.objects.filter(patient_id=patient_id, send_key=send_key).values_list(
        "id", flat=True
    )
    for request_id in sent:
        return request_id
    raise NoDraft(send_key)


def _pharmacy_id(draft: Draft) -> int | None:
    """Give the pharmacy wished for; one that has left the directory since is no wish any more."""
    gln = draft.content.get("pharmacy", {}).get("gln")
    try:
        return pharmacy_by_gln(gln).id if gln else None
    except NoSuchPharmacy:
        return None


def _lines(draft: Draft) -> list[dict[str, Any]]:
    answers = draft.content.get("answers", {})
    chosen = [_chosen(choice, answers.get(choice.id, {})) for choice in draft.chosen]
    written = [
        {
            "name": f"{medicine['name']} {medicine['strength']}".strip(),
            "prescription_id": "",
            "prescription": {},
            "answers": answers.get(medicine["id"], {}) | {"why": medicine["why"]},
        }
        for medicine in draft.by_hand
    ]
    return [
        values | {"id": str(uuid.uuid4()), "position": position}
        for position, values in enumerate([*chosen, *written], start=1)
    ]


def _chosen(choice: Choice, answers: dict[str, str]) -> dict[str, Any]:
    return {
        "name": choice.name,
        "prescription_id": choice.id,
        "prescription": choice.as_json(),
        "answers": answers,
    }


def _tell_received(
    request_id: uuid.UUID, patient: SignedInPatient, clinic: ClinicPage, answer_by: date, now: datetime
) -> None:
    tell(
        patient_id=patient.patient_id,
        kind=Kind.RECEIVED,
        about=request_id,
        source=request_id,
        facts={"clinic": clinic.name, "answer_by": answer_by.isoformat()},
        now=now,
        notify=False,
    )
