"""The form of a post: what is typed becomes what is wanted, or is told at its field."""

from datetime import date

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, day_wanted, read_day, too_long
from fornya.pages.clinic.posts.desk import Desk
from fornya.people.posts import Wanted
from fornya.rules.hsa_id import is_hsa_id
from fornya.rules.posts import (
    LONGEST_WORDS,
    SHORTEST_WORDS,
    USUAL_TERM,
    Analysis,
    Giver,
    Lacking,
    Reach,
    lacking,
)

FIELDS = ("hsa_id", "name", "kind", "region", "clinic", *(each.value for each in Lacking), "ends_on")
LONGEST_NAME = 120
_NO_DAY = date.min


def empty(today: date) -> Form:
    """Give the form as it is first shown: half a year, decided today."""
    return Form.showing(ends_on=(today + USUAL_TERM).isoformat(), decided_on=today.isoformat())


def showing(analysis: Analysis, today: date) -> Form:
    """Give the form of prolonging: the grounds of before, to be looked at anew."""
    return Form.showing(
        need=analysis.need,
        risks=analysis.risks,
        decided_by=analysis.decided_by,
        decided_on=today.isoformat(),
        ends_on=(today + USUAL_TERM).isoformat(),
    )


def read_wanted(form: Form, desk: Desk, today: date) -> tuple[Wanted | None, Errors]:
    """Read whom, what, where, why and until when."""
    errors = Errors()
    name, hsa_id = form.value("name"), form.value("hsa_id").replace(" ", "")
    if wrong := too_long(name, LONGEST_NAME) or ("" if name else _("Skriv personens namn")):
        errors = errors.add("name", wrong)
    if not is_hsa_id(hsa_id):
        errors = errors.add("hsa_id", _("Skriv ett HSA-id som SE2321000016-1A2B"))
    kinds = desk.kinds
    code = form.value("kind") if len(kinds) > 1 else next(iter(kinds))
    if code not in kinds:
        return None, errors.add("kind", _("Välj vad personen ska få göra"))
    role, reach = kinds[code]
    region, clinic_id, errors = _where(form, desk, reach, errors)
    analysis, ends_on, errors = read_grounds(form, today, errors)
    if errors or ends_on is None:
        return None, errors
    return Wanted(hsa_id, name, role, region, clinic_id, ends_on, analysis), errors


def read_grounds(form: Form, today: date, errors: Errors) -> tuple[Analysis, date | None, Errors]:
    """Read the analysis of needs and risks, and the last day."""
    decided_on, ends_on = read_day(form.value("decided_on")), read_day(form.value("ends_on"))
    analysis = Analysis(
        form.value("need"),
        form.value("risks"),
        form.value("decided_by")[:LONGEST_NAME],
        decided_on or _NO_DAY,
    )
    for what in lacking(analysis, today):
        errors = errors.add(what.value, _lacking_words(what))
    if long := too_long(form.value("decided_by"), LONGEST_NAME):
        errors = errors.add("decided_by", at_field(_("Vem har beslutat"), long))
    if ends_on is None:
        errors = errors.add("ends_on", day_wanted())
    return analysis, ends_on, errors


def _where(form: Form, desk: Desk, reach: Reach, errors: Errors) -> tuple[str, int | None, Errors]:
    place = desk.place
    if place.giver is Giver.OPERATOR:
        if reach is Reach.EVERYWHERE:
            return "", None, errors
        chosen = form.value("region")
        known = {each.code for each in directory.regions()}
        return chosen, None, errors if chosen in known else errors.add("region", _("Välj en region"))
    if reach is Reach.REGION:
        return place.region_code, None, errors
    if place.clinic_id is not None:
        return place.region_code, place.clinic_id, errors
    clinics = {str(each.id): each.id for each in directory.in_region(place.region_code)}
    found = clinics.get(form.value("clinic"))
    return place.region_code, found, errors if found else errors.add("clinic", _("Välj en mottagning"))


def _lacking_words(what: Lacking) -> str:
    lengths = {"least": SHORTEST_WORDS, "most": LONGEST_WORDS}
    match what:
        case Lacking.NEED:
            return (
                _("Skriv vad personen behöver se och för vilket arbete, %(least)s till %(most)s tecken")
                % lengths
            )
        case Lacking.RISKS:
            return (
                _("Skriv vad som kan gå fel och vad ni gör åt det, %(least)s till %(most)s tecken") % lengths
            )
        case Lacking.DECIDED_BY:
            return _("Skriv vem som har beslutat")
        case Lacking.DECIDED_ON:
            return _("Skriv dagen för beslutet, ÅÅÅÅ-MM-DD, högst ett år bakåt")
