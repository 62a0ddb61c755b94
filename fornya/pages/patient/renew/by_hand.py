"""A medicine that the list does not show, written by hand: the way on when the store is down."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors, Form
from fornya.pages.patient.renew.lengths import too_long
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import saved_for_later
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals import draft as drafts
from fornya.rules.access import Deed

AT_MOST = 5
FIELDS = ("name", "strength", "why")
NAME, STRENGTH, WHY = 80, 40, 300


@open_to(Deed.SEND_REQUEST, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def by_hand(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show the fields, add a medicine, or take one away again."""
    if request.method != "POST":
        draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
        return _page(request, offer, Form.showing(**draft.content.get("hand_typed", {})))
    form = Form.of(request.POST, *FIELDS, "remove", "later")
    back = reverse("patient:choose", kwargs={"slug": offer.clinic.slug})
    with drafts.editing(patient=request.signed_in, clinic=offer.clinic, now=request.now) as sheet:
        written = sheet.draft.by_hand
        if form.value("remove"):
            kept = [row for row in written if row["id"] != form.value("remove")]
            sheet.keep({"by_hand": kept}, now=request.now)
            return see_other(back)
        if form.value("later"):
            sheet.keep({"hand_typed": {name: form.value(name)[:WHY] for name in FIELDS}}, now=request.now)
            return saved_for_later(request)
        errors = _errors(form, len(written))
        if not errors:
            sheet.keep({"by_hand": [*written, _row(form)], "hand_typed": {}}, now=request.now)
            return see_other(back)
    return _page(request, offer, form, errors)


def _row(form: Form) -> dict[str, str]:
    return {"id": f"hand-{uuid.uuid4().hex[:12]}"} | {name: form.value(name) for name in FIELDS}


def _errors(form: Form, already: int) -> Errors:
    errors = Errors()
    if already >= AT_MOST:
        return errors.add(
            "name",
            ngettext(
                "Du kan skriva %(num)s läkemedel. Ring mottagningen om fler.",
                "Du kan skriva högst %(num)s läkemedel. Ring mottagningen om fler.",
                AT_MOST,
            )
            % {"num": AT_MOST},
        )
    if not form.value("name"):
        errors = errors.add("name", _("Skriv läkemedlets namn"))
    if not form.value("why"):
        errors = errors.add("why", _("Skriv varför läkemedlet används"))
    for name, longest in (("name", NAME), ("strength", STRENGTH), ("why", WHY)):
        errors = too_long(errors, name, form.value(name), longest)
    return errors


def _page(request: PatientRequest, offer: Offer, form: Form, errors: Errors | None = None) -> HttpResponse:
    context = {"offer": offer, "form": form, "errors": errors or Errors()}
    return render(request, "pages/patient/renew/by_hand.jinja", context, status=422 if errors else 200)
