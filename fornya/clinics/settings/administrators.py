"""Who may change a clinic's settings: named by an administrator, the first one by a command."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from fornya.audit.scope import SERVICE, Actor, opened
from fornya.clinics.models import Administrator, Clinic
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing
from fornya.clinics.settings.log import Part
from fornya.rules.posts import is_term
from fornya.rules.swedish_time import swedish_day


class BadTerm(ValueError):
    """The last day lies in the past, or more than a year ahead."""


class AlreadyNamed(Exception):
    """This person is an administrator of the clinic already."""


class NoSuchAdministrator(LookupError):
    """Nobody who is an administrator here has this number."""


class OneselfNever(PermissionError):
    """Nobody prolongs their own part."""


class LastOne(Exception):
    """Somebody has to be left who can name others."""


@dataclass(frozen=True, slots=True)
class Named:
    """An administrator as the page lists them; `holds` says whether they are one today."""

    id: int
    hsa_id: str
    name: str
    ends_on: date
    given_at: datetime
    given_by: str
    holds: bool


def administers(*, hsa_id: str, clinic_id: int, now: datetime) -> bool:
    """Tell whether somebody is an administrator of the clinic at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clinics_administers(%s, %s, %s)", [hsa_id, clinic_id, swedish_day(now)])
        return bool(cursor.fetchone()[0])


def named(*, clinic_id: int, by: Actor, now: datetime) -> tuple[Named, ...]:
    """Give those who are or have been administrators and whom nobody has ended, the longest term first."""
    with opened(by=by, what="administrators.read", now=now, clinic_id=clinic_id):
        rows = list(
            Administrator.objects.filter(clinic_id=clinic_id, ended_at=None).order_by("-ends_on", "id")
        )
    today = swedish_day(now)
    return tuple(
        Named(row.pk, row.hsa_id, row.name, row.ends_on, row.given_at, row.given_by, row.ends_on >= today)
        for row in rows
    )


def name_administrator(
    *, clinic_id: int, hsa_id: str, name: str, ends_on: date, by: Actor, now: datetime
) -> None:
    """Let somebody change the settings until the end of a day. Raises BadTerm, AlreadyNamed."""
    _check_term(ends_on, now)
    with changing(clinic_id=clinic_id, part=Part.ADMINISTRATORS, by=by, now=now):
        _give(clinic_id, hsa_id, name, ends_on, by, now)


def prolong_administrator(
    *, administrator_id: int, clinic_id: int, ends_on: date, hsa_id: str, by: Actor, now: datetime
) -> None:
    """Let somebody go on until another day; `hsa_id` is whose deed it is. The old row ends, a new one begins.

    Raises BadTerm, NoSuchAdministrator, OneselfNever.
    """
    _check_term(ends_on, now)
    with changing(clinic_id=clinic_id, part=Part.ADMINISTRATORS, by=by, now=now):
        row = Administrator.objects.filter(
            clinic_id=clinic_id, ended_at=None, ends_on__gte=swedish_day(now), pk=administrator_id
        ).first()
        if row is None:
            raise NoSuchAdministrator
        if row.hsa_id == hsa_id:
            raise OneselfNever
        _end(row, by, now, logged=False)
        _write(clinic_id, row.hsa_id, row.name, ends_on, by, now, before=row.ends_on)


def end_administrator(*, administrator_id: int, clinic_id: int, by: Actor, now: datetime) -> None:
    """End somebody's part now. Raises NoSuchAdministrator, LastOne."""
    with changing(clinic_id=clinic_id, part=Part.ADMINISTRATORS, by=by, now=now):
        rows = Administrator.objects.filter(clinic_id=clinic_id, ended_at=None)
        row = rows.filter(pk=administrator_id).first()
        if row is None:
            raise NoSuchAdministrator
        if not rows.filter(ends_on__gte=swedish_day(now)).exclude(pk=row.pk).exists():
            raise LastOne
        _end(row, by, now)


def name_first(*, clinic_id: int, hsa_id: str, ends_on: date, now: datetime) -> None:
    """Name an administrator as the owner of the tables, from the command. Raises BadTerm, AlreadyNamed."""
    _check_term(ends_on, now)
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic_id)
        _give(clinic_id, hsa_id, "", ends_on, SERVICE, now)


def _give(clinic_id: int, hsa_id: str, name: str, ends_on: date, by: Actor, now: datetime) -> None:
    """Write the row; one whose term is over gives way to the new."""
    before = Administrator.objects.filter(clinic_id=clinic_id, hsa_id=hsa_id, ended_at=None).first()
    if before is not None and before.ends_on >= swedish_day(now):
        raise AlreadyNamed
    if before is not None:
        _end(before, by, now, logged=False)
    _write(clinic_id, hsa_id, name, ends_on, by, now)


def _write(
    clinic_id: int,
    hsa_id: str,
    name: str,
    ends_on: date,
    by: Actor,
    now: datetime,
    before: date | None = None,
) -> None:
    Administrator.objects.create(
        clinic_id=clinic_id, hsa_id=hsa_id, name=name, ends_on=ends_on, given_at=now, given_by=by.name
    )
    log.note(
        clinic_id=clinic_id,
        part=Part.ADMINISTRATORS,
        fields={name or hsa_id: [before.isoformat() if before else None, ends_on.isoformat()]},
        by=by,
        now=now,
    )


def _end(row: Administrator, by: Actor, now: datetime, *, logged: bool = True) -> None:
    row.ended_at, row.ended_by = now, by.name
    row.save(update_fields=["ended_at", "ended_by"])
    if logged:
        fields = {row.name or row.hsa_id: [row.ends_on.isoformat(), None]}
        log.note(clinic_id=row.clinic_id, part=Part.ADMINISTRATORS, fields=fields, by=by, now=now)


def _check_term(ends_on: date, now: datetime) -> None:
    if not is_term(ends_on, swedish_day(now)):
        raise BadTerm
