"""A file of clinics is sent; what it would change is shown; that and nothing else is carried out."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.catalogue.faults import BadEntry
from fornya.clinics.catalogue.upload import ChangedSince, NoSuchUpload, approve, keep, shown
from fornya.design.fields import Errors
from fornya.pages.region.catalogue import rows
from fornya.pages.region.catalogue.words import fault_words, help_rows
from fornya.pages.region.shared import decider, is_operators, open_to_both, page, twin
from fornya.people.guards import PostRequest


@open_to_both
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: PostRequest) -> HttpResponse:
    """Take a file of the region's clinics, or of any region's."""
    if request.method != "POST":
        return page(request, "catalogue/send", _tab(request), columns=help_rows())
    sent = request.FILES.get("file")
    if sent is None:
        return _wrong(request, _("Välj en fil"))
    try:
        upload_id = keep(sent.read(), by=decider(request), now=request.now)
    except BadEntry as bad:
        return _wrong(request, fault_words(bad))
    return HttpResponseRedirect(reverse(twin(request, "catalogue_check"), args=[upload_id]))


def _wrong(request: PostRequest, fault: str) -> HttpResponse:
    return page(request, "catalogue/send", _tab(request), Errors().add("file", fault), columns=help_rows())


@open_to_both
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue_check(request: PostRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a file would change, or carry it out."""
    by, is_changed = decider(request), False
    try:
        if request.method == "POST":
            try:
                approve(upload_id, mark=request.POST.get("mark", ""), by=by, now=request.now)
                return HttpResponseRedirect(request.path)
            except ChangedSince:
                is_changed = True
        found, is_done = shown(upload_id, by=by, now=request.now)
    except NoSuchUpload as missing:
        raise Http404 from missing
    answer = page(
        request,
        "catalogue/check",
        _tab(request),
        found=found,
        is_done=is_done,
        is_changed=is_changed,
        again=twin(request, "catalogue"),
        tables=rows.tables(found),
        summary=rows.summary(found),
        left=rows.left_as_they_are(found),
    )
    answer.status_code = 409 if is_changed else 200
    return answer


def _tab(request: PostRequest) -> str:
    return "region:country_catalogue" if is_operators(request) else "region:clinics"
