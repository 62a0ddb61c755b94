"""What is too old, too large or sent in the wrong way gets its plain page, and changes nothing."""

import pytest

from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.pages.public.reading import read

STANDS = "SELECT status, version FROM renewals_renewalrequest"


@pytest.fixture
def scene(database):
    eva = Browser(make.staff_token())
    return eva, f"/personal/arende/{make.request()}"


def test_a_form_without_its_key_changes_nothing(scene):
    eva, path = scene

    page = read(eva.client.post(f"{path}/borja"))

    assert (page.status, page.heading) == (403, "Sidan var för gammal för att skickas")
    assert owner(STANDS) == [("sent", 1)]


def test_another_browsers_key_changes_nothing(scene):
    eva, path = scene
    other = Browser(make.staff_token())
    key = other.get(path).tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    eva.get(path)

    page = read(eva.client.post(f"{path}/borja", {"csrfmiddlewaretoken": key}))

    assert (page.status, owner(STANDS)) == (403, [("sent", 1)])


@pytest.mark.parametrize("size", [65 * 1024, 1024 * 1024])
def test_more_than_anybody_needs_is_not_read(scene, size):
    eva, path = scene
    key = eva.get(path).tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]

    page = read(eva.client.post(f"{path}/borja", {"csrfmiddlewaretoken": key, "x": "a" * size}))
    plain = read(
        eva.client.post(
            f"{path}/borja",
            f"csrfmiddlewaretoken={key}&x={'a' * size}",
            content_type="application/x-www-form-urlencoded",
        )
    )

    for answer in (page, plain):
        assert (answer.status, answer.heading) == (413, "Texten är för lång")
    assert owner(STANDS) == [("sent", 1)]


def test_more_fields_than_a_form_has_is_answered_plainly(scene):
    eva, path = scene
    key = eva.get(path).tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    many = {f"f{number}": "" for number in range(301)}

    page = read(eva.client.post(f"{path}/borja", {"csrfmiddlewaretoken": key} | many))

    assert page.status in (400, 413)
    assert page.heading in ("Vi förstod inte adressen", "Texten är för lång")
    assert owner(STANDS) == [("sent", 1)]


@pytest.mark.parametrize(
    ("method", "end"), [("get", "/borja"), ("get", "/beslut"), ("put", ""), ("delete", "")]
)
def test_a_page_asked_in_a_way_it_does_not_take_says_so(scene, method, end):
    eva, path = scene
    key = eva.get(path).tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]

    page = read(getattr(eva.client, method)(path + end, headers={"X-CSRFToken": key}))

    assert (page.status, page.heading) == (405, "Sidan kan inte ta emot det här")
    assert page.answer["Allow"]
    assert owner(STANDS) == [("sent", 1)]


@pytest.mark.parametrize("end", ["", "/borja", "/beslut"])
def test_a_patient_may_do_nothing_here(scene, end):
    _eva, path = scene
    patient = Browser(make.patient_token())
    patient.client.handler.enforce_csrf_checks = False

    answer = patient.client.post(path + end) if end else patient.client.get(path)

    assert (answer.status_code, owner(STANDS)) == (403, [("sent", 1)])


def test_a_file_is_not_taken(scene):
    eva, path = scene
    eva.client.handler.enforce_csrf_checks = False
    from_disk = (b"x" * 200_000).decode()

    answer = eva.client.post(
        f"{path}/borja",
        f'--b\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\n{from_disk}\r\n--b--\r\n',
        content_type="multipart/form-data; boundary=b",
    )

    assert answer.status_code in (302, 400, 413)
    assert not answer.wsgi_request.FILES
