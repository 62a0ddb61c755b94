"""The patient's wish for a pharmacy: any, one on the net, or one searched for by place or name."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.clinics.cards import PharmacyCard
from fornya.clinics.folding import words
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import CHANGE, Place, Step, place_of, saved_for_later
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals import draft as drafts
from fornya.rules.access import Deed

PHARMACY = Step("pharmacy")
ANY, CHOSEN, ONLINE = "any", "chosen", "online"
AT_MOST = 20
LONGEST = 60


@open_to(Deed.SEND_REQUEST, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def pharmacy(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show the choices and what a search found, or keep the wish."""
    if request.method == "POST":
        return _keep(request, offer)
    draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    place = place_of(request, PHARMACY, draft, offer.clinic)
    wish = draft.content.get("pharmacy", {"kind": ANY, "gln": ""})
    sought = request.GET.get("sok", "")[:LONGEST]
    kind = CHOSEN if sought else wish["kind"]
    form = Form.showing(wish=wish["gln"] if kind == ONLINE else kind, gln=wish["gln"], sok=sought)
    return _page(request, offer, place, form)


def _keep(request: PatientRequest, offer: Offer) -> HttpResponse:
    form = Form.of(request.POST, "wish", "gln", "sok", "search", "later")
    # Enter presses the first button, which is Search; with nothing to search for it means Continue.
    is_search = bool(form.value("search") and form.value("sok"))
    wish, errors = _read(form)
    with drafts.editing(patient=request.signed_in, clinic=offer.clinic, now=request.now) as sheet:
        place = place_of(request, PHARMACY, sheet.draft, offer.clinic)
        if not is_search and (not errors or form.value("later")):
            sheet.keep({"pharmacy": wish}, now=request.now)
    if is_search:
        # The search is a GET of its own, so that a reload or the back button repeats nothing.
        sought = {"sok": form.value("sok")[:LONGEST]} | ({CHANGE: "1"} if place.changing else {})
        return see_other(f"{request.path}?{urlencode(sought)}#found")
    if form.value("later"):
        return saved_for_later(request)
    if errors:
        return _page(request, offer, place, form, errors)
    return see_other(place.onward(sheet.draft, offer.clinic))


def _read(form: Form) -> tuple[dict[str, str], Errors]:
    if form.value("wish") == ANY:
        return {"kind": ANY, "gln": ""}, Errors()
    is_shop = form.value("wish") == CHOSEN
    card = _card(form.value("gln") if is_shop else form.value("wish"))
    if card is not None and card.online is not is_shop:
        return {"kind": CHOSEN if is_shop else ONLINE, "gln": card.gln}, Errors()
    if is_shop:
        said = _("Sök och välj ett apotek, eller välj vilket apotek som helst")
        return {"kind": CHOSEN, "gln": ""}, Errors().add("sok", said)
    return {"kind": ANY, "gln": ""}, Errors().add("wish", _("Välj var du vill hämta läkemedlet"))


def _page(
    request: PatientRequest, offer: Offer, place: Place, form: Form, errors: Errors | None = None
) -> HttpResponse:
    sought = form.value("sok")
    found = find(sought) if sought else []
    known = _card(form.value("gln"))
    if not sought and known is not None and not known.online:
        found = [known]
    context = {
        "offer": offer,
        "place": place,
        "form": form,
        "errors": errors or Errors(),
        "wishes": _wishes(),
        "found": [_option(card) for card in found],
        "sought": sought,
    }
    return render(request, "pages/patient/renew/pharmacy.jinja", context, status=422 if errors else 200)


def find(sought: str) -> list[PharmacyCard]:
    """Give the pharmacies in a place, or of a name, at most 20; every word of the search must be found."""
    wanted = words(sought)
    shops = [card for card in directory.pharmacies() if not card.online] if wanted else []
    return [card for card in shops if _matches(card, wanted)][:AT_MOST]


def _matches(card: PharmacyCard, wanted: list[str]) -> bool:
    has = words(f"{card.name} {card.place}")
    return all(any(word.startswith(part) for word in has) for part in wanted)


def _card(gln: str) -> PharmacyCard | None:
    try:
        return directory.pharmacy_by_gln(gln)
    except directory.NoSuchPharmacy:
        return None


def _wishes() -> list[Option]:
    online = [card for card in directory.pharmacies() if card.online]
    return [
        Option(
            value=ANY,
            text=_("Vilket apotek som helst"),
            hint=_("Ett e-recept går att hämta ut på alla apotek i Sverige."),
        ),
        *(Option(value=card.gln, text=card.name, hint=_("Apotek på nätet")) for card in online),
        Option(value=CHOSEN, text=_("Ett visst apotek"), hint=_("Sök efter det här nedanför.")),
    ]


def _option(card: PharmacyCard) -> Option:
    return Option(value=card.gln, text=_("%(name)s, %(place)s") % {"name": card.name, "place": card.place})
