"""What is to be looked at, as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.parts import Cell, Column, Row
from fornya.log_review.month import Item, MonthReview
from fornya.log_review.months import Month
from fornya.pages.clinic.log_review import words
from fornya.rules.log_review import Criterion


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its template shows it."""

    heading: str
    source: str
    columns: list[Column]
    rows: Sequence[tuple[Cell, ...]]


def clinics(found: Iterable[ClinicPage]) -> Table:
    """Give the clinics to choose from."""
    listed = [
        (
            Cell(
                text=each.name,
                href=reverse("clinic:log_months", args=[each.slug]),
                names_row=True,
            ),
            Cell(text=each.place),
        )
        for each in found
    ]
    return Table(_("Mottagningar"), "", [Column(text=_("Mottagning")), Column(text=_("Ort"))], listed)


def months(found: Iterable[Month], slug: str, today: date) -> Table:
    """Give the months that are over, each with how far its review has come."""
    columns = [Column(text=_("Månad")), Column(text=_("Läge")), Column(text=_("Senast granskad"))]
    lines = []
    for each in found:
        text, tone = words.month_words(each)
        href = reverse("clinic:log_month", args=[slug, f"{each.month:%Y-%m}"])
        lines.append(
            (
                Cell(text=formats.month(each.month), href=href, names_row=True),
                Cell(tag=text, tone=tone),
                Cell(text=f"{each.by}, {formats.day_and_clock(each.at, today)}" if each.at else "–"),
            )
        )
    return Table(_("Månader"), "", columns, lines)


def groups(found: MonthReview, slug: str, today: date) -> list[Table]:
    """Give a table for each criterion that something meets, and one for the sample."""
    columns = [
        Column(text=_("Vem läste")),
        Column(text=_("Om vem")),
        Column(text=_("När")),
        Column(text=_("Läge")),
    ]
    made = []
    for criterion in (*Criterion, None):
        items = [item for item in found.items if item.criterion == criterion]
        if items:
            lines = [_line(item, slug, found.month, today) for item in items]
            made.append(
                Table(words.criterion_words(criterion), words.source_words(criterion), columns, lines)
            )
    return made


def summary(item: Item, today: date) -> list[Row]:
    """Give what a case is about, and what was said of it."""
    made = [
        Row(key=_("Vem läste"), value=item.reader_name),
        Row(key=_("Om vem"), value=words.whom_words(item)),
    ]
    if item.said is not None:
        text, _tone = words.outcome_words(item.said.outcome)
        when = formats.day_and_clock(item.said.at, today)
        made.append(
            Row(key=_("Granskad"), value=_("%(when)s, av %(who)s") % {"when": when, "who": item.said.by})
        )
        made.append(Row(key=_("Kom fram till"), value=text))
        if item.said.words:
            made.append(Row(key=_("Med orden"), value=item.said.words))
    return made


def readings(item: Item, today: date) -> Table:
    """Give the log's rows that a case is about."""
    columns = [Column(text=_("När")), Column(text=_("Vad")), Column(text=_("Om vem"))]
    lines = [
        (
            Cell(text=formats.day_and_clock(row.at, today), names_row=True),
            Cell(text=words.did_words(row)),
            Cell(text=words.row_whom_words(row)),
        )
        for row in item.rows
    ]
    return Table(_("Rader i loggen"), "", columns, lines)


def _line(item: Item, slug: str, month: date, today: date) -> tuple[Cell, ...]:
    more = len(item.rows) - 1
    when = formats.day_and_clock(item.rows[0].at, today)
    note = (
        ngettext("och %(num)s gång till", "och %(num)s gånger till", more) % {"num": more} if more else None
    )
    href = reverse("clinic:log_case", args=[slug, f"{month:%Y-%m}", item.key])
    return (
        Cell(text=item.reader_name, href=href, names_row=True),
        Cell(text=words.whom_words(item)),
        Cell(text=when, note=note),
        _state(item),
    )


def _state(item: Item) -> Cell:
    if item.said is not None:
        text, tone = words.outcome_words(item.said.outcome)
        return Cell(tag=text, tone=tone)
    if item.is_own:
        return Cell(tag=_("Din egen: granskas av någon annan"), tone="info")
    return Cell(tag=_("Inte granskad"), tone="warn")
