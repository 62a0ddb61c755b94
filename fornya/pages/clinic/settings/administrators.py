"""*Administratörer*: who may change the settings and until when, and who has worked here."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.administrators import (
    AlreadyNamed,
    BadTerm,
    LastOne,
    Named,
    NoSuchAdministrator,
    OneselfNever,
    end_administrator,
    name_administrator,
    named,
    prolong_administrator,
)
from fornya.clinics.settings.colleagues import Seen, colleagues
from fornya.clinics.settings.log import Part
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import day_wanted, read_carried, read_day
from fornya.pages.clinic.settings.shared import here, page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed, Role
from fornya.rules.hsa_id import is_hsa_id
from fornya.rules.posts import LONGEST, USUAL_TERM, ends_soon

OTHER = "other"
_PLACE = "clinic:settings_administrators"


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def administrators(request: StaffRequest) -> HttpResponse:
    """Show who may change the settings; name somebody, or end somebody's part."""
    who = who_of(request)
    seen = colleagues(**who)
    if request.method != "POST":
        return _page(request, seen, _empty(request))
    if "prolong" in request.POST:
        return _prolong(request, seen)
    if "end" in request.POST:
        return _end(request, seen)
    form = Form.of(request.POST, "whom", "hsa_id", "ends_on")
    errors = Errors()
    hsa_id = _whom(form, seen)
    ends_on = read_day(form.value("ends_on"))
    if not is_hsa_id(hsa_id):
        field = "hsa_id" if form.value("whom") in ("", OTHER) else "whom"
        errors = errors.add(field, _("Välj en person, eller skriv ett HSA-id som SE2321000016-1A2B"))
    if ends_on is None:
        errors = errors.add("ends_on", day_wanted())
    if errors or ends_on is None:
        return _page(request, seen, form, errors)
    name = next((each.name for each in seen if each.hsa_id == hsa_id), "")
    try:
        name_administrator(hsa_id=hsa_id, name=name, ends_on=ends_on, **who)
    except BadTerm:
        errors = errors.add("ends_on", _("Välj en dag från i dag och högst ett år fram"))
    except AlreadyNamed:
        errors = errors.add("whom", _("Den här personen är redan administratör"))
    return _page(request, seen, form, errors) if errors else saved(Part.ADMINISTRATORS, _PLACE)


def _whom(form: Form, seen: tuple[Seen, ...]) -> str:
    chosen = form.value("whom")
    if chosen in {each.hsa_id for each in seen}:
        return chosen
    return form.value("hsa_id").replace(" ", "")


def _empty(request: StaffRequest) -> Form:
    return Form.showing(ends_on=(request.today + USUAL_TERM).isoformat())


def _prolong(request: StaffRequest, seen: tuple[Seen, ...]) -> HttpResponse:
    try:
        prolong_administrator(
            administrator_id=read_carried(request.POST["prolong"]),
            ends_on=request.today + USUAL_TERM,
            hsa_id=request.signed_in.hsa_id,
            **who_of(request),
        )
    except NoSuchAdministrator:
        return saved(Part.ADMINISTRATORS, _PLACE)
    except OneselfNever:
        errors = Errors().add("whom", _("Någon annan får förlänga din egen tid"))
        return _page(request, seen, _empty(request), errors)
    return saved(Part.ADMINISTRATORS, _PLACE)


def _end(request: StaffRequest, seen: tuple[Seen, ...]) -> HttpResponse:
    try:
        end_administrator(administrator_id=read_carried(request.POST["end"]), **who_of(request))
    except NoSuchAdministrator:
        return saved(Part.ADMINISTRATORS, _PLACE)
    except LastOne:
        errors = Errors().add("whom", _("Utse någon annan först: en mottagning behöver en administratör"))
        return _page(request, seen, Form.showing(), errors)
    return saved(Part.ADMINISTRATORS, _PLACE)


def _page(
    request: StaffRequest, seen: tuple[Seen, ...], form: Form, errors: Errors | None = None
) -> HttpResponse:
    today = request.today
    rows = named(clinic_id=here(request).id, by=request.signed_in.actor, now=request.now)
    names = {each.hsa_id: each.name for each in seen}
    holding = {row.hsa_id for row in rows if row.holds}
    options = [
        Option(value=each.hsa_id, text=f"{each.name}, {_role(each.role)}")
        for each in seen
        if each.hsa_id not in holding
    ]
    more = {
        "named": [
            (
                row,
                row.name or names.get(row.hsa_id) or row.hsa_id,
                formats.day(row.ends_on, today),
                *_state(row, today),
                row.holds and row.ends_on < today + USUAL_TERM and row.hsa_id != request.signed_in.hsa_id,
            )
            for row in sorted(
                rows, key=lambda row: (not ends_soon(row.ends_on, today), -row.ends_on.toordinal())
            )
        ],
        "options": [*options, Option(value=OTHER, text=_("Någon annan"))],
        "colleagues": [
            [each.name, _role(each.role), formats.day_and_clock(each.last_at, today)] for each in seen
        ],
        "longest": LONGEST.days,
    }
    return page(request, "administrators", form, errors, **more)


def _state(row: Named, today: date) -> tuple[str, str]:
    """Say how somebody's time stands, as a tag with its tone."""
    if not row.holds:
        return _("Har gått ut"), "warn"
    return (_("Går snart ut"), "warn") if ends_soon(row.ends_on, today) else (_("Gäller"), "ok")


def _role(role: Role) -> str:
    words = {
        Role.PRESCRIBER: _("förskrivare"),
        Role.NURSE: _("förbereder och frågar"),
        Role.CLERK: _("läser"),
    }
    return words.get(role, _("ingen roll"))
