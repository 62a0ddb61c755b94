"""*Bemanning*: who is away, and who stands in for them."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.absences import (
    AwayAlready,
    BadDays,
    NotAColleague,
    OwnCover,
    absences,
    end_absence,
    set_absence,
)
from fornya.clinics.settings.colleagues import Seen, colleagues
from fornya.clinics.settings.log import Part
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import at_field, day_wanted, read_carried, read_day
from fornya.pages.clinic.settings.shared import page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed

_PLACE = "clinic:settings_absences"
_FIELDS = ("whom", "first_day", "last_day", "cover")


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: StaffRequest) -> HttpResponse:
    """Show who is away; note an absence, or call one off."""
    if request.method != "POST":
        return _page(request, colleagues(**who_of(request)), Form())
    if "end" in request.POST:
        end_absence(absence_id=read_carried(request.POST["end"]), **who_of(request))
        return saved(Part.ABSENCES, _PLACE)
    form = Form.of(request.POST, *_FIELDS)
    first, last = read_day(form.value("first_day")), read_day(form.value("last_day"))
    errors = _errors(form, first, last)
    if not errors and first and last:
        errors = _set(request, form, (first, last))
    if errors:
        return _page(request, colleagues(**who_of(request)), form, errors)
    return saved(Part.ABSENCES, _PLACE)


def _errors(form: Form, first: date | None, last: date | None) -> Errors:
    errors = Errors()
    if not form.value("whom"):
        errors = errors.add("whom", _("Välj vem som är borta"))
    for name, label, day in (("first_day", _("Första dagen"), first), ("last_day", _("Sista dagen"), last)):
        if day is None:
            errors = errors.add(name, at_field(label, day_wanted()))
    return errors


def _set(request: StaffRequest, form: Form, days: tuple[date, date]) -> Errors:
    """Note the absence; gives what hinders it."""
    try:
        set_absence(hsa_id=form.value("whom"), days=days, cover_hsa_id=form.value("cover"), **who_of(request))
    except BadDays:
        return Errors().add(
            "last_day", _("Välj en sista dag efter den första, från i dag och högst ett år fram")
        )
    except OwnCover:
        return Errors().add("cover", _("Välj någon annan som ersättare"))
    except AwayAlready:
        return Errors().add("first_day", _("Personen är redan borta någon av de dagarna"))
    except NotAColleague:
        return Errors().add("whom", _("Välj någon som har arbetat på mottagningen"))
    return Errors()


def _page(
    request: StaffRequest, seen: tuple[Seen, ...], form: Form, errors: Errors | None = None
) -> HttpResponse:
    today = request.today
    people = [Option(value=each.hsa_id, text=each.name) for each in seen]
    more = {
        "away": [
            (row, row.first_day <= today, formats.day(row.first_day, today), formats.day(row.last_day, today))
            for row in absences(**who_of(request))
        ],
        "people": [Option(value="", text=_("Välj")), *people],
        "covers": [Option(value="", text=_("Ingen, det går till mottagningen")), *people],
    }
    return page(request, "absences", form, errors, **more)
