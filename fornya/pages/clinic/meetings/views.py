"""The clinic's meetings day by day, and the times of one request: take one back, or see to it otherwise."""

import uuid
from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design.environment import url
from fornya.design.fields import Form
from fornya.design.formats import bare_clock, relative_day
from fornya.design.parts import Cell, Column
from fornya.design.typed import read_key
from fornya.pages.clinic.time_words import slot_words, state_words, when_words
from fornya.pages.clinic.whole import whole_of
from fornya.pages.clinic.worklist.rows import DONE
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.meetings import Meeting, Unchosen, meetings
from fornya.renewals.withdraw_time import IsBooked, see_to, withdraw_time
from fornya.rules.access import Deed
from fornya.rules.appointments import Lapse
from fornya.rules.swedish_time import swedish_day

_DONE = {"tid": N_("Tiden är borttagen"), "besked": N_("Ni har noterat att patienten har fått besked")}
_LAPSES = {Lapse.NEAR: N_("Sista tiden är nära"), Lapse.OVER: N_("Tiderna har gått")}


@open_to(Deed.READ_WORKLIST)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Show what is booked from today on, day by day, and who has been offered times and chosen none."""
    found = meetings(by=request.signed_in, now=request.now)
    context = {
        "days": [
            (relative_day(day, request.today), [_booked(each) for each in group])
            for day, group in groupby(found.booked, key=lambda each: swedish_day(each.slot.starts_at))
        ],
        "columns": [
            Column(text=_(text)) for text in (N_("Klockan"), N_("Patient"), N_("Hur"), N_("Läkemedel"))
        ],
        "unchosen": [_unchosen(each, request.today) for each in found.unchosen],
        "unchosen_columns": [Column(text=_(text)) for text in (N_("Patient"), N_("Sista tiden"), N_("Hos"))],
    }
    return render(request, "pages/clinic/meetings/list.jinja", context)


@open_to(Deed.TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show the times of a request; take one back, or note that the patient was reached in another way."""
    form = Form.of(request.POST, "tid", "klar")
    key, is_done = read_key(form.value("tid")), bool(form.value("klar"))
    if key is None and not is_done:
        return _page(request, request_id)
    try:
        if key is None:
            see_to(request_id=request_id, by=request.signed_in, now=request.now)
        else:
            withdraw_time(request_id=request_id, appointment_id=key, by=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing
    except IsBooked:
        return _page(request, request_id, status=409)
    done = "besked" if key is None else "tid"
    answer = HttpResponseRedirect(f"{reverse('clinic:times', args=[request_id])}?{DONE}={done}")
    answer.status_code = 303
    return answer


def _page(request: StaffRequest, request_id: uuid.UUID, *, status: int = 200) -> HttpResponse:
    whole, today = whole_of(request, request_id), request.today
    found = whole.times
    context = {
        "whole": whole,
        "done": _(_DONE[said]) if (said := request.GET.get(DONE)) in _DONE else "",
        "times": [
            (each, when_words(each.slot, today), slot_words(each.slot), state_words(each, today))
            for each in found.all
        ],
        "booked_first": status == 409,
        "can_see_to": found.booked is None and bool(found.unbooked),
    }
    return render(request, "pages/clinic/meetings/times.jinja", context, status=status)


def _booked(each: Meeting) -> tuple[Cell, ...]:
    who = _("%(name)s, född %(year)s") % {"name": each.patient_name, "year": each.birth_year}
    mark = {"tag": _("Skyddade personuppgifter"), "tone": "warn"} if each.is_protected else {}
    return (
        Cell(text=f"{bare_clock(each.slot.starts_at)}–{bare_clock(each.slot.ends_at)}"),
        Cell(text=who, href=url("clinic:request", request_id=each.request_id), names_row=True, **mark),
        Cell(text=slot_words(each.slot)),
        Cell(text=", ".join(each.medicines)),
    )


def _unchosen(each: Unchosen, today: date) -> tuple[Cell, ...]:
    who = _("%(name)s, född %(year)s") % {"name": each.patient_name, "year": each.birth_year}
    last = f"{relative_day(each.last_time, today)} {bare_clock(each.last_time)}"
    return (
        Cell(text=who, href=url("clinic:request", request_id=each.request_id), names_row=True),
        _last(last, each.lapse),
        Cell(text=each.whose),
    )


def _last(words: str, lapse: Lapse | None) -> Cell:
    if lapse is None:
        return Cell(text=words)
    return Cell(tag=_(_LAPSES[lapse]), tone="err" if lapse is Lapse.OVER else "warn", note=words)
