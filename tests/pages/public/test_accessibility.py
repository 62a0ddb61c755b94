"""The accessibility statement has all that the law asks for, and is not old."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import pytest
from django.utils import timezone

from fornya.pages.public.accessibility import results
from fornya.pages.public.accessibility.statement import read as read_statement
from fornya.pages.public.accessibility.statement import statement
from fornya.pages.public.accessibility.views import CHECK
from tests.gates import results as gates
from tests.gates.pages import every_sheet
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
PARTS = (
    *("actor", "service", "conformity", "shortcomings", "assessed", "updated"),
    *("method", "report", "authority", "burdensome", "outside"),
)
A_YEAR = timedelta(days=365)


def data() -> dict[str, object]:
    file = files("fornya.pages.public.accessibility").joinpath("statement.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS)
def test_the_statement_has_all_eleven_parts(client, part):
    page = read(client.get("/tillganglighet"))
    (found,) = page.tree.xpath(f'//main//*[@data-part="{part}"]')

    assert found.text_content().strip()


def test_the_statement_has_eleven_parts_and_names_its_operator(client, settings):
    assert len(PARTS) == 11
    assert settings.OPERATOR in read(client.get("/tillganglighet")).text


def test_the_assessment_is_at_most_a_year_old():
    today = timezone.localdate()

    assert today - A_YEAR <= statement().assessed_on <= statement().updated_on <= today + timedelta(days=1)


@pytest.mark.parametrize("part", sorted(data()))
def test_a_file_that_lacks_a_part_is_refused(part):
    lacking = {name: value for name, value in data().items() if name != part}
    if part == "shortcomings":
        assert read_statement(lacking | {part: []}).shortcomings == ()
        lacking[part] = "none"

    with pytest.raises((TypeError, ValueError)):
        read_statement(lacking)


@pytest.mark.parametrize("language", ["sv", "sv-simple", "en"])
def test_a_text_that_lacks_a_language_is_refused(language):
    lacking = data()
    del lacking["method_details"][language]

    with pytest.raises(ValueError, match="not in every language"):
        read_statement(lacking)


def test_its_own_texts_are_read_in_english_and_otherwise_marked_as_swedish(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = read(client.get("/tillganglighet"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"
    finnish = read(client.get("/tillganglighet"))

    assert not english.tree.xpath('//main//*[@lang="sv"]')
    assert "There are no films in Swedish Sign Language." in english.text
    assert "Det finns inga filmer på svenskt teckenspråk." in [
        each.text_content() for each in finnish.tree.xpath('//main//*[@lang="sv"]')
    ]


def test_an_unknown_degree_is_refused():
    with pytest.raises(ValueError, match="mostly"):
        read_statement(data() | {"conformity": "mostly"})


def test_a_fault_is_reported_through_the_form_with_its_topic_chosen(client):
    page = read(client.get("/tillganglighet"))
    (href,) = page.links("Anmäl en brist")
    form = read(client.get(href))

    assert form.tree.xpath('//input[@name="topic"][@checked]/@value') == ["accessibility"]


def test_the_days_are_those_of_the_file(client):
    assert statement().assessed_on == date.fromisoformat(str(data()["assessed_on"]))
    assert "Senaste bedömningen gjordes" in read(client.get("/tillganglighet")).text


def test_the_results_are_of_the_gates_that_there_are():
    known = results.results()
    sheets = every_sheet()

    assert [str(check) for check in known.checks] == gates.checks() == sorted(results.Check)
    assert list(known.templates) == sorted({sheet.template for sheet in sheets})
    assert list(known.languages) == sorted({sheet.language for sheet in sheets})


def test_the_results_are_at_most_a_year_old():
    today = timezone.localdate()

    assert today - A_YEAR <= results.results().tried_on <= today + timedelta(days=1)


def test_the_page_tells_what_was_tried_and_when(client):
    known = results.results()
    (told,) = read(client.get("/tillganglighet")).tree.xpath("//*[@data-results]")

    assert [" ".join(each.text_content().split()) for each in told.xpath(".//li")] == [
        CHECK[check] for check in known.checks
    ]
    assert f"{known.pages} sidor" in told.text_content()
    assert all(tool in told.text_content() for tool in known.tools)


def test_results_of_a_gate_that_nobody_knows_are_refused():
    text = files("fornya.pages.public.accessibility").joinpath("results.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)

    with pytest.raises(ValueError, match="smell"):
        results.read(data | {"checks": ["smell"]})
    with pytest.raises(TypeError):
        results.read({name: value for name, value in data.items() if name != "tried_on"})


def test_the_gates_write_what_the_statement_reads():
    text = gates.written("2026-11-23", [("start", "sv"), ("start", "en"), ("about", "sv")])

    found = results.read(tomllib.loads(text))

    assert (found.pages, found.languages, found.templates) == (3, ("en", "sv"), ("about", "start"))
    assert found.tools[0].startswith("axe ")
