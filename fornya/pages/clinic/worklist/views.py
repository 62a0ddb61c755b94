"""The clinic's worklist."""

import uuid
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fornya.design.environment import url
from fornya.design.parts import Cell, Column, Tab
from fornya.medicines.overview import SWEDEN
from fornya.pages.clinic.words import due_words, status_word
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals import worklist
from fornya.renewals.worklist import Page, Row, Shown
from fornya.rules.access import Deed
from fornya.rules.renewal_states import RequestStatus

ANY = uuid.UUID(int=0)
_TABS = {
    Shown.NEW: N_("Nya"),
    Shown.OPENED: N_("Läses"),
    Shown.PATIENT: N_("Väntar på patienten"),
    Shown.SENDING: N_("Skickas"),
    Shown.DONE: N_("Klara"),
}
_HEADINGS = {
    Shown.NEW: N_("Nya förfrågningar"),
    Shown.OPENED: N_("Förfrågningar som någon läser"),
    Shown.PATIENT: N_("Förfrågningar som väntar på patienten"),
    Shown.SENDING: N_("Recept som skickas till receptregistret"),
    Shown.DONE: N_("Klara förfrågningar"),
}
_EMPTY = {
    Shown.NEW: N_("Allt är läst. Nya förfrågningar kommer hit."),
    Shown.OPENED: N_("Ingen läser något just nu."),
    Shown.PATIENT: N_("Ingen patient har en fråga att svara på."),
    Shown.SENDING: N_("Alla recept är framme i receptregistret."),
    Shown.DONE: N_("Inget är klart ännu."),
}


@open_to(Deed.READ_WORKLIST)
@require_safe
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
            "heading": _(_HEADINGS[shown]),
            "caption": _caption(page),
            "columns": _columns(),
            "rows": _rows(page, today),
            "tabs": _tabs(page, shown),
            "is_first": not request.GET.get("efter"),
            "first": _address(shown),
            "following": _address(shown, efter=page.after) if page.after else None,
            "empty": _(_EMPTY[shown]),
        },
    )


def _address(shown: Shown, **more: str) -> str:
    return f"{url('clinic:worklist')}?{urlencode({'visa': shown.value} | more)}"


def _tabs(page: Page, shown: Shown) -> list[Tab]:
    return [
        Tab(text=_(text), href=_address(part), count=page.counts.get(part), current=part is shown)
        for part, text in _TABS.items()
    ]


def _caption(page: Page) -> str:
    number = len(page.rows)
    return ngettext("%(num)s förfrågan på sidan", "%(num)s förfrågningar på sidan", number) % {"num": number}


def _columns() -> list[Column]:
    heads = (_("Svar senast"), _("Patient"), _("Läkemedel"), _("Läge"), _("Hos"))
    return [Column(text=text) for text in heads]


def _rows(page: Page, today: date) -> list[tuple[Cell, ...]]:
    """Write the page's rows; what they have in common is looked up once: words and addresses cost most."""
    states = {status: _state(status) for status in {row.status for row in page.rows}}
    days = {(row.answer_by, row.is_late) for row in page.rows}
    dues = {(day, late): _due(day, is_late=late, today=today) for day, late in days}
    counts = {count: _count(count) for count in {len(row.medicines) for row in page.rows}}
    address, who = url("clinic:request", request_id=ANY), _("%(name)s, född %(year)s")
    return [
        (
            dues[row.answer_by, row.is_late],
            Cell(
                text=who % {"name": row.patient_name, "year": row.birth_year},
                **_mark(row),
                href=address.replace(str(ANY), str(row.id)),
                names_row=True,
            ),
            Cell(text=counts[len(row.medicines)], note=", ".join(row.medicines)),
            states[row.status],
            Cell(text=row.taken_by or "–"),
        )
        for row in page.rows
    ]


def _mark(row: Row) -> dict[str, str]:
    """Say what staff have to know of the person before anything else."""
    if row.is_deceased:
        return {"tag": _("Avliden enligt folkbokföringen"), "tone": "err"}
    return {"tag": _("Skyddade personuppgifter"), "tone": "warn"} if row.is_protected else {}


def _state(status: RequestStatus) -> Cell:
    word, tone = status_word(status.value)
    return Cell(tag=word, tone=tone)


def _due(answer_by: date, *, is_late: bool, today: date) -> Cell:
    words = due_words(answer_by, today=today, is_late=is_late)
    return Cell(tag=words, tone="err") if is_late else Cell(text=words)


def _count(number: int) -> str:
    return ngettext("%(num)s läkemedel", "%(num)s läkemedel", number) % {"num": number}
