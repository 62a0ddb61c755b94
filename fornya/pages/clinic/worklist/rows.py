"""The worklist's rows, tabs and filters in words."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.design.environment import url
from fornya.design.formats import bare_clock, relative_day
from fornya.design.parts import Cell, Column, Option, Tab
from fornya.pages.clinic.words import due_words, language_word, languages, status_word
from fornya.renewals.worklist import Only, Page, Shown
from fornya.renewals.worklist_row import Row
from fornya.rules.forecast import Risk
from fornya.rules.renewal_states import RequestStatus

ANY = uuid.UUID(int=0)
TABS = {
    Shown.NEW: N_("Nya"),
    Shown.FRONT: N_("Tar slut"),
    Shown.LATE: N_("Sena"),
    Shown.MINE: N_("Mina"),
    Shown.OPENED: N_("Läses"),
    Shown.PATIENT: N_("Väntar på patienten"),
    Shown.SENDING: N_("Skickas"),
    Shown.DONE: N_("Klara"),
}
HEADINGS = {
    Shown.NEW: N_("Nya förfrågningar"),
    Shown.FRONT: N_("Läkemedel som snart tar slut"),
    Shown.LATE: N_("Förfrågningar som är sena"),
    Shown.MINE: N_("Mina förfrågningar"),
    Shown.OPENED: N_("Förfrågningar som någon läser"),
    Shown.PATIENT: N_("Förfrågningar som väntar på patienten"),
    Shown.SENDING: N_("Recept som skickas till receptregistret"),
    Shown.DONE: N_("Klara förfrågningar"),
}
EMPTY = {
    Shown.NEW: N_("Allt är läst. Nya förfrågningar kommer hit."),
    Shown.FRONT: N_("Ingen som väntar är på väg att bli utan."),
    Shown.LATE: N_("Inget är sent."),
    Shown.MINE: N_("Du har inget som väntar. Ta nästa när du vill."),
    Shown.OPENED: N_("Ingen läser något just nu."),
    Shown.PATIENT: N_("Ingen patient har en fråga att svara på."),
    Shown.SENDING: N_("Alla recept är framme i receptregistret."),
    Shown.DONE: N_("Inget är klart ännu."),
}
_ONLY = {
    Only.DUE: N_("Svar senast i dag"),
    Only.CRITICAL: N_("Livsviktiga läkemedel"),
    Only.ANSWERED: N_("Patienten har svarat på en fråga"),
}


# In the address of who comes back from having done something with a request.
DONE = "klart"
_DONE = {"over": N_("Förfrågan är lämnad över"), "vidare": N_("Förfrågan är skickad vidare")}


def done_words(code: str) -> str:
    """Say what was done; nothing of a code that we have not."""
    return _(_DONE[code]) if code in _DONE else ""


def address(shown: Shown, only: Collection[Only] = (), *, page: str = "clinic:worklist", **more: str) -> str:
    """Give the address of a part of the list; what is empty is left out."""
    kept = [(name, value) for name, value in more.items() if value]
    query = [("visa", shown.value), *(("bara", each.value) for each in only), *kept]
    return f"{url(page)}?{urlencode(query)}"


def tabs(page: Page, shown: Shown) -> list[Tab]:
    """Give the parts with how much is in each."""
    return [
        Tab(text=_(text), href=address(part), count=page.counts.get(part), current=part is shown)
        for part, text in TABS.items()
    ]


def filters() -> list[Option]:
    """Give what a part can be narrowed to."""
    return [Option(value=each.value, text=_(text)) for each, text in _ONLY.items()]


def language_options() -> list[Option]:
    """Give the languages that the list can be narrowed to, with all of them first."""
    return [Option(value="", text=_("Alla språk")), *(Option(value=c, text=name) for c, name in languages())]


def risk_words(risk: Risk | None, today: date) -> str:
    """Say when the promise breaks, and what can be done before that; nothing when it holds."""
    if risk is None:
        return ""
    words = {"pace": risk.pace, "late": risk.late, "day": relative_day(risk.day, today)}
    breaks = (
        _("Det brister %(day)s: då saknar %(late)s svar, med er takt på ungefär %(pace)s om dagen.") % words
    )
    return f"{breaks} {_('Ta hjälp av fler, eller stäng för nya i mottagningens inställningar.')}"


def caption(rows: Collection[Row]) -> str:
    """Say how many rows the page has."""
    number = len(rows)
    return ngettext("%(num)s förfrågan på sidan", "%(num)s förfrågningar på sidan", number) % {"num": number}


def columns() -> list[Column]:
    """Give the columns' names."""
    heads = (_("Svar senast"), _("Patient"), _("Läkemedel"), _("Räcker"), _("Läge"), _("Hos"))
    return [Column(text=text) for text in heads]


