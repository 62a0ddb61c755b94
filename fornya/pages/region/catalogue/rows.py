"""What a file would do, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.clinics.catalogue.difference import Change, Difference
from fornya.design import formats
from fornya.design.parts import Cell, Column, Row
from fornya.pages.region.catalogue.words import column_word, fault_words, value_words

# The rest is told as a number: nobody reads a thousand rows, and the file is at hand.
SHOWN = 400


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its template shows it; `more` rows are not shown."""

    heading: str
    columns: list[Column]
    rows: Sequence[tuple[Cell, ...]]
    more: int


def summary(found: Difference) -> list[Row]:
    """Count what the file would do."""
    counted = {
        _("Nya"): len(found.new),
        _("Ändras"): len(found.changed),
        _("Är redan så"): found.same,
        _("Kan inte läsas in"): len(found.rejected),
        _("Finns inte i filen"): len(found.gone),
    }
    return [Row(key=key, value=formats.number(number)) for key, number in counted.items()]


def tables(found: Difference) -> list[Table]:
    """Give what cannot go in, what is new and what changes; what is empty is left out."""
    made = [
        Table(
            _("Kan inte läsas in"),
            [Column(text=_("Rad")), Column(text=_("Varför"))],
            [
                (Cell(text=formats.number(each.line), names_row=True), Cell(text=fault_words(each.why)))
                for each in found.rejected[:SHOWN]
            ],
            len(found.rejected) - SHOWN,
        ),
        Table(
            _("Nya mottagningar"),
            [Column(text=_("Mottagning")), Column(text=_("Ort")), Column(text=_("HSA-id"))],
            [
                (Cell(text=each.name, names_row=True), Cell(text=each.place), Cell(text=each.hsa_id))
                for each in found.new[:SHOWN]
            ],
            len(found.new) - SHOWN,
        ),
        Table(
            _("Mottagningar som ändras"),
            [Column(text=_("Mottagning")), Column(text=_("Vad"))],
            [
                (Cell(text=each.entry.name, names_row=True), Cell(text=_changes(each)))
                for each in found.changed[:SHOWN]
            ],
            len(found.changed) - SHOWN,
        ),
    ]
    return [each for each in made if each.rows]


def left_as_they_are(found: Difference) -> str:
    """Say what is not in the file, and that nothing happens to it."""
    if not found.gone:
        return ""
    names = ", ".join(found.gone[:SHOWN])
    said = ngettext(
        "%(num)s mottagning finns inte i filen. Den lämnas som den är: %(names)s",
        "%(num)s mottagningar finns inte i filen. De lämnas som de är: %(names)s",
        len(found.gone),
    )
    return said % {"num": len(found.gone), "names": names}


def _changes(change: Change) -> str:
    return " · ".join(
        _("%(name)s: %(before)s → %(after)s")
        % {"name": column_word(name), "before": value_words(before), "after": value_words(after)}
        for name, (before, after) in change.fields.items()
    )
