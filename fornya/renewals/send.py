"""Sends the form: from this moment the request is the clinic's, and nothing of it may be lost."""

import uuid
from datetime import date, datetime

from django.db import IntegrityError

from fornya.audit.scope import opened
from fornya.clinics.cards import ClinicPage
from fornya.clinics.directory import NoSuchPharmacy, pharmacy_by_gln
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.session import SignedInPatient
from fornya.renewals.choice import Choice
from fornya.renewals.draft import Draft, NoDraft, as_draft
from fornya.renewals.history import note
from fornya.renewals.models import RenewalDraft, RenewalEvent, RenewalLine, RenewalRequest
from fornya.rules.renewal_states import LineState, RequestStatus


class NothingChosen(ValueError):
    """The form names no medicine to renew."""


class NotWhatWasShown(Exception):
    """The form has changed since the page that was sent from was shown: it is shown again first."""


class AlreadyAsked(ValueError):
    """One of the prescriptions is in another open request of this patient."""


def send_request(
    *,
    patient: SignedInPatient,
    clinic: ClinicPage,
    send_key: uuid.UUID,
    fee_ore: int,
    answer_by: date,
    now: datetime,
    seal: str | None = None,
) -> uuid.UUID:
    """Send the form in progress; gives the request's id.

    The same key a second time gives the same request, whatever happened to the first answer. `seal` is that
    of the form as it was shown; None where nobody was shown one.

    Raises NothingChosen, AlreadyAsked, NotWhatWasShown when the form has another seal by now, or NoDraft when
    there is neither a form nor a request with this key.
    """
    try:
        with opened(
            by=patient.actor, what="request.sent", patient_id=patient.patient_id, subject=send_key, now=now
        ):
            row = (
                RenewalDraft.objects.select_for_update()
                .filter(patient_id=patient.patient_id, clinic_id=clinic.id, send_key=send_key)
                .first()
            )
            if row is None:
                return _sent_before(patient.patient_id, send_key)
            draft = as_draft(row)
            if seal is not None and draft.seal != seal:
                raise NotWhatWasShown(clinic.slug)
            request_id = _write(
                _request(patient, clinic, draft, fee_ore, answer_by, now), draft, patient, clinic
            )
            row.delete()
            return request_id
    except IntegrityError as error:
        if "one_open_request_per_prescription" in str(error):
            raise AlreadyAsked(clinic.slug) from error
        raise


def _write(request: RenewalRequest, draft: Draft, patient: SignedInPatient, clinic: ClinicPage) -> uuid.UUID:
    lines = _lines(request, draft)
    if not lines:
        raise NothingChosen(clinic.slug)
    request.save(force_insert=True)
    RenewalLine.objects.bulk_create(lines)
    RenewalEvent.objects.bulk_create([note(request, None, "sent", by=patient.actor, now=request.sent_at)])
    _tell_received(request, clinic, request.sent_at)
    return request.pk


def _sent_before(patient_id: int, send_key: uuid.UUID) -> uuid.UUID:
    sent = RenewalRequest.objects.filter(patient_id=patient_id, send_key=send_key).values_list(
        "id", flat=True
    )
    for request_id in sent:
        return request_id
    raise NoDraft(send_key)


def _request(
    patient: SignedInPatient,
    clinic: ClinicPage,
    draft: Draft,
    fee_ore: int,
    answer_by: date,
    now: datetime,
) -> RenewalRequest:
    return RenewalRequest(
        id=uuid.uuid4(),
        patient_id=patient.patient_id,
        clinic_id=clinic.id,
        send_key=draft.send_key,
        sent_at=now,
        answer_by=answer_by,
        fee_ore=fee_ore,
        pharmacy_id=_pharmacy_id(draft),
        message=draft.content.get("message", ""),
        own_answers=draft.content.get("own", []),
        status=RequestStatus.SENT.value,
    )


def _pharmacy_id(draft: Draft) -> int | None:
    """Give the pharmacy wished for; one that has left the directory since is no wish any more."""
    gln = draft.content.get("pharmacy", {}).get("gln")
    try:
        return pharmacy_by_gln(gln).id if gln else None
    except NoSuchPharmacy:
        return None


def _lines(request: RenewalRequest, draft: Draft) -> list[RenewalLine]:
    answers = draft.content.get("answers", {})
    chosen = [_chosen(choice, answers.get(choice.id, {})) for choice in draft.chosen]
    written = [
        {
            "name": f"{medicine['name']} {medicine['strength']}".strip(),
            "answers": answers.get(medicine["id"], {}) | {"why": medicine["why"]},
        }
        for medicine in draft.by_hand
    ]
    return [
        RenewalLine(
            id=uuid.uuid4(),
            request=request,
            patient_id=request.patient_id,
            clinic_id=request.clinic_id,
            position=position,
            state=LineState.SENT.value,
            **values,
        )
        for position, values in enumerate([*chosen, *written], start=1)
    ]


def _chosen(choice: Choice, answers: dict[str, str]) -> dict[str, object]:
    return {
        "name": choice.name,
        "prescription_id": choice.id,
        "prescription": choice.as_json(),
        "answers": answers,
    }


def _tell_received(request: RenewalRequest, clinic: ClinicPage, now: datetime) -> None:
    tell(
        patient_id=request.patient_id,
        kind=Kind.RECEIVED,
        about=request.pk,
        source=request.pk,
        facts={"clinic": clinic.name, "answer_by": request.answer_by.isoformat()},
        now=now,
        notify=False,
    )
