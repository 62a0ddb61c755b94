"""In front of Django: a page is given again only to who would have been given the same."""

import gzip
import re
from collections.abc import Iterator

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from fornya.config.memory.front import FromMemory
from fornya.config.memory.page import takes_gzip
from fornya.config.memory.shelf import Shelf
from fornya.config.wsgi import with_files
from fornya.pages.public.fresh import KEPT, Kept
from tests.clinics.demo_directory import demo_directory, loaded_demo
from tests.wsgi import Answer, ask

__all__ = ["demo_directory", "loaded_demo"]
pytestmark = pytest.mark.usefixtures("demo_directory")

CLINIC = "/mottagning/bjorkens-vardcentral"
ARTICLE = "/artiklar/fornya-recept-pa-natet"
# What stands for the parts of an address, by the view's name or else by the part's.
PARTS = {
    "article": "fornya-recept-pa-natet",
    "theme": "sa-fungerar-varden",
    "slug": "bjorkens-vardcentral",
    "reference": "ABCD-2345",
    "name": "Uppsala",
}
# What is counted is asked of the database, and tried where there is one, in
# tests/pages/public/test_open_data.py.
COUNTED = {"open_data", "open_csv", "open_json"}
PART = re.compile(r"<\w+:(\w+)>")
QUERIES = ("/avgifter?ordning=kostnad", "/hitta-vard?region=03&sida=2", f"{ARTICLE}?sprak=en")


