"""The list of tasks: each part of the settings, whether it is set, and what was changed last."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.clinics.settings.log import Part
from fornya.clinics.settings.tasks import State, overview
from fornya.design.environment import url
from fornya.design.parts import Cell, Column
from fornya.pages.clinic.settings.change_words import change_rows
from fornya.pages.clinic.settings.shared import here
from fornya.pages.clinic.settings.words import now_words, part_word
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed


@open_to(Deed.SETTINGS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Show what is set and what is left, and who changed what."""
    clinic, today = here(request), request.today
    found = overview(clinic, by=request.signed_in.actor, now=request.now)
    left = [part for part, state in found.states.items() if state is State.TO_DO]
    wanted = request.GET.get("sparat", "")
    rows = [
        (
            Cell(text=part_word(part), href=url(f"clinic:settings_{part.value}"), names_row=True),
            _state(state),
            Cell(text=now_words(part, clinic, found, today)),
        )
        for part, state in found.states.items()
    ]
    context = {
        "clinic": clinic,
        "columns": [Column(text=_("Del")), Column(text=_("Läge")), Column(text=_("Så är det nu"))],
        "rows": rows,
        "left": len(left),
        "saved": part_word(Part(wanted)) if wanted in set(Part) else "",
        "change_columns": [Column(text=_("När")), Column(text=_("Vem")), Column(text=_("Vad"))],
        "changes": change_rows(found.changes, today),
    }
    return render(request, "pages/clinic/settings/tasks.jinja", context)


def _state(state: State) -> Cell:
    words = {
        State.DONE: (_("Klart"), "ok"),
        State.TO_DO: (_("Att göra"), "warn"),
        State.OPTIONAL: (_("Frivilligt"), "neutral"),
    }
    word, tone = words[state]
    return Cell(tag=word, tone=tone)
