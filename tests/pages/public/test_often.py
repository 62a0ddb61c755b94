"""Searching too often, and searching while nobody can count."""

import re
from time import perf_counter

import pytest
from django.db import OperationalError
from django.utils import timezone

from fornya.limits import count as counting
from fornya.pages.public import often
from fornya.rules.limits import LIMITS, Limited
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
MOST = LIMITS[Limited.SEARCH_BY_ADDRESS].most
FIND, SEARCH = "/hitta-vard", "/sok"


def fill(who: str = "127.0.0.1", *, but: int = 0) -> None:
    for _number in range(MOST - but):
        counting.count((Limited.SEARCH_BY_ADDRESS, who), now=timezone.now())


def test_the_sixty_first_search_in_a_minute_is_told_when_to_come_back(client):
    fill(but=2)

    assert client.get(FIND, {"q": "björken"}).status_code == 200
    assert client.get(SEARCH, {"q": "björken"}).status_code == 200
    page = read(client.get(SEARCH, {"q": "björken & ek"}))

    assert (page.status, page.heading) == (429, "Det blev för många försök")
    assert re.search(r"Försök igen (i morgon, )?klockan \d\d\.\d\d\.", page.text)
    assert 0 < int(page.answer["Retry-After"]) <= 60
    assert page.answer["Cache-Control"] == "no-store"
    # What was typed is kept in the way back.
    assert page.links("Försök igen") == ["/sok?q=bj%C3%B6rken+%26+ek"]


@pytest.mark.parametrize("query", [{}, {"kommun": "Uppsala"}, {"sida": "2", "online": "ja"}, {"q": "  "}])
def test_who_types_nothing_is_not_counted(client, query):
    fill()

    assert client.get(FIND, query).status_code == 200


def test_what_is_near_a_place_is_a_search_too(client):
    fill()

    assert client.get(FIND, {"nara": "uppsala"}).status_code == 429


def test_a_forged_header_makes_nobody_another(client):
    fill()

    assert client.get(SEARCH, {"q": "x"}, HTTP_X_FORWARDED_FOR="203.0.113.66").status_code == 429
    assert client.get(SEARCH, {"q": "x"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_while_the_database_is_away_everybody_may_search(client, monkeypatch):
    asked = []

    def away(*what: object, **_when: object) -> None:
        asked.append(what)
        raise OperationalError("gone")

    monkeypatch.setattr(counting, "count", away)
    monkeypatch.setattr(often, "_searches", counting.Lenient())

    answers = [client.get(FIND, {"q": "björken"}) for _number in range(MOST + 5)]

    assert {answer.status_code for answer in answers} == {200}
    # Asked once: the others do not wait for what does not answer.
    assert len(asked) == 1


@pytest.mark.parametrize("language", ["sv", "sv-simple", "en", "ar", "fi", "so", "fa"])
def test_the_words_are_in_the_readers_language(client, language):
    fill()
    client.cookies["sprak"] = language

    page = read(client.get(SEARCH, {"q": "x"}))

    assert page.status == 429
    assert ("Försök igen" in page.text) is (language in ("sv", "sv-simple"))


def test_counting_is_a_small_part_of_a_search(client, monkeypatch):
    # Each is paired with one just before it that was not counted, so that a busy machine slows both.
    counted, free = _times(client, monkeypatch)

    assert sorted(counted)[len(counted) // 2] < 1.5 * sorted(free)[len(free) // 2]


def _times(client, monkeypatch) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = [], []
    real = often.count_search
    for number in range(50):
        for into, counts in ((times[0], real), (times[1], lambda _request: None)):
            monkeypatch.setattr("fornya.pages.public.find_clinic.views.count_search", counts)
            begun = perf_counter()
            assert (
                client.get(FIND, {"q": "vardcentraln bjorken"}, REMOTE_ADDR=f"192.0.2.{number}").status_code
                == 200
            )
            into.append(perf_counter() - begun)
    return times
