"""Components fail on wrong arguments, escape what they are given, and say the same to eyes and ears."""

import re

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from fornya.design.parts import BarsPart, BarsRow, Cell, Column, Option, Row, Stair, Step, Tab, Tile
from tests.design import css, drawn

SAMPLES = {
    "columns": [Column(text="Dag"), Column(text="Läge")],
    "column": Column(text="Dag"),
    "cells": [Cell(text="I dag", names_row=True), Cell(tag="Ny")],
    "rows": [["I dag", "Ny"]],
    "options": [Option(value="a", text="A"), Option(value="b", text="B")],
    "errors": [("#a", "Välj")],
    "links": [("Start", "/")],
    "items": [Tab(text="Nya", href="/")],
    "steps": [Step(text="Skickad")],
    "drawn": [Stair(above="100 %", below="2 000 kr", height=100)],
    "tiles": [
        Tile(lines=("Dalarna",), x=50, y=61, order=1, name="Region Dalarna", says="3 av 4", count=3, href="/")
    ],
    "current": 1,
    "total": 4,
    "value": 1,
    "maximum": 2,
    "number": "018-611 00 00",
    "phone": "018-611 00 00",
}
NASTY = '<b>"Jag"&'
# What a word means to one component alone.
OWN_SAMPLES = {
    "summary_list": {"rows": [Row(key="Till", value="Björken")]},
    "bars": {
        "drawn": [BarsRow(name=NASTY, says=NASTY, parts=[BarsPart(begins=0, width=50, tone="soft")])],
        "legend": [("soft", NASTY)],
    },
}
CALLED = {"prose", "actions", "card", "details", "drawer"}
TEXTS = (
    "text",
    "heading",
    "label",
    "legend",
    "hint",
    "error",
    "name",
    "value",
    "summary",
    "caption",
    "reference",
    "hours",
)


def macro_of(folder, name):
    return getattr(
        drawn.environment().get_template(f"design/components/{folder}/{folder}.jinja").module, name
    )


def arguments(folder, name):
    declared = drawn.macros()[folder, name]
    names = [argument.name for argument in declared.args]
    required = names[: len(names) - len(declared.defaults)]
    given = {name: SAMPLES.get(name, "Exempel") for name in required}
    given |= {name: value for name, value in OWN_SAMPLES.get(folder, {}).items() if name in given}
    return given | ({"caller": lambda *_: Markup("<p>inuti</p>")} if name in CALLED else {})


# These draw nothing until there is a hint, an error, another page or another language; the first four are
# parts of fields, and a piece is part of a picture.
INNER = {"label_of", "legend_of", "notes_of", "described_by", "row_of", "piece"}
QUIET = INNER | {"pager", "language_note"}
every_macro = pytest.mark.parametrize(
    ("folder", "name"), sorted(key for key in drawn.macros() if key[1] not in QUIET)
)


@every_macro
def test_a_macro_draws_with_only_what_it_requires(folder, name):
    assert str(macro_of(folder, name)(**arguments(folder, name))).strip()


@every_macro
def test_a_misspelt_argument_is_an_error(folder, name):
    with pytest.raises(TypeError):
        macro_of(folder, name)(**arguments(folder, name), misspelt="x")


@every_macro
def test_a_missing_argument_is_an_error(folder, name):
    for missing in set(arguments(folder, name)):
        given = arguments(folder, name)
        del given[missing]

        with pytest.raises((UndefinedError, TypeError)):
            str(macro_of(folder, name)(**given))


@every_macro
def test_what_a_macro_is_given_is_escaped(folder, name):
    given = arguments(folder, name)
    declared = {argument.name for argument in drawn.macros()[folder, name].args}
    nasty = {name: NASTY for name in declared.intersection(TEXTS) if isinstance(given.get(name, ""), str)}
    nasty |= {"error": None} if "error" in nasty and "hint" in nasty else {}

    written = str(macro_of(folder, name)(**given | nasty))

    assert "<b>" not in written
    assert '"Jag"' not in written


@pytest.mark.parametrize("component", sorted(path.name for path in css.DESIGN.glob("components/*")))
def test_a_component_has_an_example_and_a_word_about_itself(component):
    folder = css.DESIGN / "components" / component

    assert (folder / "example.jinja").exists()
    assert (folder / f"{component}.jinja").read_text().startswith("{# ")


def test_every_macro_is_handed_on_and_explained():
    ui = set(vars(drawn.environment().get_template("design/ui.jinja").module))
    readme = (css.DESIGN / "README.md").read_text()

    for (_folder, name), macro in drawn.macros().items():
        if name in INNER:
            continue
        assert name in ui
        row = re.search(rf"^\| `{name}` \|(.*)$", readme, re.M)
        assert row, name
        for argument in macro.args:
            assert re.search(rf"\b{argument.name}\b", row[1]), (name, argument.name)


def test_a_field_is_tied_to_its_label_hint_and_error():
    field = drawn.fragment(
        '{{ ui.field_text(name="phone", label="Mobil", hint="Med riktnummer", error="Skriv mer") }}'
    )
    box = field.xpath(".//input")[0]

    assert field.xpath(".//label[@for='phone']")[0].text_content().strip() == "Mobil"
    assert box.get("aria-invalid") == "true"
    told = [
        field.get_element_by_id(part).text_content().strip() for part in box.get("aria-describedby").split()
    ]
    assert told == ["Med riktnummer", "Fel: Skriv mer"]


