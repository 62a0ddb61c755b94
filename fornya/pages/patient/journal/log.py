"""Who has looked: the access log of oneself, and one of its rows to ask about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fornya.audit.scope import ActorKind
from fornya.clinics import directory
from fornya.design import formats
from fornya.design.parts import Cell, Column, Option, Row
from fornya.journal.readings import COUNTED, LAST, NoSuchReading, Reading, Readings, Span, reading, readings
from fornya.pages.patient.clinics import contact_of
from fornya.pages.patient.journal import place
from fornya.pages.patient.journal.words import about_words, did_words, where_words, who_words, why_words
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.months import add_months
from fornya.rules.swedish_time import day_begins

# Ten years: no row is older than records have to be kept.
MOST_MONTHS = 120
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader wants to see: one's own rows too or not, and of which month (its first day) or all."""

    own_too: bool
    month: date | None

    @property
    def query(self) -> dict[str, str]:
        """Give it as an address carries it."""
        month = {"manad": f"{self.month:%Y-%m}"} if self.month else {}
        return month | ({"egna": "ja"} if self.own_too else {})


@open_to(Deed.OWN_SETTINGS)
@require_safe
def access_log(request: PatientRequest) -> HttpResponse:
    """Show the rows, the newest first; one's own visits only when asked for."""
    patient, today = request.signed_in, request.today
    chosen = Chosen("egna" in request.GET, _month(request.GET.get("manad", "")))
    found = readings(
        patient=patient,
        others_only=not chosen.own_too,
        within=_span(chosen.month) if chosen.month else None,
        before=place.read(request.GET.get("efter"), _number),
        now=request.now,
    )
    context = {
        "part": "",
        "columns": [Column(text=each) for each in (_("När"), _("Vem"), _("Var"), _("Vad"))],
        "rows": [_cells(visit, patient.name, today) for visit in _visits(found.rows)],
        "own_too": chosen.own_too,
        "own_words": _own_words(found.own),
        "month": chosen.query.get("manad", ""),
        "months": _months(found.first_at, today),
        **_pages(request, chosen, found),
    }
    return render(request, "pages/patient/journal/log.jinja", context)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def access_row(request: PatientRequest, number: int) -> HttpResponse:
    """Show one row in full, with whom to ask about it."""
    patient, today = request.signed_in, request.today
    try:
        row = reading(number=number, patient=patient, now=request.now)
    except NoSuchReading as missing:
        raise Http404 from missing
    clinic = directory.by_id(row.clinic_id) if row.clinic_id is not None else None
    context = {
        "part": "",
        "entry": row,
        "is_own": row.kind is ActorKind.PATIENT,
        "facts": _facts(row, patient.name, today),
        "contact": contact_of(clinic, request.now) if clinic else None,
        "ask_support": f"{reverse('public:support_write')}?{urlencode({'rad': row.id})}",
    }
    return render(request, "pages/patient/journal/row.jinja", context)


def _own_words(own: int) -> str:
    """Say on how many rows the reader stands themselves."""
    if own > COUNTED:
        return _("Du själv står på mer än %(num)s rader.") % {"num": formats.number(COUNTED)}
    return ngettext("Du själv står på %(num)s rad.", "Du själv står på %(num)s rader.", own) % {"num": own}


def _pages(request: PatientRequest, chosen: Chosen, found: Readings) -> dict[str, str | None]:
    """Give where to go on: to older rows, and from there back to the newest."""
    following = place.written(found.following)
    return {
        "previous": _address(chosen) if "efter" in request.GET else None,
        "following": _address(chosen, efter=following) if following else None,
    }


def _address(chosen: Chosen, **more: str) -> str:
    query = urlencode(chosen.query | more)
    return f"{reverse('patient:access_log')}?{query}" if query else reverse("patient:access_log")


def _visits(rows: Iterable[Reading]) -> list[list[Reading]]:
    """Fold one's own rows of a day that nobody else's stand between; each of the others stands alone."""
    visits: list[list[Reading]] = []
    for row in rows:
        last = visits[-1][-1] if visits else None
        if last and _is_one_visit(last, row):
            visits[-1].append(row)
        else:
            visits.append([row])
    return visits


def _is_one_visit(last: Reading, row: Reading) -> bool:
    is_own = last.kind is row.kind is ActorKind.PATIENT
    return is_own and formats.local_day(last.at) == formats.local_day(row.at)


def _cells(visit: list[Reading], name: str, today: date) -> list[Cell]:
    row = visit[0]
    when = formats.day_and_clock(row.at, today).capitalize()
    did = " · ".join(dict.fromkeys(did_words(each.what) for each in visit))
    many = ngettext("%(num)s rad", "%(num)s rader", len(visit)) % {"num": len(visit)}
    about = about_words(row.about, today) if row.about else None
    return [
        Cell(text=when, href=reverse("patient:access_row", args=[row.id]), names_row=True),
        Cell(text=who_words(row)),
        Cell(text=where_words(row, name)),
        Cell(text=did, note=about if len(visit) == 1 else many),
    ]


def _facts(row: Reading, name: str, today: date) -> list[Row]:
    about = [Row(key=_("Vilken"), value=about_words(row.about, today))] if row.about else []
    return [
        Row(key=_("När"), value=formats.day_and_clock(row.at, today).capitalize()),
        Row(key=_("Vem"), value=who_words(row)),
        Row(key=_("Var"), value=where_words(row, name)),
        Row(key=_("Vad"), value=did_words(row.what)),
        *about,
        Row(key=_("Varför"), value=why_words(row)),
        Row(key=_("Radens nummer"), value=str(row.id)),
    ]


def _months(first_at: datetime, today: date) -> list[Option]:
    """Offer every month since the first row, the newest first."""
    named = [
        Option(value=f"{month:%Y-%m}", text=formats.month(month))
        for month in _back(today, formats.local_day(first_at))
    ]
    return [Option(value="", text=_("Hela tiden")), *named]


def _back(today: date, first: date) -> Iterator[date]:
    month = today.replace(day=1)
    for _each in range(MOST_MONTHS):
        if month < first.replace(day=1):
            return
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def _month(typed: str) -> date | None:
    if not typed:
        return None
    if not MONTH.fullmatch(typed):
        raise Http404
    return date.fromisoformat(f"{typed}-01")


def _span(month: date) -> Span:
    """Give a month from its first midnight in Sweden to the next month's."""
    return Span(day_begins(month), day_begins(add_months(month, 1)))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LAST:
        raise ValueError(text)
    return int(text)
