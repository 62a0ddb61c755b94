"""The region's clinics with how far each has come; one of them, and naming who may set it up."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.clinics.region.standing import Standing, standings
from fornya.clinics.settings.administrators import AlreadyNamed, BadTerm, name_administrator
from fornya.design import formats
from fornya.design.environment import url
from fornya.design.fields import Errors, Form
from fornya.design.parts import Cell, Column, Row
from fornya.design.typed import day_wanted, read_day, too_long
from fornya.pages.region.clinics.words import connection_words, left_words, part_word, state_words
from fornya.pages.region.shared import done, page, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.hsa_id import is_hsa_id
from fornya.rules.posts import USUAL_TERM

_PLACE = "region:clinics"
LONGEST_NAME = 120
FIELDS = ("hsa_id", "name", "ends_on")


@open_to(Deed.ADMINISTER_REGION)
@require_safe
def clinics(request: PostRequest) -> HttpResponse:
    """Show all clinics, those that have not begun last."""
    found = sorted(standings(**who_of(request)), key=lambda each: not each.is_connected)
    lead = _("%(number)s av %(all)s mottagningar förnyar på nätet.") % {
        "number": sum(each.clinic.renews_online for each in found),
        "all": len(found),
    }
    columns = [Column(text=_("Mottagning")), Column(text=_("Läge")), Column(text=_("Inställningar"))]
    columns.append(Column(text=_("Administratörer"), numeric=True))
    return page(
        request,
        "clinics/clinics",
        _PLACE,
        lead=lead,
        columns=columns,
        rows=[_row(each) for each in found],
    )


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def clinic(request: PostRequest, slug: str) -> HttpResponse:
    """Show one clinic's tasks, or name somebody who may set it up."""
    standing = next((each for each in standings(**who_of(request)) if each.clinic.slug == slug), None)
    if standing is None:
        raise Http404
    if request.method != "POST":
        return _page(request, standing, Form.showing(ends_on=(request.today + USUAL_TERM).isoformat()))
    form = Form.of(request.POST, *FIELDS)
    errors = _name(request, standing, form)
    if errors:
        return _page(request, standing, form, errors)
    return done("region:clinic", "utsedd", slug=slug)


def _name(request: PostRequest, standing: Standing, form: Form) -> Errors:
    """Name the administrator that was typed; gives what must be put right."""
    errors = Errors()
    hsa_id, ends_on = form.value("hsa_id").replace(" ", ""), read_day(form.value("ends_on"))
    if not is_hsa_id(hsa_id):
        errors = errors.add("hsa_id", _("Skriv ett HSA-id som SE2321000016-1A2B"))
    if fault := too_long(form.value("name"), LONGEST_NAME):
        errors = errors.add("name", fault)
    if ends_on is None:
        errors = errors.add("ends_on", day_wanted())
    if errors or ends_on is None:
        return errors
    try:
        name_administrator(
            clinic_id=standing.clinic.id,
            hsa_id=hsa_id,
            name=form.value("name"),
            ends_on=ends_on,
            by=request.signed_in.actor,
            now=request.now,
        )
    except BadTerm:
        errors = errors.add("ends_on", _("Välj en dag från i dag och högst ett år fram"))
    except AlreadyNamed:
        errors = errors.add("hsa_id", _("Den här personen är redan administratör"))
    return errors


def _page(request: PostRequest, standing: Standing, form: Form, errors: Errors | None = None) -> HttpResponse:
    word, tone = connection_words(standing)
    tasks = [
        (
            Cell(text=part_word(part), names_row=True),
            Cell(tag=state_words(state)[0], tone=state_words(state)[1]),
        )
        for part, state in standing.states.items()
    ]
    found = standing.clinic
    return page(
        request,
        "clinics/clinic",
        _PLACE,
        errors,
        clinic=found,
        form=form,
        word=word,
        tone=tone,
        is_connected=standing.is_connected,
        rows=[
            Row(key=_("Telefon"), value=formats.phone(found.phone)),
            Row(key=_("HSA-id"), value=found.hsa_id),
            Row(key=_("Administratörer"), value=formats.number(standing.administrators)),
            Row(key=_("Inställningar"), value=left_words(standing)),
        ],
        columns=[Column(text=_("Del")), Column(text=_("Läge"))],
        tasks=tasks,
    )


def _row(each: Standing) -> tuple[Cell, ...]:
    word, tone = connection_words(each)
    clinic = each.clinic
    return (
        Cell(text=clinic.name, href=url("region:clinic", slug=clinic.slug), names_row=True),
        Cell(tag=word, tone=tone),
        Cell(text=left_words(each) if each.is_connected else "–"),
        Cell(text=formats.number(each.administrators)),
    )
