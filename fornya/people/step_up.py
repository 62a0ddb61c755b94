"""Staff say once more who they are before they sign: a fresh sign-in at their provider, good for minutes.

Whoever finds a worklist open and unattended can then read it, and sign nothing.
"""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from fornya.people.models import Session
from fornya.people.session import SignedInStaff, digest
from fornya.people.staff_sign_in import NoCommission, staff_came
from fornya.rules.retention import Kept, has_ended


class AnotherPerson(Exception):
    """Somebody else has signed in at the provider than the one whose session it is."""


class SessionOver(Exception):
    """The session was ended meanwhile; there is nothing to go on with."""


def is_confirmed(staff: SignedInStaff, *, now: datetime) -> bool:
    """Tell whether this session has been confirmed so lately that its holder may sign."""
    rows = Session.objects.filter(token_hash=staff.token_hash, ended_at=None)
    return _lately(rows.values_list("confirmed_at", flat=True).first(), now)


def will_be_asked(staff: SignedInStaff, *, now: datetime) -> bool:
    """Tell, for a page, whether signing now would ask who it is; `is_confirmed` decides when they sign."""
    return not _lately(staff.confirmed_at, now)


def confirm(staff: SignedInStaff, claims: Mapping[str, object], *, now: datetime) -> str:
    """Go on in a new session that may sign; gives its token. The longest day goes on counting.

    `claims` are the provider's, checked, of a sign-in that was asked to be fresh: what they say of licence
    and commissions holds from now on. Raises AnotherPerson, NoCommission, SessionOver.
    """
    if claims.get("employeeHsaId") != staff.hsa_id:
        raise AnotherPerson(staff.staff_id)
    member = staff_came(claims, now=now)
    if staff.clinic_id not in {commission.clinic_id for commission in member.commissions}:
        raise NoCommission(staff.staff_id)
    token, signed_in_at = secrets.token_urlsafe(32), claims["auth_time"]
    with transaction.atomic():
        was = Session.objects.filter(token_hash=staff.token_hash, ended_at=None)
        if not was.update(ended_at=now):
            raise SessionOver(staff.staff_id)
        Session.objects.create(
            token_hash=digest(token),
            role=member.role.value,
            staff_id=staff.staff_id,
            clinic_id=staff.clinic_id,
            commissions=[
                [c.hsa_id, c.name, c.clinic_hsa_id, c.clinic_name, c.clinic_id] for c in member.commissions
            ],
            started_at=staff.started_at,
            last_seen_at=now,
            # Two clocks may disagree by a minute; ours decides when the minutes are over.
            confirmed_at=min(now, datetime.fromtimestamp(float(str(signed_in_at)), UTC)),
        )
    return token


def _lately(at: datetime | None, now: datetime) -> bool:
    return at is not None and not has_ended(Kept.STEP_UP, at, now)
