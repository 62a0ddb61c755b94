"""A file of clinics is sent; what it would change is shown; that and nothing else is carried out."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.catalogue.faults import BadEntry
from fornya.clinics.catalogue.upload import ChangedSince, NoSuchUpload, Place, approve, keep, shown
from fornya.design.fields import Errors
from fornya.pages.region.catalogue import rows
from fornya.pages.region.catalogue.words import fault_words
from fornya.pages.region.shared import is_operators, page, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.rules.access import Deed

_BOTH = ["GET", "HEAD", "POST"]


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(_BOTH)
def catalogue(request: PostRequest) -> HttpResponse:
    """Take a file of the region's clinics."""
    return _send(request)


@open_to(Deed.OPERATE)
@require_http_methods(_BOTH)
def country_catalogue(request: PostRequest) -> HttpResponse:
    """Take a file of any region's clinics."""
    return _send(request)


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(_BOTH)
def catalogue_check(request: PostRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a file would change in the region, or carry it out."""
    return _check(request, upload_id)


@open_to(Deed.OPERATE)
@require_http_methods(_BOTH)
def country_catalogue_check(request: PostRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a file would change, or carry it out."""
    return _check(request, upload_id)


def _name(request: PostRequest, what: str) -> str:
    return f"region:country_{what}" if is_operators(request) else f"region:{what}"


def _tab(request: PostRequest) -> str:
    return "region:country_catalogue" if is_operators(request) else "region:clinics"


def _place(request: PostRequest) -> Place:
    return Place(who_of(request)["region_id"], request.signed_in.actor, request.signed_in.hsa_id)


def _send(request: PostRequest) -> HttpResponse:
    if request.method != "POST":
        return page(request, "catalogue/send", _tab(request), columns=rows.NEEDED)
    sent = request.FILES.get("file")
    if sent is None:
        return _wrong(request, _("Välj en fil"))
    try:
        upload_id = keep(sent.read(), place=_place(request), now=request.now)
    except BadEntry as bad:
        return _wrong(request, fault_words(bad))
    return HttpResponseRedirect(reverse(_name(request, "catalogue_check"), args=[upload_id]))


def _wrong(request: PostRequest, fault: str) -> HttpResponse:
    return page(request, "catalogue/send", _tab(request), Errors().add("file", fault), columns=rows.NEEDED)


def _check(request: PostRequest, upload_id: uuid.UUID) -> HttpResponse:
    place, is_changed = _place(request), False
    try:
        if request.method == "POST":
            try:
                approve(upload_id, mark=request.POST.get("mark", ""), place=place, now=request.now)
                return HttpResponseRedirect(request.path)
            except ChangedSince:
                is_changed = True
        found, is_done = shown(upload_id, place=place, now=request.now)
    except NoSuchUpload as missing:
        raise Http404 from missing
    answer = page(
        request,
        "catalogue/check",
        _tab(request),
        found=found,
        is_done=is_done,
        is_changed=is_changed,
        again=_name(request, "catalogue"),
        tables=rows.tables(found),
        summary=rows.summary(found),
        left=rows.left_as_they_are(found),
    )
    answer.status_code = 409 if is_changed else 200
    return answer