def kept_addresses(resolver: URLResolver) -> Iterator[str]:
    """Give an address of every view whose pages are kept and drawn from the directory."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from kept_addresses(entry)
        elif hasattr(entry.callback, "is_kept") and entry.name not in COUNTED:
            own = PARTS.get(entry.name or "")
            yield "/" + PART.sub(lambda part, own=own: own or PARTS[part[1]], str(entry.pattern))


KEPT_ADDRESSES = (*kept_addresses(get_resolver()), *QUERIES)
# What a browser may send that no public page minds.
OTHERS = f"fornya-session=abc; fornya-csrf={'b' * 32}; fornya-device=1; something=else"
GZIP = {"accept_encoding": "gzip, deflate, br, zstd"}


class Service:
    """The real pages behind a shelf; counts how often one has to be drawn."""

    def __init__(self, behind=None) -> None:
        self.behind = behind or get_wsgi_application()
        self.drawn = 0
        # Always the same minute.
        self.shelf = Shelf(clock=lambda: 60.0)
        self.shelf.open()
        self.application = FromMemory(self._draw, self.shelf, listen=lambda: None)

    def _draw(self, environ, start):
        self.drawn += 1
        return self.behind(environ, start)

    def ask(self, address: str, **more: str) -> Answer:
        return ask(self.application, address, **more)


@pytest.fixture
def service():
    return Service()


def behind(answer: HttpResponse):
    """Give an application that answers this, said to be kept by its view."""

    def application(_environ, start):
        answer.kept = Kept(in_memory=True, by_region=False)
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in answer.cookies.values()]
        start(f"{answer.status_code} {answer.reason_phrase}", [*answer.items(), *cookies])
        return answer

    return application


def words(answer: Answer) -> str:
    """Give the words of the policy in one order; they come in any."""
    return " ".join(sorted(answer.headers["content-security-policy"].replace(";", " ").split()))


@pytest.mark.parametrize("address", KEPT_ADDRESSES)
def test_a_public_page_is_drawn_once_and_is_the_same_for_everyone(service, address):
    another = {
        "cookie": OTHERS,
        "user_agent": "another",
        "accept_language": "ar",
        "referer": "http://127.0.0.1:8000/mina",
        "host": "localhost:8000",
    }

    first = service.ask(address)
    given = service.ask(address, **another)
    drawn_for_them = ask(service.behind, address, **another)

    assert first.status == 200
    assert given == first
    assert service.drawn == 1
    assert drawn_for_them.body == first.body
    assert words(drawn_for_them) == words(first)
    assert "set-cookie" not in drawn_for_them.headers


def test_each_language_has_its_own(service):
    swedish = service.ask(CLINIC)

    arabic = service.ask(CLINIC, cookie="sprak=ar")

    assert (swedish.headers["content-language"], arabic.headers["content-language"]) == ("sv", "ar")
    assert swedish.headers["etag"] != arabic.headers["etag"]
    assert service.ask(CLINIC, cookie="sprak=xx") == swedish
    assert service.ask(CLINIC, cookie="sprak=ar") == arabic
    assert service.drawn == 2


@pytest.mark.parametrize(
    "cookie", ["sprak=en; sprak=ar", 'sprak="ar"', " sprak = ar ", "sprak=ar\xa0", "x; sprak=ar"]
)
def test_an_odd_cookie_is_read_as_django_reads_it(service, cookie):
    asked_oddly = service.ask(CLINIC, cookie=cookie)

    language = asked_oddly.headers["content-language"]

    assert service.ask(CLINIC, cookie=f"sprak={language}") == asked_oddly
    assert service.drawn == 1


def test_a_page_that_minds_the_region_is_another_in_each_and_the_rest_are_not(service):
    pages = [service.ask("/avgifter", cookie=f"region={code}") for code in ("03", "20", "", "no", "none")]

    assert len({page.headers["etag"] for page in pages}) == 3
    assert [service.ask("/om", cookie=f"region={code}").status for code in ("03", "20")] == [200, 200]
    assert service.drawn == 4 + 1


@pytest.mark.parametrize(
    "address",
    ["/om?utm_source=x", f"{CLINIC}?q=a", "/hitta-vard?q=lund", "/hitta-vard?nara=lund", "/sok?q=feber"],
)
def test_an_address_of_endlessly_many_is_drawn_each_time(service, address):
    first, second = service.ask(address), service.ask(address)

    assert first == second
    assert "etag" in first.headers
    assert service.drawn == 2


def test_an_address_that_is_too_long_is_djangos(service):
    service.ask(f"/hitta-vard?region={'0' * 400}")

    assert service.drawn == 1
    assert service.ask(f"/hitta-vard?region={'0' * 400}").status == 200
    assert service.drawn == 2


@pytest.mark.parametrize(
    "address", ["/finns-inte", "/mottagning/ingen", "/region", "/support/skriv", "/mina"]
)
def test_what_is_no_public_page_is_never_kept(service, address):
    first, second = service.ask(address), service.ask(address)

    assert first.status == second.status
    assert service.drawn == 2


def test_who_has_the_page_gets_an_empty_answer_that_says_the_same(service):
    whole = service.ask(CLINIC)

    for _ in range(2):
        again = service.ask(CLINIC, if_none_match=whole.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert again.headers == {
            name: value
            for name, value in whole.headers.items()
            if name not in ("content-type", "content-length")
        }
    assert {"etag", "vary", "cache-control", "content-security-policy"} <= again.headers.keys()


@pytest.mark.parametrize(
    ("known", "status"),
    [("*", 304), ('"x", {tag}', 304), ("W/{tag}", 304), ('"x"', 200), ("{bare}", 200), ("nonsense", 200)],
)
def test_tags_are_compared_as_the_standard_says(service, known, status):
    tag = service.ask(CLINIC).headers["etag"]

    assert service.ask(CLINIC, if_none_match=known.format(tag=tag, bare=tag.strip('"'))).status == status


def test_a_page_keeps_its_tag_as_long_as_it_is_drawn_alike(service):
    before = service.ask(CLINIC)
    service.shelf.shut()
    service.shelf.open()

    assert service.ask(CLINIC).headers["etag"] == before.headers["etag"]
    assert service.drawn == 2


def test_who_takes_it_packed_gets_the_same_page_packed(service):
    plain = service.ask(CLINIC)

    packed = service.ask(CLINIC, **GZIP)

    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) == int(packed.headers["content-length"]) < len(plain.body) / 3
    assert len(plain.body) == int(plain.headers["content-length"])
    assert plain.headers["vary"] == packed.headers["vary"] == "Cookie, Accept-Encoding"
    assert service.drawn == 1


def test_a_tag_of_one_encoding_is_not_that_of_the_other(service):
    plain, packed = service.ask(CLINIC), service.ask(CLINIC, **GZIP)

    assert service.ask(CLINIC, if_none_match=plain.headers["etag"], **GZIP).status == 200
    assert service.ask(CLINIC, if_none_match=packed.headers["etag"], **GZIP).status == 304


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("br, gzip; q=1.0", True),
        ("*", True),
        ("", False),
        ("br, zstd", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("x-gzip", False),
    ],
)
def test_who_takes_it_packed_is_read_from_what_they_accept(accepted, takes):
    assert takes_gzip(accepted) is takes


@pytest.mark.parametrize("kept", [False, True])
def test_who_asks_for_the_head_gets_the_pages_head(service, kept):
    if kept:
        service.ask(CLINIC)

    head = service.ask(CLINIC, method="HEAD")

    whole = service.ask(CLINIC)
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)
    assert len(whole.body) > 1000


def test_a_form_is_never_answered_from_memory(service):
    service.ask(CLINIC)

    assert service.ask(CLINIC, method="POST").status == 403
    assert service.drawn == 2


def test_a_name_that_is_not_ours_is_refused_also_when_the_page_is_kept(service):
    service.ask(CLINIC)

    assert service.ask(CLINIC, host="evil.example").status == 400
    assert service.ask(CLINIC, host="localhost:8000").status == 200
    assert service.drawn == 2


def test_a_file_passes_by_and_is_not_kept():
    name = next(url for url in with_files.files if url.endswith(".css"))
    service = Service(with_files)

    first, second = service.ask(name), service.ask(name)

    assert first == second
    assert (first.status, first.headers["content-type"]) == (200, 'text/css; charset="utf-8"')
    assert len(first.body) == int(first.headers["content-length"]) > 1000
    assert service.drawn == 2


def test_a_page_for_one_reader_is_not_kept_whatever_its_view_says():
    private = HttpResponse("x", headers={"Cache-Control": "private"})
    with_cookie = HttpResponse("x", headers={"Cache-Control": KEPT})
    with_cookie.set_cookie("a", "b")
    failed = HttpResponse("x", headers={"Cache-Control": KEPT}, status=503)

    for answer in (private, with_cookie, failed):
        service = Service(behind(answer))
        assert [service.ask("/x").body for _ in range(2)] == [b"x", b"x"]
        assert service.drawn == 2


def test_nothing_is_kept_while_the_shelf_is_shut_but_pages_are_whole(service):
    service.shelf.shut()

    first, second = service.ask(CLINIC), service.ask(CLINIC)

    assert first == second
    assert service.ask(CLINIC, if_none_match=first.headers["etag"]).status == 304
    assert service.drawn == 3
