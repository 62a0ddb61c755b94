"""The page of one request: everything known, what the checks say, and the forms as they are filled in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design.fields import Errors, Form
from fornya.medicines.overview import overview
from fornya.pages.clinic.assess import forms, record_form, rows, times
from fornya.pages.clinic.assess.lane import lane_of
from fornya.pages.clinic.assess.words import decline_reasons, meet_reasons, options, previews
from fornya.pages.clinic.claim.whose import claim_of
from fornya.pages.clinic.reply_words import replies_for
from fornya.pages.clinic.time_words import time_rows
from fornya.pages.clinic.words import due_words, status_word
from fornya.people.guards import StaffRequest
from fornya.people.step_up import will_be_asked
from fornya.renewals.batch import is_clean_whole
from fornya.renewals.checking import checked
from fornya.renewals.reading import Whole
from fornya.renewals.shown import Checked, digest_of_shown
from fornya.renewals.worklist_row import is_late
from fornya.rules.access import Deed, may
from fornya.rules.checks.tables import FERTILE
from fornya.rules.personnummer import age_on, is_woman


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What the page shows filled in: the decisions, or the record's facts; the other stands as it is kept."""

    form: Form | None = None
    record: Form | None = None
    errors: Errors = Errors()
    is_kept: bool = False


def checked_now(request: StaffRequest, whole: Whole) -> Checked:
    """Run the checks anew, with what the store says now: what is signed is what holds as it is signed."""
    found = overview(whole.personnummer, now=request.now)
    return checked(whole, found, _here(request), today=request.today)


def case_page(request: StaffRequest, whole: Whole, filled: FilledIn | None = None) -> HttpResponse:
    """Draw the page."""
    filled = filled or FilledIn()
    found = overview(whole.personnummer, now=request.now)
    today = request.today
    checks = checked(whole, found, _here(request), today=today)
    items = [rows.item(whole, line, found, checks, today=today) for line in whole.lines]
    claim = claim_of(whole, by=request.signed_in, now=request.now)
    lane = lane_of(request, can_ride=is_clean_whole(whole, checks) and not claim.held)
    context = {
        **_about(whole, today),
        **_record(whole, filled, today),
        **_decisions(request, items, filled, whole, can_decide=not (claim.held or lane.is_quiet)),
        "items": items,
        "claim": claim,
        "lane": lane,
        "shown": digest_of_shown(whole, checks),
        "errors": filled.errors,
    }
    status = 422 if filled.errors else 200
    return render(request, "pages/clinic/assess/request.jinja", context, status=status)


def _about(whole: Whole, today: date) -> dict[str, Any]:
    word, tone = status_word(whole.status.value)
    late = whole.ended_at is None and is_late(whole.status, whole.answer_by, today)
    return {
        "whole": whole,
        "today": today,
        "status": word,
        "tone": tone,
        "due": due_words(whole.answer_by, today=today, is_late=late),
        "late": late,
        "about": rows.about(whole, today=today),
        "history": rows.history(whole, today=today),
        "offered": time_rows(whole.times, today),
    }


def _record(whole: Whole, filled: FilledIn, today: date) -> dict[str, Any]:
    age = age_on(whole.birth_date, today)
    return {
        "prepared": whole.prepared,
        "record": filled.record or record_form.showing(whole),
        "record_errors": filled.record is not None,
        "monitored": record_form.monitored(whole, today),
        "asks_pregnancy": is_woman(whole.personnummer) and age in FERTILE,
    }


def _decisions(
    request: StaffRequest, items: list[rows.Item], filled: FilledIn, whole: Whole, *, can_decide: bool
) -> dict[str, Any]:
    waiting, here = [item for item in items if item.waits], _here(request)
    role = request.signed_in.role
    form = filled.form or _proposed(whole, waiting, request.today)
    return {
        "may_decide": bool(waiting) and can_decide and may(role, Deed.ASK_QUESTION),
        "may_change_times": may(role, Deed.TAKE),
        "is_prescriber": may(role, Deed.DECIDE),
        "asks_who": may(role, Deed.DECIDE) and will_be_asked(request.signed_in, now=request.now),
        "form": form,
        "times": {"rows": times.rows(form), "ways": times.ways(), "is_open": times.is_filled(form)},
        "proposed": whole.prepared if whole.prepared and whole.prepared.fields else None,
        "meet_reasons": options(meet_reasons()),
        "decline_reasons": options(decline_reasons()),
        "previews": previews("meet", meet_reasons()) + previews("decline", decline_reasons()),
        "replies": {item.line.id: replies_for(here, item.line.name) for item in waiting},
        "signer": request.signed_in.name,
        "is_kept": filled.is_kept and bool(waiting),
    }


def _proposed(whole: Whole, waiting: list[rows.Item], today: date) -> Form:
    """Give the form as it was proposed; what was prescribed before where nobody has proposed anything."""
    blank = forms.blank([item.line for item in waiting], today=today)
    kept = whole.prepared.fields if whole.prepared else {}
    return Form({**blank.sent, **{name: (value,) for name, value in kept.items()}})


def _here(request: StaffRequest) -> ClinicPage:
    return directory.by_id(request.signed_in.clinic_id or 0)
