"""*Telefon- och besökstider*: an ordinary week for each, and the days that differ."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.cards import ClinicPage
from fornya.clinics.codes import Service
from fornya.clinics.settings.hours import Odd, drop_odd_day, set_odd_day, set_week
from fornya.clinics.settings.log import Part
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import day_wanted, read_day, too_long
from fornya.pages.clinic.settings.shared import here, page, saved
from fornya.pages.clinic.settings.typed_hours import NotHours, as_typed, read_hours, weekdays
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.opening_hours import Hours, Span

DAYS = 7
LONGEST_NOTE = 120
_ODD = ("odd_service", "odd_day", "odd_hours", "odd_note")
_PLACE = "clinic:settings_hours"


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: StaffRequest) -> HttpResponse:
    """Show the hours, or change one of: the weeks, a day that differs."""
    clinic = here(request)
    week_form = _as_it_is(clinic)
    if request.method != "POST":
        return _page(request, clinic, week_form)
    if "drop" in request.POST:
        return _drop(request, clinic)
    if "add" in request.POST:
        return _add(request, clinic, week_form)
    if "week" not in request.POST:
        # An empty form would say that it is shut all week; nobody has pressed the button that says so.
        return _page(request, clinic, week_form)
    form = Form.of(request.POST, *week_form.sent)
    weeks, errors = read_weeks(form)
    if errors:
        return _page(request, clinic, form, errors)
    set_week(clinic_id=clinic.id, weeks=weeks, by=request.signed_in.actor, now=request.now)
    return saved(Part.HOURS)


def read_weeks(form: Form) -> tuple[Mapping[Service, list[tuple[Span, ...]]], Errors]:
    """Read both weeks, and which days must be put right."""
    errors = Errors()
    weeks: dict[Service, list[tuple[Span, ...]]] = {}
    for service in Service:
        weeks[service] = []
        for number, day in enumerate(weekdays()):
            try:
                weeks[service].append(read_hours(form.value(_name(service, number))))
            except NotHours:
                errors = errors.add(_name(service, number), _hours_wanted(day))
    return weeks, errors


def _add(request: StaffRequest, clinic: ClinicPage, week_form: Form) -> HttpResponse:
    typed = Form.of(request.POST, *_ODD)
    form = Form({**week_form.sent, **typed.sent})
    odd, errors = _read_odd(typed, request.today)
    if odd is None:
        return _page(request, clinic, form, errors)
    set_odd_day(clinic_id=clinic.id, odd=odd, by=request.signed_in.actor, now=request.now)
    return saved(Part.HOURS, _PLACE)


def _read_odd(form: Form, today: date) -> tuple[Odd | None, Errors]:
    errors = Errors()
    spans: tuple[Span, ...] = ()
    day = read_day(form.value("odd_day"))
    if form.value("odd_service") not in set(Service):
        errors = errors.add("odd_service", _("Välj om det gäller telefonen eller besök"))
    if day is None:
        errors = errors.add("odd_day", day_wanted())
    elif day < today:
        errors = errors.add("odd_day", _("Dagen har redan varit"))
    try:
        spans = read_hours(form.value("odd_hours"))
    except NotHours:
        errors = errors.add("odd_hours", _hours_wanted(_("dagen")))
    if len(spans) > 1:
        errors = errors.add("odd_hours", _("Skriv en tid för dagen, till exempel 8–12"))
    if long := too_long(form.value("odd_note"), LONGEST_NOTE):
        errors = errors.add("odd_note", long)
    if errors or day is None:
        return None, errors
    return Odd(Service(form.value("odd_service")), day, spans, form.value("odd_note")), errors


def _drop(request: StaffRequest, clinic: ClinicPage) -> HttpResponse:
    service, _space, text = request.POST.get("drop", "").partition(" ")
    day = read_day(text)
    if service in set(Service) and day is not None:
        drop_odd_day(
            clinic_id=clinic.id,
            service=Service(service),
            day=day,
            by=request.signed_in.actor,
            now=request.now,
        )
    return saved(Part.HOURS, _PLACE)


def _page(
    request: StaffRequest, clinic: ClinicPage, form: Form, errors: Errors | None = None
) -> HttpResponse:
    weeks = [
        (heading, [(_name(service, number), day.capitalize()) for number, day in enumerate(weekdays())])
        for service, heading in _headings().items()
    ]
    services = [Option(value=service.value, text=heading) for service, heading in _headings().items()]
    more = {"weeks": weeks, "services": services, "odd_days": _odd_days(clinic, request.today)}
    return page(request, "hours", form, errors, **more)


def _odd_days(clinic: ClinicPage, today: date) -> list[tuple[str, str, str, str]]:
    """Give the days to come that differ: their names, hours, why, and what a button says to drop each."""
    notes = {odd.day: odd.note for odd in clinic.odd_days}
    return [
        (
            _("%(what)s %(day)s") % {"what": heading, "day": formats.day(day, today)},
            as_typed(spans) or _("stängt"),
            notes.get(day, ""),
            f"{service.value} {day.isoformat()}",
        )
        for service, heading in _headings().items()
        for day, spans in sorted(_of(clinic, service).exceptions.items())
        if day >= today
    ]


def _as_it_is(clinic: ClinicPage) -> Form:
    return Form.showing(
        **{
            _name(service, number): as_typed(_of(clinic, service).weekly[number])
            for service in Service
            for number in range(DAYS)
        }
    )


def _of(clinic: ClinicPage, service: Service) -> Hours:
    return clinic.phone_hours if service is Service.PHONE else clinic.visit_hours


def _name(service: Service, number: int) -> str:
    return f"{service.value}-{number + 1}"


def _headings() -> dict[Service, str]:
    return {Service.PHONE: _("Telefontider"), Service.VISIT: _("Besökstider")}


def _hours_wanted(day: str) -> str:
    return _("Skriv tiden för %(day)s som 8–10 eller 8–10 och 13–15.30") % {"day": day}
