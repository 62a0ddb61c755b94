"""What a prescriber had filled in when they were asked who they are, until they are back at the same form."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from fornya.audit.scope import opened_case
from fornya.people.session import SignedInStaff
from fornya.renewals.history import locked_at_clinic
from fornya.renewals.models import FilledDecision
from fornya.rules.retention import KEPT_FOR, Kept


def keep_filled(
    *, request_id: uuid.UUID, fields: Mapping[str, str], by: SignedInStaff, now: datetime
) -> None:
    """Keep a filled-in form of a request at the clinic; a later one takes its place. Raises NoSuchRequest."""
    with locked_at_clinic(request_id, what="decision.kept", by=by, now=now) as (request, _lines):
        FilledDecision.objects.update_or_create(
            request_id=request.pk,
            staff_id=by.staff_id,
            defaults={"clinic_id": request.clinic_id, "fields": dict(fields), "kept_at": now},
        )


def filled(*, request_id: uuid.UUID, by: SignedInStaff, now: datetime) -> dict[str, str]:
    """Give what this prescriber had filled in for the request; nothing when nothing is kept."""
    with opened_case(
        by=by.actor, what="decision.read", clinic_id=by.clinic_id, subject=request_id, now=now
    ) as case:
        row = (
            FilledDecision.objects.select_related("request")
            .filter(
                request_id=request_id,
                staff_id=by.staff_id,
                clinic_id=by.clinic_id or 0,
                kept_at__gt=now - KEPT_FOR[Kept.FILLED_DECISION],
            )
            .first()
        )
        if row is None:
            return {}
        case.patient_id = row.request.patient_id
        return dict(row.fields)
