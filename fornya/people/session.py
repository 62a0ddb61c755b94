"""Being signed in: starts, finds and ends sessions. One statement finds session and person."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q

from fornya.audit.scope import Actor, ActorKind
from fornya.clinics.settings import colleagues
from fornya.people.models import Session, Staff
from fornya.people.posts import Post, holding
from fornya.rules.access import Role, holds_on, staff_role
from fornya.rules.acting import Ability
from fornya.rules.retention import Kept, ends_at, has_ended
from fornya.rules.swedish_time import swedish_day

# A session that was just seen need not be written again: the idle limit is counted in minutes.
TOUCH_AFTER = timedelta(seconds=60)

_SESSION = """
SELECT s.*, CASE WHEN s.staff_id IS NOT NULL THEN people_posts_of(s.hsa_id) END FROM people_session_of(%s) s
"""

_LIMITS = {
    True: (Kept.PATIENT_SESSION_IDLE, Kept.PATIENT_SESSION),
    False: (Kept.STAFF_SESSION_IDLE, Kept.STAFF_SESSION),
}


@dataclass(frozen=True, slots=True)
class Commission:
    """What a member of staff is assigned to do, and where (medarbetaruppdrag). `ends_on` is included."""

    hsa_id: str
    name: str
    clinic_hsa_id: str
    clinic_name: str
    clinic_id: int | None
    ends_on: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: the same commission at another clinic is another one."""
        return self.hsa_id, self.clinic_hsa_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who is signed in, whole: a view needs no further query to know whom it serves."""

    role: Role
    name: str
    token_hash: bytes
    started_at: datetime


class Capacity(StrEnum):
    """As what somebody acts for another."""

    GUARDIAN = "guardian"
    AGENT = "agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who acts in another's matter, and as what; the contact ways are their own."""

    capacity: Capacity
    patient_id: int
    personnummer: str
    given_name: str
    name: str
    birth_date: date
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInPatient(SignedIn):
    """The patient whose matter is open: whoever has signed in, or whom they act for, whom `acting` tells.

    `phone` (E.164) and `email` are empty where the person does not want to be told that way, and where they
    are not the reader's to see. `has_others` is whether there may be somebody whom they could act for.
    `is_known` is False until the population register has answered about them for the first time: then nobody
    knows of children or of protection. `abilities` are what may be done now; the guard fills them in.
    """

    patient_id: int
    personnummer: str
    given_name: str
    birth_date: date
    phone: str = ""
    email: str = ""
    is_protected: bool = False
    deceased_on: date | None = None
    has_others: bool = False
    is_known: bool = True
    acting: Acting | None = None
    abilities: frozenset[Ability] = frozenset()

    @property
    def hides_place(self) -> bool:
        """Tell whether clinic and pharmacy stay out of sight: of who is protected, or may be."""
        return self.is_protected or not self.is_known

    @property
    def actor(self) -> Actor:
        """Whoever acts, as logs and histories name them: the patient, or who acts for them."""
        if self.acting is None:
            return Actor(ActorKind.PATIENT, self.patient_id, self.name)
        return Actor(ActorKind(self.acting.capacity.value), self.acting.patient_id, self.acting.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInStaff(SignedIn):
    """A member of staff, in the role and with the commissions that they have at this moment.

    `clinic_id` is the chosen commission's clinic; None until one is chosen, and when the chosen one is over.
    Who has no commission but a post that holds is signed in too, in no role. `confirmed_at` is when they last
    said afresh who they are.
    """

    staff_id: int
    hsa_id: str
    prescriber_code: str
    clinic_id: int | None
    commissions: tuple[Commission, ...]
    confirmed_at: datetime | None = None
    posts: tuple[Post, ...] = ()

    @property
    def actor(self) -> Actor:
        """The member of staff as logs and histories name them."""
        return Actor(ActorKind.STAFF, self.staff_id, self.name)


def digest(token: str) -> bytes:
    """Give the SHA-256 under which a secret of the browser is kept."""
    return hashlib.sha256(token.encode()).digest()


def start_for_patient(*, patient_id: int, now: datetime, device: str = "") -> str:
    """Sign a patient in; returns the token for the browser's cookie. `device` is named to the patient."""
    return _start(role=Role.PATIENT, now=now, patient_id=patient_id, device=device)


def act_for(
    *, token_hash: bytes, acts_for: int | None, capacity: Capacity | None, now: datetime
) -> str | None:
    """End a patient's session and go on in a new one, for another's matter or (None) for one's own again.

    Gives the new token, or None when the old session is over already. The longest day goes on counting.
    """
    was = Session.objects.filter(~Q(patient=None), token_hash=token_hash, ended_at=None)
    old = was.first()
    if old is None or not was.update(ended_at=now):
        return None
    token = secrets.token_urlsafe(32)
    Session.objects.create(
        token_hash=digest(token),
        role=old.role,
        patient_id=old.patient_id,
        device=old.device,
        acts_for_id=acts_for,
        acting_as=capacity.value if capacity else "",
        started_at=old.started_at,
        last_seen_at=now,
    )
    return token


def start_for_staff(
    *, staff_id: int, role: Role, commissions: tuple[Commission, ...], clinic_id: int | None, now: datetime
) -> str:
    """Sign a member of staff in, for one commission's clinic (or none yet); returns the token.

    A change of commission is a new session: call this again and end the old one.
    """
    if clinic_id is not None:
        hsa_id, name = Staff.objects.values_list("hsa_id", "name").get(pk=staff_id)
        colleagues.came(clinic_id=clinic_id, hsa_id=hsa_id, name=name, role=role, now=now)
    kept = [[c.hsa_id, c.name, c.clinic_hsa_id, c.clinic_name, c.clinic_id] for c in commissions]
    return _start(role=role, now=now, staff_id=staff_id, clinic_id=clinic_id, commissions=kept)


def _start(*, role: Role, now: datetime, **whose: object) -> str:
    token = secrets.token_urlsafe(32)
    Session.objects.create(
        token_hash=digest(token), role=role.value, started_at=now, last_seen_at=now, **whose
    )
    return token


def find(token: str, *, now: datetime) -> SignedIn | None:
    """Give who is signed in by this token, or None when nobody is or the time has run out.

    Staff are nobody as soon as none of their commissions and posts holds.
    """
    token_hash = digest(token)
    with connection.cursor() as cursor:
        row = _row(cursor, token_hash)
        if row is None:
            return None
        role, started_at, last_seen_at, *person = row
        idle, whole = _LIMITS[Role(role) is Role.PATIENT]
        if has_ended(idle, last_seen_at, now) or has_ended(whole, started_at, now):
            return None
        if now - last_seen_at > TOUCH_AFTER:
            cursor.execute(
                "UPDATE people_session SET last_seen_at = %s WHERE token_hash = %s", [now, token_hash]
            )
    return _signed_in(Role(role), started_at, token_hash, person, swedish_day(now))


def lapsed(token: str, *, now: datetime) -> SignedIn | None:
    """Give who was signed in by a token that nobody has signed out with, whether or not its time has run out.

    For keeping what they sent too late, never for showing them anything.
    """
    token_hash = digest(token)
    with connection.cursor() as cursor:
        row = _row(cursor, token_hash)
    if row is None:
        return None
    role, started_at, _last_seen_at, *person = row
    return _signed_in(Role(role), started_at, token_hash, person, swedish_day(now))


def _row(cursor: Any, token_hash: bytes) -> list[Any] | None:
    cursor.execute(_SESSION, [token_hash])
    return cursor.fetchone()


def seconds_left(token: str, *, now: datetime) -> int:
    """Tell how long this token signs in if nothing more is done; 0 when it no longer does.

    Unlike `find` it is not taken for a sign of life: pages ask it by themselves.
    """
    row = Session.objects.filter(token_hash=digest(token), ended_at=None).first()
    if row is None:
        return 0
    idle, whole = _LIMITS[Role(row.role) is Role.PATIENT]
    end = min(ends_at(idle, row.last_seen_at), ends_at(whole, row.started_at))
    return max(0, int((end - now).total_seconds()))


def _signed_in(
    role: Role, started_at: datetime, token_hash: bytes, person: list[Any], today: date
) -> SignedIn | None:
    acting_as, *rest = person
    subject, actor, staff, (registered_at, posts) = rest[:10], rest[10:17], rest[17:26], rest[26:]
    patient_id, personnummer, given_name, surname, birth_date, phone, email, *registered = subject
    if patient_id is None:
        return _staff_signed_in(started_at, token_hash, staff, holding(posts, today), today)
    is_protected, deceased_on, has_others = registered
    return SignedInPatient(
        role=role,
        name=f"{given_name} {surname}",
        token_hash=token_hash,
        started_at=started_at,
        patient_id=patient_id,
        personnummer=personnummer,
        given_name=given_name,
        birth_date=birth_date,
        phone=phone,
        email=email,
        is_protected=is_protected,
        deceased_on=deceased_on,
        has_others=has_others or registered_at is None,
        is_known=registered_at is not None,
        acting=_acting(Capacity(acting_as), actor) if acting_as else None,
    )


def _acting(capacity: Capacity, actor: list[Any]) -> Acting:
    patient_id, personnummer, given_name, surname, birth_date, phone, email = actor
    return Acting(
        capacity=capacity,
        patient_id=patient_id,
        personnummer=personnummer,
        given_name=given_name,
        name=f"{given_name} {surname}",
        birth_date=birth_date,
        phone=phone,
        email=email,
    )


def _staff_signed_in(
    started_at: datetime, token_hash: bytes, staff: list[Any], posts: tuple[Post, ...], today: date
) -> SignedInStaff | None:
    """Give the member of staff by what is known of them now; what it was at sign-in may be over."""
    staff_id, hsa_id, name, code, clinic_id, commissions, licences, assigned, confirmed_at = staff
    assignments = _holding([Commission(*row) for row in commissions], assigned, today)
    if not assignments and not posts:
        return None
    return SignedInStaff(
        role=staff_role(licences.split(","), code) if assignments else Role.NONE,
        name=name,
        token_hash=token_hash,
        started_at=started_at,
        staff_id=staff_id,
        hsa_id=hsa_id,
        prescriber_code=code,
        clinic_id=clinic_id if clinic_id in {each.clinic_id for each in assignments} else None,
        commissions=assignments,
        confirmed_at=confirmed_at,
        posts=posts,
    )


def _holding(
    commissions: list[Commission], assigned: list[list[str]] | None, today: date
) -> tuple[Commission, ...]:
    """Give those that the latest sign-in named and that are not over; all, where it is not known."""
    if assigned is None:
        return tuple(commissions)
    last_days = {
        (hsa_id, clinic): date.fromisoformat(ends_on) if ends_on else None
        for hsa_id, clinic, ends_on in assigned
    }
    return tuple(
        each for each in commissions if each.key in last_days and holds_on(today, last_days[each.key])
    )


def end(token_hash: bytes, *, now: datetime) -> None:
    """Sign out: the token is dead from this moment, wherever it was copied to."""
    Session.objects.filter(token_hash=token_hash, ended_at=None).update(ended_at=now)
