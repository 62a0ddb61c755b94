"""Who is away from the clinic, from which day to which, and who stands in for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from fornya.audit.scope import Actor, opened
from fornya.clinics.absence_table import Absence
from fornya.clinics.models import Colleague
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing
from fornya.clinics.settings.log import Part
from fornya.rules.swedish_time import swedish_day

LONGEST = timedelta(days=366)


class BadDays(ValueError):
    """The days are over, in the wrong order, or more than a year."""


class NotAColleague(LookupError):
    """Nobody with this HSA-id has worked here."""


class OwnCover(ValueError):
    """Nobody stands in for themselves."""


class AwayAlready(Exception):
    """The person is away on some of these days already."""


@dataclass(frozen=True, slots=True)
class Away:
    """An absence that is not over, as the page lists it; `cover_name` is empty where the clinic stands in."""

    id: int
    name: str
    first_day: date
    last_day: date
    cover_name: str


def absences(*, clinic_id: int, by: Actor, now: datetime) -> tuple[Away, ...]:
    """Give the absences that go on or are to come, the nearest first."""
    with opened(by=by, what="colleagues.read", now=now, clinic_id=clinic_id):
        rows = list(_ahead(clinic_id, now).order_by("first_day", "id"))
    return tuple(Away(row.pk, row.name, row.first_day, row.last_day, row.cover_name) for row in rows)


def set_absence(
    *, clinic_id: int, hsa_id: str, days: tuple[date, date], cover_hsa_id: str, by: Actor, now: datetime
) -> None:
    """Say that somebody is away, and who stands in ("": the clinic).

    Raises BadDays, NotAColleague, OwnCover, AwayAlready.
    """
    first, last = days
    if not (first <= last and swedish_day(now) <= last <= swedish_day(now) + LONGEST):
        raise BadDays
    if hsa_id == cover_hsa_id:
        raise OwnCover
    with changing(clinic_id=clinic_id, part=Part.ABSENCES, by=by, now=now):
        names = dict(Colleague.objects.filter(clinic_id=clinic_id).values_list("hsa_id", "name"))
        if hsa_id not in names or cover_hsa_id and cover_hsa_id not in names:
            raise NotAColleague
        if _ahead(clinic_id, now).filter(hsa_id=hsa_id, first_day__lte=last, last_day__gte=first).exists():
            raise AwayAlready
        row = Absence.objects.create(
            clinic_id=clinic_id,
            hsa_id=hsa_id,
            name=names[hsa_id],
            first_day=first,
            last_day=last,
            cover_hsa_id=cover_hsa_id,
            cover_name=names.get(cover_hsa_id, ""),
            given_at=now,
            given_by=by.name,
        )
        _note(row, [None, _said(row)], by, now)


def end_absence(*, absence_id: int, clinic_id: int, by: Actor, now: datetime) -> None:
    """Call an absence off; one that is gone already is left alone."""
    with changing(clinic_id=clinic_id, part=Part.ABSENCES, by=by, now=now):
        row = _ahead(clinic_id, now).filter(pk=absence_id).first()
        if row is None:
            return
        row.ended_at, row.ended_by = now, by.name
        row.save(update_fields=["ended_at", "ended_by"])
        _note(row, [_said(row), None], by, now)


def _ahead(clinic_id: int, now: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(clinic_id=clinic_id, ended_at=None, last_day__gte=swedish_day(now))


def _said(row: Absence) -> list[str]:
    return [
        row.first_day.isoformat(),
        row.last_day.isoformat(),
        *([row.cover_name] if row.cover_name else []),
    ]


def _note(row: Absence, change: list[object], by: Actor, now: datetime) -> None:
    log.note(clinic_id=row.clinic_id, part=Part.ABSENCES, fields={row.name: change}, by=by, now=now)
