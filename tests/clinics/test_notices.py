"""Notices of a region: news while they last, put up and taken down by the owner of the tables."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from fornya.clinics import directory, notices
from fornya.clinics.codes import NoticeKind
from fornya.clinics.models import RegionalNotice

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def owned(as_owner, loaded_demo, db):
    directory.forget()
    yield
    directory.forget()


def put_up(**changes) -> int:
    given = {
        "region_code": "03",
        "kind": NoticeKind.INFO,
        "texts": {"sv": "Ny adress för vaccin."},
        "starts_at": NOON,
        "ends_at": NOON + HOUR,
    }
    number = notices.put_up(**given | changes)
    directory.forget()
    return number


def texts(region_code: str, now: datetime) -> list[str]:
    return [notice.texts["sv"] for notice in notices.in_force(region_code, now)]


@pytest.mark.parametrize(
    ("now", "is_news"),
    [
        (NOON - timedelta(seconds=1), False),
        (NOON, True),
        (NOON + HOUR - timedelta(seconds=1), True),
        (NOON + HOUR, False),
    ],
)
def test_a_notice_is_news_from_its_start_until_its_end(owned, now, is_news):
    put_up()

    assert ("Ny adress för vaccin." in texts("03", now)) is is_news


def test_a_notice_is_for_its_own_region_and_one_without_for_all(owned):
    put_up(texts={"sv": "I Uppsala"})
    put_up(texts={"sv": "I hela landet"}, region_code="")

    assert texts("03", NOON) == ["I Uppsala", "I hela landet"]
    assert texts("12", NOON) == ["I hela landet"]
    assert texts("", NOON) == ["I hela landet"]


def test_what_does_not_work_stands_before_what_is_only_news(owned):
    put_up(texts={"sv": "Bra att veta"})
    put_up(texts={"sv": "Ur funktion"}, kind=NoticeKind.WARNING)

    assert texts("03", NOON) == ["Ur funktion", "Bra att veta"]


def test_a_notice_that_is_up_ends_when_it_is_taken_down(owned):
    number = put_up()

    notices.take_down(number, now=NOON + HOUR / 2)
    directory.forget()

    assert texts("03", NOON + HOUR / 4)
    assert not texts("03", NOON + HOUR / 2)


def test_a_notice_that_has_not_begun_is_dropped(owned):
    number = put_up()

    notices.take_down(number, now=NOON - HOUR)

    assert not RegionalNotice.objects.filter(pk=number).exists()


def test_what_is_over_or_never_was_cannot_be_taken_down(owned):
    number = put_up()

    for each in (number, 0):
        with pytest.raises(notices.NoSuchNotice):
            notices.take_down(each, now=NOON + HOUR)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"texts": {"en": "Only in English"}}, "in Swedish"),
        ({"texts": {"sv": "  "}}, "in Swedish"),
        ({"texts": {"sv": "Kort", "en": "x" * 401}}, "en is longer than 400"),
        ({"ends_at": NOON}, "ends after it starts"),
        ({"region_code": "02"}, "'02'"),
    ],
)
def test_a_notice_that_would_be_wrong_is_refused_with_the_reason(owned, changes, reason):
    with pytest.raises(notices.BadNotice, match=reason):
        put_up(**changes)


def test_a_new_notice_gives_the_directory_a_new_mark(owned):
    before = directory.current().mark
    put_up()

    assert directory.current().mark != before


def test_the_web_may_read_notices_and_not_write_them(demo_directory):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        RegionalNotice.objects.update(kind="info")


def test_of_the_demos_two_notices_one_is_news(demo_directory):
    now = timezone.now()

    assert [notice.region_code for notice in demo_directory.notices] == ["20", "21"]
    assert [notice.kind for notice in notices.in_force("20", now)] == ["warning"]
    assert notices.in_force("21", now) == ()
