"""The week when the phone is answered and the door open, and the days that are not as their weekday."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fornya.audit.scope import Actor
from fornya.clinics.codes import Service
from fornya.clinics.models import HoursException, OpeningHours
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing, looked_after
from fornya.clinics.settings.log import Part
from fornya.rules.opening_hours import Span

Week = Sequence[Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Odd:
    """A day with other hours than its weekday: these, or with none closed all day."""

    service: Service
    day: date
    spans: tuple[Span, ...]
    note: str = ""


def set_week(*, clinic_id: int, weeks: Mapping[Service, Week], by: Actor, now: datetime) -> None:
    """Write ordinary weeks, Monday first, in place of those there are."""
    with changing(clinic_id=clinic_id, part=Part.HOURS, by=by, now=now) as clinic:
        before = {service.value: _said(clinic_id, service) for service in weeks}
        after = {service.value: [_as_text(day) for day in week] for service, week in weeks.items()}
        OpeningHours.objects.filter(clinic_id=clinic_id, service__in=list(weeks)).delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(
                clinic_id=clinic_id,
                service=service.value,
                weekday=weekday,
                opens=span.opens,
                closes=span.closes,
            )
            for service, week in weeks.items()
            for weekday, day in enumerate(week, start=1)
            for span in day
        )
        looked_after(clinic, now)
        fields = log.difference(before, after)
        log.note(clinic_id=clinic_id, part=Part.HOURS, fields=fields, by=by, now=now)


def set_odd_day(*, clinic_id: int, odd: Odd, by: Actor, now: datetime) -> None:
    """Say how one day is, in place of what was said of it before."""
    with changing(clinic_id=clinic_id, part=Part.HOURS, by=by, now=now) as clinic:
        rows = HoursException.objects.filter(clinic_id=clinic_id, service=odd.service.value, day=odd.day)
        before = [_row_text(row) for row in rows]
        rows.delete()
        span = odd.spans[0] if odd.spans else None
        HoursException.objects.create(
            clinic_id=clinic_id,
            service=odd.service.value,
            day=odd.day,
            opens=span.opens if span else None,
            closes=span.closes if span else None,
            note=odd.note,
        )
        looked_after(clinic, now)
        _note_odd(clinic_id, odd.service, odd.day, (before, [_as_text(odd.spans)]), by, now)


def drop_odd_day(*, clinic_id: int, service: Service, day: date, by: Actor, now: datetime) -> None:
    """Let a day be as its weekday again; one that is so already is left alone."""
    with changing(clinic_id=clinic_id, part=Part.HOURS, by=by, now=now) as clinic:
        rows = HoursException.objects.filter(clinic_id=clinic_id, service=service.value, day=day)
        before = [_row_text(row) for row in rows]
        if not before:
            return
        rows.delete()
        looked_after(clinic, now)
        _note_odd(clinic_id, service, day, (before, None), by, now)


def _note_odd(
    clinic_id: int,
    service: Service,
    day: date,
    pair: tuple[list[str], list[str] | None],
    by: Actor,
    now: datetime,
) -> None:
    before, after = pair
    fields = {f"{service.value} {day.isoformat()}": [before or None, after]}
    log.note(clinic_id=clinic_id, part=Part.HOURS, fields=fields, by=by, now=now)


def _said(clinic_id: int, service: Service) -> list[str]:
    days: list[list[Span]] = [[] for _ in range(7)]
    rows = OpeningHours.objects.filter(clinic_id=clinic_id, service=service.value).order_by("opens")
    for row in rows:
        days[row.weekday - 1].append(Span(row.opens, row.closes))
    return [_as_text(day) for day in days]


def _row_text(row: HoursException) -> str:
    return _as_text([Span(row.opens, row.closes)] if row.opens and row.closes else [])


def _as_text(spans: Sequence[Span]) -> str:
    return ", ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in spans)
