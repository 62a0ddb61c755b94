"""A small number is hidden, and cannot be reckoned out of what is left to see."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from fornya.rules.small_numbers import TOTAL, Cell, hidden_cells, is_small

Table = list[list[tuple[int, ...]]]
NUMBERS = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 200))


@st.composite
def tables(draw, most: int = 4, numbers=NUMBERS) -> Table:
    """Draw a table whose rows fall apart in two ways: by group, and by month."""
    width, height = draw(st.integers(1, most)), draw(st.integers(1, most))
    rows = draw(st.lists(st.tuples(*[numbers] * width), min_size=height, max_size=height))
    total = tuple(map(sum, zip(*rows, strict=True)))
    shares = [draw(st.integers(0, number)) for number in total]
    rest = tuple(number - share for number, share in zip(total, shares, strict=True))
    return [rows, [tuple(shares), rest]]


def cells(families: Table) -> dict[Cell, int]:
    """Give every number of a table, sums and totals too."""
    found = {}
    total = tuple(map(sum, zip(*families[0], strict=True)))
    for family, rows in [*enumerate(families), (TOTAL, [total])]:
        for place, row in enumerate(rows):
            found |= {(family, place, column): number for column, number in enumerate((*row, sum(row)))}
    return found


def equations(families: Table) -> Iterator[dict[Cell, int]]:
    """Give what adds up to what: each row to its sum, each column of a family to the total."""
    last = len(families[0][0])
    for family, rows in [*enumerate(families), (TOTAL, [()])]:
        for place in range(len(rows)):
            yield {(family, place, column): 1 for column in range(last)} | {(family, place, last): -1}
        if family != TOTAL:
            for column in range(last + 1):
                yield {(family, place, column): 1 for place in range(len(rows))} | {(TOTAL, 0, column): -1}


def reckoned(families: Table, hidden: frozenset[Cell]) -> set[Cell]:
    """Give the hidden numbers that the equations leave no choice about, by elimination."""
    names = sorted(hidden)
    rows = [[Fraction(each.get(name, 0)) for name in names] for each in equations(families)]
    for column in range(len(names)):
        pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        pivot[:] = [value / pivot[column] for value in pivot]
        for row in rows:
            if row is not pivot and row[column]:
                by = row[column]
                row[:] = [value - by * other for value, other in zip(row, pivot, strict=True)]
    alone = [row for row in rows if sum(map(bool, row)) == 1]
    return {names[next(place for place, value in enumerate(row) if value)] for row in alone}


@given(tables())
@settings(max_examples=150, deadline=None)
def test_no_small_number_is_seen_and_no_hidden_one_can_be_reckoned(families):
    hidden = hidden_cells(families)

    assert {cell for cell, number in cells(families).items() if is_small(number)} <= hidden
    assert reckoned(families, hidden) == set()


@given(tables(most=2, numbers=st.integers(0, 7)))
@settings(max_examples=25, deadline=None)
def test_of_every_hidden_number_another_table_says_something_else(families):
    # By trying all tables, none below nothing: a remainder of 0 must not give the rest away.
    seen = {cell: number for cell, number in cells(families).items() if cell not in hidden_cells(families)}
    said: dict[Cell, set[int]] = {}
    for other in same(families, seen):
        for cell, number in other.items():
            said.setdefault(cell, set()).add(number)

    assert all(len(said[cell]) > 1 for cell in hidden_cells(families))


def same(families: Table, seen: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
    """Give tables that look the same, of those that differ by at most one in each number."""
    places = [
        (family, place, column)
        for family, rows in enumerate(families)
        for place, row in enumerate(rows)
        for column in range(len(row))
    ]
    choices = [
        [families[family][place][column]]
        if (family, place, column) in seen
        else [n for n in (families[family][place][column] + by for by in (-1, 0, 1)) if n >= 0]
        for family, place, column in places
    ]
    for numbers in product(*choices):
        given_ = dict(zip(places, numbers, strict=True))
        other = [
            [
                tuple(given_[family, place, column] for column in range(len(row)))
                for place, row in enumerate(rows)
            ]
            for family, rows in enumerate(families)
        ]
        totals = {tuple(map(sum, zip(*rows, strict=True))) for rows in other}
        if len(totals) == 1 and all(cells(other)[cell] == number for cell, number in seen.items()):
            yield cells(other)


def test_a_lone_small_number_takes_others_along():
    hidden = hidden_cells([[(3, 20), (30, 40)]])

    assert (0, 0, 0) in hidden
    assert len(hidden) == 4


def test_large_numbers_and_nothings_stay():
    assert hidden_cells([[(30, 0), (5, 40)], [(35, 40)]]) == frozenset()


def test_a_year_with_nothing_has_nothing_to_hide():
    assert hidden_cells([[], []]) == frozenset()
