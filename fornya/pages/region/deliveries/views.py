"""What has not got through: for a region its clinics' own, for whoever runs the service all of it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.design import formats
from fornya.design.parts import Row
from fornya.design.typed import read_carried
from fornya.pages.region.deliveries.words import fault_words, kind_word
from fornya.pages.region.overview.log_review import log_row
from fornya.pages.region.shared import Who, page, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.renewals.stuck import Heap, heaps, try_again
from fornya.rules.access import Deed


@dataclass(frozen=True, slots=True)
class HeapWords:
    """A heap as the page shows it; `key` names it when it is to be tried again."""

    key: str
    heading: str
    tag: str
    tone: str
    rows: list[Row]


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: PostRequest) -> HttpResponse:
    """Show what the region's clinics wait for, or try some of it again."""
    return _page(request, "deliveries/deliveries", "region:deliveries")


@open_to(Deed.OPERATE)
@require_http_methods(["GET", "HEAD", "POST"])
def operation(request: PostRequest) -> HttpResponse:
    """Show all that waits in the service, or try some of it again."""
    return _page(request, "deliveries/operation", "region:operation", numbers=[log_row(request)])


def _page(request: PostRequest, template: str, place: str, **more: Any) -> HttpResponse:
    who = who_of(request)
    if request.method == "POST":
        return _again(request, who)
    return page(request, template, place, **_shown(request, who), **more)


def _again(request: PostRequest, who: Who) -> HttpResponse:
    """Try a heap again, and come back; one that has got through meanwhile is none."""
    topic, _space, number = request.POST.get("again", "").partition(" ")
    clinic_id = read_carried(number) or None
    tried = try_again(topic=topic, clinic_id=clinic_id, **who)
    return HttpResponseRedirect(f"{request.path}?igen={tried}")


def _shown(request: PostRequest, who: Who) -> dict[str, Any]:
    found = heaps(**who)
    tried = request.GET.get("igen", "")
    return {
        "heaps": [_words(heap, request) for heap in found],
        "tried": _tried(read_carried(tried)) if tried else "",
    }


def _tried(number: int) -> str:
    if not number:
        return _("Det finns inget kvar att försöka med: allt har kommit fram.")
    return ngettext("%(num)s leverans försöks igen nu.", "%(num)s leveranser försöks igen nu.", number) % {
        "num": number
    }


def _words(heap: Heap, request: PostRequest) -> HeapWords:
    today = request.today
    number = heap.waiting + heap.stuck
    rows = [
        Row(key=_("Antal"), value=formats.number(number)),
        Row(key=_("Den äldsta kom"), value=formats.day_and_clock(heap.oldest_at, today)),
        Row(key=_("Varför"), value=fault_words(heap.fault)),
    ]
    if heap.next_try_at is not None and heap.next_try_at > request.now:
        rows.append(Row(key=_("Försöks av sig själv"), value=formats.day_and_clock(heap.next_try_at, today)))
    if heap.clinic_id is not None:
        rows.insert(0, Row(key=_("Mottagning"), value=directory.by_id(heap.clinic_id).name))
    is_stuck = heap.stuck > 0
    return HeapWords(
        key=f"{heap.topic} {heap.clinic_id or ''}".strip(),
        heading=kind_word(heap.topic),
        tag=_("Har fastnat") if is_stuck else _("Försöks igen"),
        tone="err" if is_stuck else "warn",
        rows=rows,
    )
