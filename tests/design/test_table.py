"""A table written cell by cell in the view is the one that a template writes."""

from lxml import html

from fornya.design.parts import Cell, Column
from tests.design import drawn


def test_a_table_of_cells_is_the_one_that_a_caller_writes():
    columns = [Column(text="Svar senast"), Column(text="Patient"), Column(text="Läge", numeric=True)]
    cells = [
        (
            Cell(text="i dag"),
            Cell(text="<Eva>", href="/x", names_row=True),
            Cell(tag="Ny", tone="ok", note="2"),
        )
    ]
    caller = (
        "{% call(item, columns) ui.table_responsive(caption='x', columns=columns, rows=[1]) %}"
        "{{ ui.td(column=columns[0], text='i dag') }}{{ ui.th(column=columns[1], text='<Eva>', href='/x') }}"
        "{{ ui.td(column=columns[2], tag='Ny', tone='ok', note='2') }}{% endcall %}"
    )

    made = drawn.fragment(
        "{{ ui.table_responsive(caption='x', columns=columns, rows=rows) }}", columns=columns, rows=cells
    )

    rows = [
        [" ".join(html.tostring(cell, encoding="unicode").split()) for cell in table.xpath(".//tbody/tr/*")]
        for table in (made, drawn.fragment(caller, columns=columns))
    ]
    assert rows[0] == rows[1]
    assert [(cell.tag, cell.get("scope")) for cell in made.xpath(".//tbody/tr/*")] == [
        ("td", None),
        ("th", "row"),
        ("td", None),
    ]
