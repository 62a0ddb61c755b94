"""What stands on the list, in the reader's language: the same on the page, on paper and in the file."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.medicines.overview import Overview
from fornya.pages.patient.medicine_list.rows import Printed, printed
from fornya.people.session import SignedInPatient


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before one reads on."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list from the top: whose it is, how old, what is hidden, the rows, and what is never among them."""

    title: str
    name: str
    personnummer: str
    read: str
    notice: Notice | None
    rows: tuple[Printed, ...]
    ending: str


def sheet(found: Overview, whose: SignedInPatient, today: date) -> Sheet:
    """Write the list. `found` has been read; with no row, `ending` says why."""
    for_other = whose.given_name if whose.acting else ""
    rows = tuple(printed(found.medicines, today, hides_place=whose.hides_place))
    return Sheet(
        title=_("Läkemedel för %(name)s") % {"name": for_other}
        if for_other
        else _("Lista över dina läkemedel"),
        name=whose.name,
        personnummer=formats.personnummer(whose.personnummer),
        # Always with the year: paper is kept.
        read=_("Hämtat från receptregistret %(when)s.") % {"when": formats.day_and_clock(found.read_at)},
        notice=_hidden(for_other) if found.hidden else None,
        rows=rows,
        ending=_ending(found, for_other, has_rows=bool(rows)),
    )


def _hidden(for_other: str) -> Notice:
    return Notice(
        heading=_("Det finns uppgifter som är spärrade"),
        text=_("En del av recepten är dolda och syns därför inte här.")
        if for_other
        else _("Du har valt att dölja en del av dina recept, och därför syns de inte här."),
    )


def _ending(found: Overview, for_other: str, *, has_rows: bool) -> str:
    if has_rows:
        return _("Läkemedel utan recept, och de som du har fått på papper eller på sjukhus, står inte här.")
    if found.medicines:
        return _("Alla recept i receptregistret är avslutade eller pausade. Därför är listan tom.")
    if found.hidden:
        return ""
    if for_other:
        return _(
            "%(name)s har inga recept i receptregistret. "
            "Läkemedel på papper eller från sjukhus syns inte där."
        ) % {"name": for_other}
    return _(
        "Du har inga recept i receptregistret. "
        "Läkemedel som du har fått på papper eller på sjukhus syns inte där."
    )
