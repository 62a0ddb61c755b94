"""*Vilka vi tar emot*: ages, listed only or all, and whether other clinics' prescriptions are renewed."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.change import set_who
from fornya.clinics.settings.log import Part
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, read_number
from fornya.pages.clinic.settings.shared import here, page, saved
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed

OLDEST = 120


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: StaffRequest) -> HttpResponse:
    """Show whom the clinic serves, or change it."""
    clinic = here(request)
    if request.method != "POST":
        form = Form.showing(
            min_age="" if clinic.min_age is None else str(clinic.min_age),
            max_age="" if clinic.max_age is None else str(clinic.max_age),
            listed="listed" if clinic.listed_only else "all",
            others="yes" if clinic.policy.accepts_other_clinics else "no",
        )
        return page(request, "who", form)
    form = Form.of(request.POST, "min_age", "max_age", "listed", "others")
    ages, errors = read(form)
    if errors:
        return page(request, "who", form, errors)
    set_who(
        clinic_id=clinic.id,
        min_age=ages["min_age"],
        max_age=ages["max_age"],
        listed_only=form.value("listed") == "listed",
        accepts_other_clinics=form.value("others") == "yes",
        by=request.signed_in.actor,
        now=request.now,
    )
    return saved(Part.WHO)


def read(form: Form) -> tuple[dict[str, int | None], Errors]:
    """Read the ages, and what must be put right; an empty age is no limit."""
    errors = Errors()
    ages: dict[str, int | None] = {}
    wanted = _("Skriv åldern med siffror, 0 till %(most)s, eller lämna tomt") % {"most": OLDEST}
    for name, label in (("min_age", _("Lägsta ålder")), ("max_age", _("Högsta ålder"))):
        text = form.value(name)
        ages[name] = read_number(text, lowest=0, highest=OLDEST) if text else None
        if text and ages[name] is None:
            errors = errors.add(name, at_field(label, wanted))
    low, high = ages["min_age"], ages["max_age"]
    if low is not None and high is not None and high < low:
        errors = errors.add("max_age", _("Den högsta åldern är lägre än den lägsta"))
    if form.value("listed") not in ("listed", "all"):
        errors = errors.add("listed", _("Välj om alla eller bara listade får förnya"))
    if form.value("others") not in ("yes", "no"):
        errors = errors.add("others", _("Svara ja eller nej om recept från andra mottagningar"))
    return ages, errors