def test_a_field_without_error_is_not_called_invalid():
    field = drawn.fragment('{{ ui.field_text(name="phone", label="Mobil") }}')

    assert field.xpath(".//input/@aria-invalid | .//input/@aria-describedby") == []


def test_an_error_is_also_told_by_the_first_box_of_a_group():
    for macro in ("field_checks", "field_radios"):
        group = drawn.fragment(
            "{{ ui." + macro + '(name="lines", legend="Vilka?", error="Välj minst ett", options=options) }}',
            options=SAMPLES["options"],
        )
        first, second = group.xpath(".//input")

        assert first.get("id") == "lines"
        assert "lines-error" in first.get("aria-describedby").split()
        assert "lines-error" not in (second.get("aria-describedby") or "").split()


def test_chosen_answers_are_checked_and_no_others():
    group = drawn.fragment(
        '{{ ui.field_checks(name="lines", legend="Vilka?", values=("b",), options=options) }}',
        options=SAMPLES["options"],
    )

    assert group.xpath(".//input[@checked]/@value") == ["b"]


def test_a_question_page_has_its_question_as_heading():
    asked = drawn.fragment('{{ ui.field_text(name="phone", label="Vilket nummer?", heading=true) }}')
    chosen = drawn.fragment('{{ ui.field_radios(name="a", legend="Vilket?", heading=true, options=[]) }}')

    assert asked.xpath("string(.//h1/label[@for='phone'])") == "Vilket nummer?"
    assert chosen.xpath("string(.//fieldset/legend/h1)") == "Vilket?"


def test_text_in_an_area_begins_with_what_the_person_wrote():
    area = drawn.fragment('{{ ui.field_textarea(name="a", label="A", value="\nrad två") }}').xpath(
        ".//textarea"
    )[0]

    assert area.text.lstrip("\n") == "rad två"
    assert area.text.count("\n") <= 2


def test_a_link_that_changes_an_answer_names_it():
    rows = [Row(key="Apotek", value="Vilket som helst", href="/apotek", name="Ändra apotek")]

    link = drawn.fragment("{{ ui.summary_list(rows=rows) }}", rows=rows).xpath(".//a")[0]

    assert link.text_content() == "Ändra"
    assert link.get("aria-label") == "Ändra apotek"
    with pytest.raises(TypeError):
        Row(key="Apotek", value="Vilket som helst", href="/apotek")


@pytest.mark.parametrize(
    ("state", "word"), [("done", "klart"), ("now", "pågår nu"), ("next", "kommer sedan")]
)
def test_a_step_says_its_state_in_words(state, word):
    step = drawn.fragment("{{ ui.timeline(steps=steps) }}", steps=[Step(text="Skickad", state=state)])

    assert word in step.text_content()


def test_a_step_of_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="finished"):
        Step(text="Skickad", state="finished")


def test_a_table_repeats_its_headings_in_every_row_but_reads_them_once():
    table = drawn.fragment(
        "{{ ui.table_responsive(caption='Uttag', columns=columns, rows=rows) }}", **SAMPLES
    )

    assert table.xpath(".//thead//th/text()") == ["Dag", "Läge"]
    labels = table.xpath(".//tbody//*[@class='table__label']")
    assert [label.text for label in labels] == ["Dag", "Läge"]
    assert all(label.get("aria-hidden") == "true" for label in labels)
    assert [(cell.tag, cell.get("scope")) for cell in table.xpath(".//tbody/tr/*")] == [
        ("th", "row"),
        ("td", None),
    ]


def test_a_bar_has_words_and_needs_no_inline_style():
    bar = drawn.fragment(
        '{{ ui.bar(text="2 140 av 3 800", value=2140, maximum=3800, label="Till frikort") }}'
    )

    assert bar.xpath(".//p")[0].text == "2 140 av 3 800"
    assert bar.xpath(".//progress/@value") == ["2140"]
    assert bar.xpath(".//@style") == []


def test_a_phone_number_is_a_link_that_is_never_mirrored():
    link = drawn.fragment('{{ ui.phone_link(number="018-6110000") }}').xpath(".//a")[0]

    assert link.get("href") == "tel:+46186110000"
    assert link.xpath("bdi/@dir") == ["ltr"]


def test_a_medicine_is_neither_translated_nor_broken():
    name = drawn.fragment('{{ ui.medicine(name="Metoprolol Sandoz", strength="50 mg") }}').xpath(".//bdi")[0]

    assert name.get("translate") == "no"
    assert name.text == "Metoprolol Sandoz 50\N{NO-BREAK SPACE}mg"


def test_buttons_that_need_a_script_are_hidden_without_it():
    shown = drawn.fragment(
        '{{ ui.print_button(text="Skriv ut") }}{{ ui.copy_button(text="Kopiera", value="1", done="Klart") }}'
    )

    assert len(shown.xpath(".//button[@hidden and @type='button']")) == 2
