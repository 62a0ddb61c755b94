"""How the patient hears that the answer has come. The exact words are shown; they tell nothing of health."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.messages import texts
from fornya.messages.models import Kind
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import CHECK, Place, Step, address, place_of, saved_for_later
from fornya.pages.patient.see_other import see_other
from fornya.pages.patient.ways import BOTH, EMAIL, FIELDS, HERE, SMS, read_reach, way_of, way_options
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.renewals import draft as drafts
from fornya.rules.access import Deed

CONTACT = Step("contact")
LONGEST = 254


@open_to(Deed.SAY_HOW_TO_TELL, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def contact(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show the ways, filled in with what is known, or keep the answer."""
    if request.method == "POST":
        return _keep(request, offer)
    draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    place = place_of(request, CONTACT, draft, offer.clinic)
    typed = draft.content.get("contact_typed") or _known(request.signed_in)
    return _page(request, offer, place, Form.showing(**typed))


def _keep(request: PatientRequest, offer: Offer) -> HttpResponse:
    form = Form.of(request.POST, *FIELDS, "later")
    reach, errors = _read(form)
    typed = {name: form.value(name)[:LONGEST] for name in FIELDS}
    if errors and not form.value("later"):
        draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
        place = place_of(request, CONTACT, draft, offer.clinic)
        return _page(request, offer, place, form, errors)
    drafts.save_contact(
        patient=request.signed_in,
        clinic=offer.clinic,
        typed=typed,
        contact=None if errors else reach,
        now=request.now,
    )
    return saved_for_later(request) if form.value("later") else see_other(address(CHECK, offer.clinic.slug))


def _known(patient: SignedInPatient) -> dict[str, str]:
    """Propose what was used before; a first-timer chooses. A guardian's own ways are proposed for a child's.

    Whoever is protected is told nowhere but here until they choose otherwise.
    """
    known = patient if patient.acting is None or patient.phone or patient.email else patient.acting
    chosen = way_of(known.phone, known.email, neither=HERE if patient.is_protected else "")
    return {"way": chosen, "phone": known.phone, "email": known.email}


def _read(form: Form) -> tuple[dict[str, str], Errors]:
    reach, errors = read_reach(form)
    if form.value("way") not in (SMS, EMAIL, BOTH, HERE):
        errors = errors.add("way", _("Välj hur du vill få veta att svaret har kommit"))
    return reach, errors


def _page(
    request: PatientRequest, offer: Offer, place: Place, form: Form, errors: Errors | None = None
) -> HttpResponse:
    context = {
        "offer": offer,
        "place": place,
        "form": form,
        "errors": errors or Errors(),
        "ways": [
            *way_options(),
            Option(value=HERE, text=_("Bara här"), hint=_("Då behöver du själv logga in och titta.")),
        ],
        "is_protected": request.signed_in.is_protected and request.signed_in.acting is None,
        "sms": texts.sms(Kind.RENEWED),
        "mail_subject": texts.mail_subject(),
        "mail": texts.mail(Kind.RENEWED).strip().split("\n\n"),
    }
    return render(request, "pages/patient/renew/contact.jinja", context, status=422 if errors else 200)
