"""Dated tables: each says where it is from, and the row in force is chosen by day."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import pytest

from fornya.rules.dated import NothingInForce, TableNotAccountedFor, in_force, read_table, require_account

TABLES = sorted(
    path.name.removesuffix(".toml") for path in files("fornya.rules").joinpath("tables").iterdir()
)


@dataclass(frozen=True)
class Row:
    valid_from: date
    valid_to: date | None
    name: str


ROWS = (
    Row(date(2024, 1, 1), date(2024, 12, 31), "old"),
    Row(date(2025, 1, 1), None, "current"),
    Row(date(2026, 7, 1), None, "next"),
)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_accounted_for(name):
    assert read_table(name)["source"]


def test_a_table_without_a_reviewer_is_refused():
    with pytest.raises(TableNotAccountedFor) as refused:
        require_account("ages", {"source": "law", "reviewed": date(2026, 11, 23), "reviewer": ""})

    assert refused.value.missing == ("reviewer",)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 1, 1), "old"),
        (date(2024, 12, 31), "old"),
        (date(2025, 1, 1), "current"),
        (date(2026, 6, 30), "current"),
        (date(2026, 7, 1), "next"),
    ],
)
def test_first_and_last_day_are_in_force_and_the_newest_row_wins(day, name):
    assert in_force(ROWS, day).name == name


def test_a_day_before_all_rows_has_nothing_in_force():
    with pytest.raises(NothingInForce) as nothing:
        in_force(ROWS, date(2023, 12, 31))

    assert nothing.value.day == date(2023, 12, 31)
