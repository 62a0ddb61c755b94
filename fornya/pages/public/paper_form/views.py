"""The form to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fornya.clinics import directory
from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.paper_form import words
from fornya.people.guards import ANYONE, Request, open_to

MEDICINES = 6


@open_to(ANYONE)
@kept_a_minute
def paper_form(request: Request, slug: str) -> HttpResponse:
    """Show an empty form addressed to the clinic; it is filled in by hand."""
    try:
        clinic = directory.by_slug(slug)
    except directory.NoSuchClinic as missing:
        raise Http404 from missing
    context = {"clinic": clinic, "numbers": range(1, MEDICINES + 1), "form": words.of_the_form()}
    return render(request, "pages/public/paper_form/paper_form.jinja", context)
