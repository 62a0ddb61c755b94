"""The list of tasks: what is set, what is left, who changed what; and who may not see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.browser import Browser, said
from tests.committed import owner

PLACE = "/personal/installningar"
PAGES = (
    "",
    "/svarstid",
    "/tider",
    "/avgift",
    "/vilka",
    "/fornyas-inte",
    "/fragor",
    "/standardsvar",
    "/oppet",
    "/administratorer",
    "/bemanning",
    "/larm",
)


def tasks(page) -> dict[str, tuple[str, str]]:
    rows = [
        [said(cell) for cell in row.xpath("./th | ./td")] for row in page.tree.xpath("(//table)[1]/tbody/tr")
    ]
    return {row[0].removeprefix("Del "): (row[1], row[2]) for row in rows}


def test_the_list_says_how_each_part_stands(eva):
    found = tasks(eva.get(PLACE))

    assert list(found) == [
        *("Svarstid", "Telefon- och besökstider", "Avgift", "Vilka vi tar emot"),
        *(
            "Det vi inte förnyar på nätet",
            "Egna frågor",
            "Standardsvar",
            "Öppet för förnyelse",
            "Administratörer",
            "Bemanning",
            "Larm",
        ),
    ]
    assert "Klart" in found["Svarstid"][0]
    assert "2 arbetsdagar" in found["Svarstid"][1]
    assert "Att göra" in found["Vilka vi tar emot"][0]
    assert "1 person" in found["Administratörer"][1]


def test_each_part_has_a_page(eva):
    page = eva.get(PLACE)
    links = [link.get("href") for link in page.tree.xpath("(//table)[1]//a")]

    assert {f"{PLACE}{end}" for end in PAGES[1:]} == set(links)
    for link in links:
        assert (eva.get(link).status, eva.get(link).heading) != (404, "")


@pytest.mark.parametrize("end", PAGES)
def test_whoever_is_not_named_is_refused(clinic, end):
    for token in (make.staff_token(), make.staff_token(make.JOHAN)):
        answer = Browser(token).client.get(PLACE + end)
        assert (answer.status_code, "Du kan inte se den här sidan" in answer.content.decode()) == (403, True)


def test_another_clinics_administrator_is_refused_here(clinic):
    make.administrator(clinic=make.EKBACKEN)

    assert Browser(make.staff_token()).get(PLACE).status == 403
    assert Browser(make.staff_token(clinic=make.EKBACKEN)).get(PLACE).status == 200


def test_a_term_that_ends_shuts_the_door_at_the_next_request(eva):
    assert eva.get(PLACE).status == 200

    owner("UPDATE clinics_administrator SET ends_on = %s", make.TODAY - timedelta(days=2))

    assert eva.get(PLACE).status == 403


def test_every_change_is_listed_with_who_and_what(eva):
    page = eva.get(f"{PLACE}/svarstid")
    eva.press(page, "Spara", days="4")

    (change,) = eva.get(PLACE).tree.xpath("(//table)[2]/tbody/tr")

    assert "Eva Läkare" in said(change)
    assert "Svar inom arbetsdagar: 2 → 4" in said(change)


@pytest.mark.parametrize("end", PAGES)
def test_a_page_asks_no_more_than_its_bound(eva, end):
    eva.get(PLACE + end)

    with CaptureQueriesContext(connection) as seen:
        assert eva.get(PLACE + end).status == 200

    # Session, administrator; begin, scope with its log row, the page's own (three for the list), commit.
    bound = {"": 8, "/administratorer": 10, "/bemanning": 10, "/larm": 6}.get(end, 2)
    assert len(seen.captured_queries) <= bound, [each["sql"] for each in seen.captured_queries]
