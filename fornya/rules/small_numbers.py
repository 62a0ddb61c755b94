"""Which numbers of a table are hidden, so that nobody can be recognised in it or reckoned out of it.

The table has columns that add up to a sum, and rows in one or several families, each of which adds up to the
same row of totals: a year's answers by medicine group, and the same answers by month. Numbers from 1 to 4 are
hidden. For each of them others are hidden with it, such that there is another table with the very same
visible numbers: one more here is one less there, along a rectangle. Sums are numbers like others.

Source: the threshold rule in SCB's handbook of disclosure control (Handbok i statistisk röjandekontroll,
2015); the number five is our own choice, and asks for somebody's yes before release.
Reviewed: 2026-11-23
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

LEAST = 5
TOTAL = -1
# Family, row, column; the row of totals is its own family, the column of sums comes last.
Cell = tuple[int, int, int]
Row = tuple[int, ...]


def is_small(number: int) -> bool:
    """Tell whether a number is so small that it is about somebody."""
    return 0 < number < LEAST


def hidden_cells(families: Sequence[Sequence[Row]]) -> frozenset[Cell]:
    """Return what to hide of a table, sums (the last column) and totals (family TOTAL, row 0) included."""
    values = dict(_cells(families))
    hidden = {cell for cell, value in values.items() if is_small(value)}
    covered: set[Cell] = set()
    for cell in sorted(hidden):
        if cell in covered:
            continue
        best: tuple[int, frozenset[Cell]] | None = None
        for cells in _ways(cell, values, families):
            cost = sum(values[each] + 1 for each in cells - hidden)
            if best is None or cost < best[0]:
                best = cost, cells
            if not cost:
                break
        if best:
            hidden |= best[1]
            covered |= best[1]
    return frozenset(hidden)


def _cells(families: Sequence[Sequence[Row]]) -> Iterator[tuple[Cell, int]]:
    for family, rows in enumerate(families):
        for place, row in enumerate(rows):
            yield from (((family, place, column), value) for column, value in enumerate((*row, sum(row))))
    total = tuple(map(sum, zip(*families[0], strict=True))) if families[0] else ()
    yield from (((TOTAL, 0, column), value) for column, value in enumerate((*total, sum(total))))


def _ways(
    cell: Cell, values: Mapping[Cell, int], families: Sequence[Sequence[Row]]
) -> Iterator[frozenset[Cell]]:
    """Give sets of cells around this one that can all be one more or less, with every sum kept."""
    family, row, column = cell
    last = len(families[0][0])
    for other in range(last + 1):
        if other == column:
            continue
        columns = {column: 1, other: 1 if last in (column, other) else -1}
        if family != TOTAL:
            for another in range(len(families[family])):
                if another != row:
                    signs = {(family, row): 1, (family, another): -1}
                    yield from _movable(signs, columns, values)
        # By way of the totals: one more in a row of each family, and in the total.
        rows = {(TOTAL, 0): 1} | {
            (each, row if each == family else _cheapest(each, (column, other), values, families)): 1
            for each in range(len(families))
        }
        yield from _movable(rows, columns, values)


def _cheapest(
    family: int, columns: tuple[int, int], values: Mapping[Cell, int], families: Sequence[Sequence[Row]]
) -> int:
    """Give the row that loses least by being hidden in these columns."""
    places = range(len(families[family]))
    return min(places, key=lambda place: sum(values[family, place, column] for column in columns))


def _movable(
    rows: Mapping[tuple[int, int], int], columns: Mapping[int, int], values: Mapping[Cell, int]
) -> Iterator[frozenset[Cell]]:
    """Give the cells where these rows and columns meet, if none has to fall below nothing."""
    signs = {
        (*row, column): sign * by for (row, sign), (column, by) in product(rows.items(), columns.items())
    }
    for way in (1, -1):
        if all(values[cell] or sign == way for cell, sign in signs.items()):
            yield frozenset(signs)
            return
