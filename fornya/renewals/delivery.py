"""Carries a renewal to the national store: the handler of the outbox topic `renewal.write`.

Exactly once although everything may fail on the way: the key is made from the decision, the store does
nothing the second time it sees it, and where the outcome of an earlier attempt is unknown the store is asked
before it is written.
"""

from datetime import date, datetime
from decimal import Decimal

from fornya.audit.scope import SERVICE, opened
from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store.client import PriorChanged
from fornya.integrations.prescription_store.messages import NewPrescription, Prescription, Stored
from fornya.medicines.sources import prescription_store
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.renewals.history import lock, move, note, settle
from fornya.renewals.models import Decision, RenewalEvent, RenewalLine, RenewalRequest
from fornya.renewals.told import guardian_told
from fornya.rules.renewal_states import Event, LineState, Who
from fornya.rules.swedish_time import swedish_day


def write(*, subject: str, attempt: int, now: datetime) -> None:
    """Write one decided renewal to the store, unless it is there already.

    Raises Unavailable to be called again. What the store refuses for good goes back to the clinic.
    """
    decision = Decision.objects.select_related("line__patient", "clinic", "decided_by").get(pk=subject)
    key = decision.store_key
    if key is None or decision.stored_at is not None or decision.superseded_at is not None:
        return
    store = prescription_store()
    try:
        stored = store.find(key) if attempt > 1 else None
        stored = stored or store.create(_new(decision, _prior(decision, now)), key)
    except PriorChanged as error:
        raise Unavailable("store", "prior_changed", outcome_unknown=False) from error
    except Refused as refused:
        _refused(decision, refused.code, now)
        return
    _confirmed(decision, stored, now)


def _prior(decision: Decision, now: datetime) -> Prescription | None:
    """Give the renewed prescription as it is in the store now; None for a medicine written by hand."""
    wanted = decision.line.prescription_id
    if not wanted:
        return None
    found = prescription_store().prescriptions(decision.line.patient.personnummer, ended=True)
    # For its row of the log alone: nobody waits for a foreign system inside a transaction.
    with opened(
        by=SERVICE, what="medicines.read", patient_id=decision.patient_id, subject=decision.pk, now=now
    ):
        pass
    return next((row for row in found.prescriptions if row.id == wanted), None)


def _new(decision: Decision, prior: Prescription | None) -> NewPrescription:
    new, shown, line = decision.prescription, decision.line.prescription, decision.line
    return NewPrescription(
        prior=prior,
        personnummer=line.patient.personnummer,
        product_name=shown.get("product_name") or line.name,
        substance=shown.get("substance") or "",
        atc=shown.get("atc"),
        strength=shown.get("strength") or "",
        form=shown.get("form") or "",
        dosage_text=new["dosage_text"],
        units_per_day=Decimal(new["units_per_day"]) if new["units_per_day"] else None,
        quantity=Decimal(new["quantity"]),
        unit=new["unit"],
        withdrawals_total=new["withdrawals_total"],
        issued_on=swedish_day(decision.decided_at),
        valid_until=date.fromisoformat(new["valid_until"]),
        reimbursed=bool(shown.get("reimbursed")),
        purpose=shown.get("purpose"),
        prescriber_name=decision.decided_by.name,
        prescriber_code=decision.decided_by.prescriber_code,
        prescriber_hsa_id=decision.decided_by.hsa_id,
        clinic_hsa_id=decision.clinic.hsa_id,
        clinic_name=decision.clinic.name,
        pharmacy_gln=None,
        digest=decision.digest,
    )


def _confirmed(decision: Decision, stored: Stored, now: datetime) -> None:
    changed = decision.outcome == Decision.Outcome.RENEW_CHANGED
    event = Event.CONFIRM_CHANGED if changed else Event.CONFIRM
    with opened(
        by=SERVICE, what="decision.stored", patient_id=decision.patient_id, subject=decision.pk, now=now
    ):
        request, line, lines = _locked(decision)
        marked = Decision.objects.filter(pk=decision.pk, stored_at=None).update(
            stored_id=stored.id, stored_at=now
        )
        if not marked:
            return
        move(line, event, Who.SERVICE)
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, line, "renewed", by=SERVICE, now=now)])
        if not any(other.state == LineState.WRITING for other in lines):
            _tell_renewed(request, lines, decision, now)


def _refused(decision: Decision, code: str, now: datetime) -> None:
    with opened(
        by=SERVICE, what="decision.refused", patient_id=decision.patient_id, subject=decision.pk, now=now
    ):
        request, line, lines = _locked(decision)
        undone = Decision.objects.filter(pk=decision.pk, stored_at=None, superseded_at=None).update(
            superseded_at=now
        )
        if not undone:
            return
        move(line, Event.REFUSE, Who.SERVICE)
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, line, f"refused_{code}"[:20], by=SERVICE, now=now)])


def _locked(decision: Decision) -> tuple[RenewalRequest, RenewalLine, list[RenewalLine]]:
    request, lines = lock(decision.line.request_id, clinic_id=decision.clinic_id)
    return request, next(line for line in lines if line.pk == decision.line_id), lines


def _tell_renewed(request: RenewalRequest, lines: list[RenewalLine], last: Decision, now: datetime) -> None:
    renewed = [line.name for line in lines if line.state in (LineState.RENEWED, LineState.RENEWED_CHANGED)]
    tell(
        patient_id=request.patient_id,
        kind=Kind.RENEWED,
        about=request.pk,
        source=last.pk,
        facts={
            "clinic": request.clinic.name,
            "lines": [{"name": name, "event": "renewed"} for name in renewed],
        },
        now=now,
        guardian_id=guardian_told(request, now=now),
    )
