"""The pages of a log's reviewer: which clinic, its months, one of them by the criteria, one case of it."""

import re
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import too_long
from fornya.log_review import mark as marks
from fornya.log_review.models import Outcome
from fornya.log_review.month import Item, MonthReview, review_of
from fornya.log_review.months import months_of
from fornya.pages.clinic.log_review import rows, words
from fornya.people.guards import PostRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.months import add_months

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@open_to(Deed.REVIEW_LOG)
@require_safe
def show(request: PostRequest) -> HttpResponse:
    """Go to the one clinic's months; who reviews several chooses."""
    clinics = _clinics(request)
    if len(clinics) == 1:
        return HttpResponseRedirect(reverse("clinic:log_months", args=[clinics[0].slug]))
    return render(request, "pages/clinic/log_review/clinics.jinja", {"table": rows.clinics(clinics)})


@open_to(Deed.REVIEW_LOG)
@require_safe
def months(request: PostRequest, slug: str) -> HttpResponse:
    """Show which months of a clinic's log have been reviewed, and which are late."""
    clinic = _clinic(request, slug)
    found = months_of(clinic_id=clinic.id, by=request.signed_in.actor, now=request.now)
    context = {
        "clinic": clinic,
        "table": rows.months(found, slug, request.today),
        "late": sum(each.is_late for each in found),
        "current": _neighbour(slug, request.today.replace(day=1)),
    }
    return render(request, "pages/clinic/log_review/months.jinja", context)


@open_to(Deed.REVIEW_LOG)
@require_safe
def month(request: PostRequest, slug: str, month: str) -> HttpResponse:
    """Show what a month holds to look at, and how much of it is left."""
    clinic, found = _read(request, slug, month)
    context = {
        "clinic": clinic,
        "all_months": reverse("clinic:log_months", args=[slug]),
        "month": found,
        "name": formats.month(found.month),
        "groups": rows.groups(found, clinic.slug, request.today),
        "saved": request.GET.get("sparat") == "ja",
        "previous": _neighbour(slug, add_months(found.month, -1)),
        "following": _neighbour(slug, add_months(found.month, 1)) if found.is_over else None,
        "is_due": found.is_over and found.left > 0,
    }
    return render(request, "pages/clinic/log_review/month.jinja", context)


@open_to(Deed.REVIEW_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: PostRequest, slug: str, month: str, key: str) -> HttpResponse:
    """Show one case with its rows; say what it was."""
    clinic, found = _read(request, slug, month)
    item = next((each for each in found.items if each.key == key), None)
    if item is None:
        raise Http404
    if request.method != "POST" or item.is_own or item.said is not None:
        return _case_page(request, clinic, found, item, Form.showing())
    form = Form.of(request.POST, "outcome", "words")
    errors = _wrong(form)
    if errors:
        return _case_page(request, clinic, found, item, form, errors)
    try:
        marks.mark(
            clinic_id=clinic.id,
            month=found.month,
            key=key,
            outcome=Outcome(form.value("outcome")),
            words=form.value("words"),
            by=request.signed_in,
            now=request.now,
        )
    except (marks.AlreadyMarked, marks.NoSuchCase):
        # Somebody else was faster, or has read more meanwhile: the page says how it stands now.
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(f"{reverse('clinic:log_month', args=[slug, month])}?sparat=ja")


def _neighbour(slug: str, month: date) -> dict[str, str]:
    """Give the name and the address of another month of the same clinic."""
    return {
        "href": reverse("clinic:log_month", args=[slug, f"{month:%Y-%m}"]),
        "name": formats.month(month),
    }


def _wrong(form: Form) -> Errors:
    errors = Errors()
    if form.value("outcome") not in Outcome.values:
        errors = errors.add("outcome", _("Välj vad du kom fram till"))
    if form.value("outcome") == Outcome.FOLLOW_UP and not form.value("words"):
        errors = errors.add("words", _("Skriv vad som ska följas upp, och av vem"))
    if long := too_long(form.value("words"), marks.LONGEST):
        errors = errors.add("words", long)
    return errors


def _case_page(
    request: PostRequest,
    clinic: ClinicPage,
    found: MonthReview,
    item: Item,
    form: Form,
    errors: Errors | None = None,
) -> HttpResponse:
    today = request.today
    context = {
        "clinic": clinic,
        "back": reverse("clinic:log_month", args=[clinic.slug, f"{found.month:%Y-%m}"]),
        "item": item,
        "heading": words.criterion_words(item.criterion),
        "source": words.source_words(item.criterion),
        "summary": rows.summary(item, today),
        "table": rows.readings(item, today),
        "form": form,
        "errors": errors or Errors(),
        "options": [Option(value=each.value, text=_(text)) for each, text in words.OUTCOMES.items()],
    }
    status = 422 if errors else 200
    return render(request, "pages/clinic/log_review/case.jinja", context, status=status)


def _read(request: PostRequest, slug: str, month: str) -> tuple[ClinicPage, MonthReview]:
    """Read a month of a clinic that one of the reader's posts covers. What is another's is not there."""
    clinic = _clinic(request, slug)
    if not _MONTH.fullmatch(month):
        raise Http404
    first = date(int(month[:4]), int(month[5:]), 1)
    if first > request.today:
        raise Http404
    who = request.signed_in
    found = review_of(clinic_id=clinic.id, month=first, reviewer=who.staff_id, by=who.actor, now=request.now)
    return clinic, found


def _clinic(request: PostRequest, slug: str) -> ClinicPage:
    """Give a clinic that one of the reader's posts covers. What is another's is not there."""
    found = next((each for each in _clinics(request) if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _clinics(request: PostRequest) -> tuple[ClinicPage, ...]:
    """Give the clinics whose logs the reader's posts cover."""
    own = {post.clinic_id for post in request.posts}
    whole = {post.region_code for post in request.posts if post.clinic_id is None}
    codes = sorted({post.region_code for post in request.posts})
    near = [each for code in codes for each in directory.in_region(code)]
    return tuple(each for each in near if each.id in own or each.region_code in whole)
