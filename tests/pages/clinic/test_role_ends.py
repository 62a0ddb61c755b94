"""A page that stands open when a role ends: nothing more is read in it, and nothing is signed."""

from tests import make
from tests.browser import Browser
from tests.committed import owner


def test_the_next_page_is_the_way_in_and_a_page_that_was_open_signs_nothing(database):
    token, request_id = make.staff_token(), make.request()
    eva = Browser(token)
    page = eva.press(eva.get(f"/personal/arende/{request_id}"), "Börja bedöma")
    assert page.status == 200

    owner("UPDATE people_staff SET assigned = '[]'")

    answer = eva.send(page, "Signera och skicka")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/personal/logga-in")
    assert eva.client.get("/personal")["Location"].partition("?")[0] == "/personal/logga-in"
    assert owner("SELECT count(*) FROM renewals_decision") == [(0,)]


def test_a_code_that_is_withdrawn_while_the_form_is_open_signs_nothing(database):
    eva = Browser(make.staff_token())
    page = eva.press(eva.get(f"/personal/arende/{make.request()}"), "Börja bedöma")
    (field,) = page.tree.xpath("//input[@value='renew']/@name")

    owner("UPDATE people_staff SET prescriber_code = ''")

    shown = eva.press(page, "Signera och skicka", **{field: "renew"})
    assert (shown.status, "Bara den som får förskriva kan besluta" in shown.text) == (422, True)
    assert owner("SELECT count(*) FROM renewals_decision") == [(0,)]
