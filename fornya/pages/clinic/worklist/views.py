"""The clinic's worklist: its parts, a search by patient, and *Ta nästa*."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.design.fields import Errors, Form
from fornya.design.languages import BY_CODE
from fornya.pages.clinic.worklist import rows
from fornya.pages.clinic.worklist.over import over_words
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals import worklist
from fornya.renewals.find import MOST, find
from fornya.renewals.take_next import NothingLeft, take_next
from fornya.renewals.worklist import ASSIGNED, Only, Page, Shown
from fornya.renewals.worklist_row import Row
from fornya.rules.access import Deed, may

# In the address of who asked for the next when there was none.
NONE_LEFT = "slut"


@open_to(Deed.READ_WORKLIST)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Show one part of the worklist."""
    shown = Shown(request.GET["visa"]) if request.GET.get("visa") in set(Shown) else Shown.NEW
    only = [each for each in Only if each.value in request.GET.getlist("bara")]
    language = request.GET.get("sprak", "") if request.GET.get("sprak") in BY_CODE else ""
    page = worklist.for_clinic(
        by=request.signed_in,
        shown=shown,
        after=request.GET.get("efter"),
        only=only,
        language=language,
        today=request.today,
        now=request.now,
    )
    return render(
        request,
        "pages/clinic/worklist/list.jinja",
        {
            "heading": _(rows.HEADINGS[shown]),
            **_table(page.rows, request.today),
            "tabs": rows.tabs(page, shown),
            "shown": shown.value,
            **_narrowed(shown, only, language),
            "first": rows.address(shown, only, sprak=language) if request.GET.get("efter") else None,
            "following": rows.address(shown, only, sprak=language, efter=page.after) if page.after else None,
            **over_words(page.over, request.today),
            "risk": rows.risk_words(page.risk, request.today),
            "seen": page.seen,
            **_said(request),
            **_ways_on(request, shown, page, language),
        },
    )


@open_to(Deed.READ_WORKLIST)
@require_POST
def search(request: StaffRequest) -> HttpResponse:
    """Show the clinic's requests of a patient; who was asked for stays out of the address."""
    text = Form.of(request.POST, "vem").value("vem")
    errors = Errors() if text else Errors().add("vem", _("Skriv ett personnummer eller ett namn"))
    found = find(text=text, by=request.signed_in, today=request.today, now=request.now)
    return render(
        request,
        "pages/clinic/worklist/found.jinja",
        {
            "text": text,
            "errors": errors,
            **_table(found, request.today),
            "is_full": len(found) == MOST,
        },
        status=422 if errors else 200,
    )


@open_to(Deed.TAKE)
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """Give the most pressing request that nobody has, or say that none is left."""
    try:
        request_id = take_next(by=request.signed_in, today=request.today, now=request.now)
    except NothingLeft:
        return HttpResponseRedirect(f"{reverse('clinic:worklist')}?{NONE_LEFT}=1")
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


def _said(request: StaffRequest) -> dict[str, object]:
    """Give what the reader is told who comes from having pressed something."""
    return {
        "none_left": NONE_LEFT in request.GET,
        "done": rows.done_words(request.GET.get(rows.DONE, "")),
    }


def _narrowed(shown: Shown, only: list[Only], language: str) -> dict[str, object]:
    """Give what the part can be narrowed to and is, and what stands there when that leaves nothing."""
    is_narrowed = bool(only or language)
    return {
        "filters": () if shown is Shown.DONE else rows.filters(),
        "only": [each.value for each in only],
        "reads_options": rows.language_options(),
        "reads": language,
        "all": rows.address(shown) if is_narrowed else None,
        "empty": _("Inget i den här delen passar filtret.") if is_narrowed else _(rows.EMPTY[shown]),
    }


def _ways_on(request: StaffRequest, shown: Shown, page: Page, language: str) -> dict[str, object]:
    """Give what the reader may go on to, and where several of the list can be given to a colleague."""
    role, after = request.signed_in.role, request.GET.get("efter", "")
    can_assign = may(role, Deed.TAKE) and shown in ASSIGNED and bool(page.rows)
    assign = rows.address(shown, page="clinic:assign", sprak=language, efter=after) if can_assign else None
    return {
        "may_take": may(role, Deed.TAKE),
        "may_decide": may(role, Deed.DECIDE),
        "assign": assign,
    }


def _table(found: tuple[Row, ...], today: date) -> dict[str, object]:
    return {
        "caption": rows.caption(found),
        "columns": rows.columns(),
        "rows": rows.cells(found, today),
    }
