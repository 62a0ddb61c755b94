"""The clinic's worklist."""

import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fornya.design.parts import Tab
from fornya.medicines.overview import SWEDEN
from fornya.pages.clinic.words import due_words, status_word
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals import worklist
from fornya.renewals.worklist import Page, Shown
from fornya.rules.access import Deed

ANY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row as the template shows it."""

    href: str
    due: str
    is_late: bool
    patient: str
    born: str
    medicines: str
    count: str
    state: str
    tone: str
    taken_by: str


@open_to(Deed.READ_WORKLIST)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Show one part of the worklist."""
    shown = Shown(request.GET["visa"]) if request.GET.get("visa") in set(Shown) else Shown.NEW
    today = request.now.astimezone(SWEDEN).date()
    page = worklist.for_clinic(
        by=request.signed_in, shown=shown, after=request.GET.get("efter"), today=today, now=request.now
    )
    return render(
        request,
        "pages/clinic/worklist/list.jinja",
        {
            "heading": _headings()[shown],
            "caption": _caption(page),
            "rows": _listed(page, today),
            "tabs": _tabs(page, shown),
            "is_first": not request.GET.get("efter"),
            "first": _address(shown),
            "following": _address(shown, efter=page.after) if page.after else None,
            "empty": _empty()[shown],
        },
    )


def _address(shown: Shown, **more: str) -> str:
    return f"{reverse('clinic:worklist')}?{urlencode({'visa': shown.value} | more)}"


def _tabs(page: Page, shown: Shown) -> list[Tab]:
    return [
        Tab(text=text, href=_address(part), count=page.counts.get(part), current=part is shown)
        for part, text in _tab_words().items()
    ]


def _tab_words() -> dict[Shown, str]:
    return {
        Shown.NEW: _("Nya"),
        Shown.OPENED: _("Läses"),
        Shown.PATIENT: _("Väntar på patienten"),
        Shown.SENDING: _("Skickas"),
        Shown.DONE: _("Klara"),
    }


def _headings() -> dict[Shown, str]:
    return {
        Shown.NEW: _("Nya förfrågningar"),
        Shown.OPENED: _("Förfrågningar som någon läser"),
        Shown.PATIENT: _("Förfrågningar som väntar på patienten"),
        Shown.SENDING: _("Recept som skickas till receptregistret"),
        Shown.DONE: _("Klara förfrågningar"),
    }


def _empty() -> dict[Shown, str]:
    return {
        Shown.NEW: _("Allt är läst. Nya förfrågningar kommer hit."),
        Shown.OPENED: _("Ingen läser något just nu."),
        Shown.PATIENT: _("Ingen patient har en fråga att svara på."),
        Shown.SENDING: _("Alla recept är framme i receptregistret."),
        Shown.DONE: _("Inget är klart ännu."),
    }


def _caption(page: Page) -> str:
    number = len(page.rows)
    return ngettext("%(num)s förfrågan på sidan", "%(num)s förfrågningar på sidan", number) % {"num": number}


def _listed(page: Page, today: date) -> list[Listed]:
    """Write the page's rows; what they have in common is looked up once: words and addresses cost most."""
    states = {status: status_word(status.value) for status in {row.status for row in page.rows}}
    days = {(row.answer_by, row.is_late) for row in page.rows}
    dues = {(day, late): due_words(day, today=today, is_late=late) for day, late in days}
    counts = {count: _count(count) for count in {len(row.medicines) for row in page.rows}}
    address, born = reverse("clinic:request", args=[ANY]), _("född %(year)s")
    return [
        Listed(
            href=address.replace(str(ANY), str(row.id)),
            due=dues[row.answer_by, row.is_late],
            is_late=row.is_late,
            patient=row.patient_name,
            born=born % {"year": row.birth_year},
            medicines=", ".join(row.medicines),
            count=counts[len(row.medicines)],
            state=states[row.status][0],
            tone=states[row.status][1],
            taken_by=row.taken_by or "–",
        )
        for row in page.rows
    ]


def _count(number: int) -> str:
    return ngettext("%(num)s läkemedel", "%(num)s läkemedel", number) % {"num": number}
