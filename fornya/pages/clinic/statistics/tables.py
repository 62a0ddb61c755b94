"""The tables beside the pictures, and that of the medicine groups."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from fornya.design.environment import url
from fornya.design.parts import Cell, Column, Option, Row
from fornya.pages.clinic.statistics import words
from fornya.pages.clinic.statistics.pictures import OUTCOMES
from fornya.rules.medicine_groups import NAMES, OTHER
from fornya.statistics.clinic import Ended, OfYear, Took
from fornya.statistics.models import ALL


def address(name: str, year: int, group: str) -> str:
    """Give the address of a year and a group."""
    return f"{url(name)}?{urlencode({'ar': year, 'grupp': group})}"


def years(year: OfYear) -> list[Option]:
    """Give the years that can be chosen."""
    return [Option(value=str(each), text=str(each)) for each in year.years]


def groups(year: OfYear) -> list[Option]:
    """Give the groups that can be chosen: all, and those that the year has something of."""
    codes = sorted({each.code for each in year.groups} | ({year.group} - {ALL}), key=_order)
    return [Option(value=code, text=words.group_name(code)) for code in (ALL, *codes)]


def in_short(year: OfYear) -> list[Row]:
    """Give the year in five lines; what became of the medicines is of all groups."""
    return [
        Row(key=_("Hälften av svaren kom inom"), value=_whole(words.half(year.took))),
        Row(key=_("Nio av tio svar kom inom"), value=_whole(words.most(year.took))),
        Row(key=_("Sena svar"), value=words.percent(words.late_percent(year.late, year.took))),
        *(
            (
                Row(key=_("Läkemedel som är klara"), value=words.number(year.ended.all)),
                Row(key=_("Förnyade utan besök"), value=words.percent(year.ended.without_a_visit)),
            )
            if year.group == ALL
            else ()
        ),
    ]


def took_columns() -> list[Column]:
    """Name the columns of how soon the answers came."""
    return [
        Column(text=_("Månad")),
        Column(text=_("Hälften inom"), numeric=True),
        Column(text=_("Nio av tio inom"), numeric=True),
        Column(text=_("Sena"), numeric=True),
    ]


def took_cells(year: OfYear) -> list[tuple[Cell, ...]]:
    """Write how soon the answers came, a row a month."""
    return [
        (
            Cell(text=words.short_month(month.month), names_row=True),
            *_times(month.took),
            Cell(text=words.percent(words.late_percent(month.late, month.took))),
        )
        for month in year.months
    ]


def ended_columns() -> list[Column]:
    """Name the columns of what became of the medicines."""
    return [
        Column(text=_("Månad")),
        *(Column(text=_(text), numeric=True) for text in OUTCOMES.values()),
        Column(text=_("Alla"), numeric=True),
        Column(text=_("Utan besök"), numeric=True),
    ]


def sent_column() -> Column:
    """Name the column of how many requests were sent."""
    return Column(text=_("Skickade"), numeric=True)


def group_columns() -> list[Column]:
    """Name the columns of the medicine groups."""
    return [
        Column(text=_("Grupp")),
        Column(text=_("Klara"), numeric=True),
        Column(text=_("Utan besök"), numeric=True),
        Column(text=_("Hälften inom"), numeric=True),
    ]


def month_cells(year: OfYear) -> list[tuple[Cell, ...]]:
    """Write what became of the medicines, a row a month and one for the year; and how many were sent."""
    return [
        *(
            (
                Cell(text=words.short_month(month.month), names_row=True),
                *_numbers(month.ended),
                Cell(text=words.number(month.sent)),
            )
            for month in year.months
        ),
        (Cell(text=_("Hela året"), names_row=True), *_numbers(year.ended), Cell(text="–")),
    ]


def group_cells(year: OfYear) -> list[tuple[Cell, ...]]:
    """Write how many ended, without a visit and how soon, a row a group, each linked to its months."""
    return [
        (
            Cell(
                text=words.group_name(each.code),
                href=address("clinic:statistics", year.year, each.code),
                names_row=True,
            ),
            *_numbers(each.ended)[-2:],
            _times(each.took)[0],
        )
        for each in sorted(year.groups, key=lambda each: _order(each.code))
    ]


def _numbers(ended: Ended) -> list[Cell]:
    return [
        *(Cell(text=words.number(ended.outcomes[name])) for name in OUTCOMES),
        Cell(text=words.number(ended.all)),
        Cell(text=words.percent(ended.without_a_visit)),
    ]


def _times(took: Took | None) -> tuple[Cell, Cell]:
    half, most = words.half(took), words.most(took)
    return Cell(text=half[0], note=half[1] or None), Cell(text=most[0], note=most[1] or None)


def _whole(said: tuple[str, str]) -> str:
    return f"{said[0]} ({said[1]})" if said[1] else said[0]


def _order(code: str) -> tuple[bool, str]:
    return code == OTHER, NAMES.get(code, code)
