"""Give several requests to a colleague at once; what somebody else holds is refused by name."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors
from fornya.design.formats import bare_clock
from fornya.design.languages import BY_CODE
from fornya.design.parts import Option
from fornya.design.typed import read_carried, read_key
from fornya.pages.clinic.claim.views import ANYBODY, NOT_CHOSEN, colleague_names
from fornya.pages.clinic.words import due_words
from fornya.pages.clinic.worklist.rows import HEADINGS, address
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals import worklist
from fornya.renewals.hand_over import hand_over
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.worklist import ASSIGNED, PAGE, Page, Shown
from fornya.renewals.worklist_row import Row
from fornya.rules.access import Deed

# What a form that nobody was shown may name.
NONE = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Refused:
    """One that was not given away, and why."""

    id: uuid.UUID
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says: which requests in which version, and to whom."""

    marked: tuple[str, ...] = ()
    to: str = NOT_CHOSEN


@open_to(Deed.TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: StaffRequest) -> HttpResponse:
    """Show a page of the list with boxes to tick, or give what is ticked to the chosen colleague."""
    names = colleague_names(request)
    if request.method != "POST":
        return _page(request, names, Asked())
    asked = Asked(tuple(request.POST.getlist("request")[:PAGE]), request.POST.get("to", NOT_CHOSEN))
    errors = Errors()
    if not asked.marked:
        errors = errors.add("request", _("Välj minst en förfrågan"))
    if asked.to != ANYBODY and asked.to not in names:
        errors = errors.add("to", _("Välj vem som ska ha dem"))
    if errors:
        return _page(request, names, asked, errors=errors)
    patients = {row.id: row.patient_name for row in _listed(request).rows}
    refused = tuple(_given(request, asked, patients))
    return _page(
        request, names, Asked(), refused=refused, given=len(asked.marked) - len(refused), to=asked.to
    )


def _given(request: StaffRequest, asked: Asked, patients: dict[uuid.UUID, str]) -> Iterator[Refused]:
    """Give each for itself, and tell of those that could not be."""
    for marked in asked.marked:
        request_id, version = _read(marked)
        try:
            hand_over(
                request_id=request_id,
                to_hsa_id=asked.to,
                seen_version=version,
                by=request.signed_in,
                now=request.now,
            )
        except (HeldByAnother, AlreadyHandled, NoSuchRequest) as refused:
            yield Refused(request_id, patients.get(request_id, _("En förfrågan")), _why(refused))


def _read(marked: str) -> tuple[uuid.UUID, int]:
    """Give the request that a box names, in the version that was shown."""
    key, _dash, version = marked.partition("_")
    return read_key(key) or NONE, read_carried(version)


def _why(refused: HeldByAnother | AlreadyHandled | NoSuchRequest) -> str:
    if isinstance(refused, HeldByAnother):
        words = {"name": refused.by, "clock": bare_clock(refused.until)}
        return _("%(name)s läser den nu, och har den till %(clock)s.") % words
    if isinstance(refused, AlreadyHandled):
        return _("%(name)s har gjort något med den sedan sidan visades.") % {"name": refused.by}
    return _("Den väntar inte hos er.")


def _listed(request: StaffRequest) -> Page:
    return worklist.for_clinic(
        by=request.signed_in,
        shown=_shown(request),
        after=request.GET.get("efter"),
        language=_language(request),
        today=request.today,
        now=request.now,
    )


def _page(
    request: StaffRequest,
    names: dict[str, str],
    asked: Asked,
    *,
    errors: Errors | None = None,
    refused: tuple[Refused, ...] = (),
    given: int = 0,
    to: str = "",
) -> HttpResponse:
    page, shown, today = _listed(request), _shown(request), request.today
    people = [Option(value=hsa_id, text=name) for hsa_id, name in names.items()]
    choose = Option(value=NOT_CHOSEN, text=_("Välj kollega"))
    anybody = Option(value=ANYBODY, text=_("Ingen särskild: vem som helst kan ta dem"))
    context = {
        "part": _(HEADINGS[shown]),
        "options": [_option(row, today) for row in page.rows],
        "marked": asked.marked,
        "people": [choose, *people, anybody],
        "to": asked.to,
        "refused": refused,
        "given": given,
        "given_to": names.get(to, ""),
        "back": address(shown, sprak=_language(request), efter=request.GET.get("efter", "")),
        "errors": errors or Errors(),
    }
    return render(request, "pages/clinic/claim/assign.jinja", context, status=422 if errors else 200)


def _option(row: Row, today: date) -> Option:
    who = _("%(name)s, född %(year)s") % {"name": row.patient_name, "year": row.birth_year}
    due = _("Svar senast: %(day)s") % {"day": due_words(row.answer_by, today=today, is_late=row.is_late)}
    whose = _("Hos %(name)s") % {"name": row.taken_by} if row.taken_by else _("Ingen har den")
    return Option(value=f"{row.id}_{row.version}", text=who, lines=(", ".join(row.medicines), due, whose))


def _shown(request: StaffRequest) -> Shown:
    wanted = request.GET.get("visa", "")
    return Shown(wanted) if wanted in ASSIGNED else Shown.NEW


def _language(request: StaffRequest) -> str:
    wanted = request.GET.get("sprak", "")
    return wanted if wanted in BY_CODE else ""