def cells(rows: Iterable[Row], today: date) -> list[tuple[Cell, ...]]:
    """Write the page's rows; what they have in common is looked up once: words and addresses cost most."""
    rows = tuple(rows)
    states = {status: _state(status) for status in {row.status for row in rows}}
    days = {(row.answer_by, row.is_late) for row in rows}
    dues = {(day, late): _due(day, is_late=late, today=today) for day, late in days}
    counts = {count: _count(count) for count in {len(row.medicines) for row in rows}}
    supplies = {(row.runs_out_on, row.is_critical) for row in rows}
    lasts = {key: _lasts(*key, today=today) for key in supplies}
    link, who = url("clinic:request", request_id=ANY), _("%(name)s, född %(year)s")
    return [
        (
            dues[row.answer_by, row.is_late],
            Cell(
                text=who % {"name": row.patient_name, "year": row.birth_year},
                **_mark(row),
                href=link.replace(str(ANY), str(row.id)),
                names_row=True,
            ),
            Cell(text=counts[len(row.medicines)], note=", ".join(row.medicines)),
            lasts[row.runs_out_on, row.is_critical],
            states[row.status],
            _whose(row),
        )
        for row in rows
    ]


def _mark(row: Row) -> dict[str, str]:
    """Say what staff have to know of the person before anything else; then what they read, if not Swedish."""
    if row.is_deceased:
        return {"tag": _("Avliden enligt folkbokföringen"), "tone": "err"}
    if row.is_protected:
        return {"tag": _("Skyddade personuppgifter"), "tone": "warn"}
    language = language_word(row.language)
    return {"tag": language, "tone": "neutral"} if language else {}


def _whose(row: Row) -> Cell:
    if row.read_by is None or row.read_until is None:
        return Cell(text=row.taken_by or "–")
    words = {"name": row.read_by, "clock": bare_clock(row.read_until)}
    return Cell(text=row.taken_by or "–", note=_("Läses nu av %(name)s, till %(clock)s") % words)


def _state(status: RequestStatus) -> Cell:
    word, tone = status_word(status.value)
    return Cell(tag=word, tone=tone)


def _due(answer_by: date, *, is_late: bool, today: date) -> Cell:
    words = due_words(answer_by, today=today, is_late=is_late)
    return Cell(tag=words, tone="err") if is_late else Cell(text=words)


def _lasts(runs_out_on: date | None, is_critical: bool, *, today: date) -> Cell:
    """Say how long what is left at home lasts, about."""
    words = _days_left((runs_out_on - today).days) if runs_out_on else _("Vet inte")
    if not is_critical:
        return Cell(text=words)
    return Cell(tag=_("%(lasts)s, livsviktigt") % {"lasts": words}, tone="err")


def _days_left(days: int) -> str:
    if days <= 0:
        return _("Slut")
    return ngettext("%(num)s dag", "%(num)s dagar", days) % {"num": days}


def _count(number: int) -> str:
    return ngettext("%(num)s läkemedel", "%(num)s läkemedel", number) % {"num": number}
