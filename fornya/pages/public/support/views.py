"""The page about support, the form, and its receipt."""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.opening_words import now_words
from fornya.design.parts import Option
from fornya.limits.count import TooMany
from fornya.pages.public.errors.views import not_allowed
from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.support.asked import FIELDS, problems, written
from fornya.pages.public.support.words import OPEN, TOPICS
from fornya.people.guards import ANYONE, Request, open_to
from fornya.support import hours
from fornya.support.models import Topic
from fornya.support.send import send_case

REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
ROW = re.compile(r"[0-9]{1,19}")


@open_to(ANYONE)
@kept_a_minute
def support(request: Request) -> HttpResponse:
    """Say how to reach the support desk, and whether it answers now."""
    return render(request, "pages/public/support/support.jinja", _about(request))


@open_to(ANYONE)
def write(request: Request) -> HttpResponse:
    """Show the form, and take in what somebody writes."""
    if request.method == "POST":
        return _send(request)
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, allow="GET, HEAD, POST")
    topic = request.GET.get("amne", "")
    known = topic if topic in {each.value for each in Topic} else Topic.QUESTION.value
    return _form(request, Form.showing(topic=known, message=_about_row(request.GET.get("rad", ""))))


@open_to(ANYONE)
@kept_a_minute
def sent(request: Request, reference: str) -> HttpResponse:
    """Give the receipt. It repeats the number in the address and knows nothing of the case."""
    if not REFERENCE.fullmatch(reference):
        raise Http404
    context = _about(request) | {"reference": reference, "days": hours.ANSWER_WORKING_DAYS}
    return render(request, "pages/public/support/sent.jinja", context)


def _about_row(number: str) -> str:
    """Begin the question about a row of the access log: its number says nothing but to who may look it up."""
    if not ROW.fullmatch(number):
        return ""
    return _("Jag undrar över rad %(number)s i Vem har tittat.") % {"number": number}


def _send(request: Request) -> HttpResponse:
    form = Form.of(request.POST, *FIELDS)
    errors = problems(form, today=request.today)
    if errors:
        return _form(request, form, errors=errors, status=422)
    try:
        reference = send_case(written(form), address=request.address, now=request.now)
    except TooMany as full:
        return _full(request, form, full)
    return HttpResponseRedirect(reverse("public:support_sent", args=[reference]))


def _full(request: Request, form: Form, full: TooMany) -> HttpResponse:
    """Say when the next case is welcome, with everything that was written still there."""
    again_at = formats.next_clock(full.again_at, request.now)
    answer = _form(request, form, again_at=again_at, status=429)
    answer["Retry-After"] = str(full.wait(request.now))
    return answer


def _form(
    request: Request, form: Form, *, errors: Errors | None = None, status: int = 200, again_at: str = ""
) -> HttpResponse:
    context = _about(request) | {
        "form": form,
        "errors": errors or Errors(),
        "topics": [Option(value=topic.value, text=_(words)) for topic, words in TOPICS.items()],
        "again_at": again_at,
        "answer_by": hours.written_answer_by(request.now),
        "today": request.today,
    }
    answer = render(request, "pages/public/support/write.jinja", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _about(request: Request) -> dict[str, object]:
    daily = [(f"{hours.DAILY.opens:%H:%M}", f"{hours.DAILY.closes:%H:%M}")]
    open_now = now_words(OPEN, hours.status(request.now), request.now)
    return {"open_now": open_now, "daily": formats.spans(daily)}
