"""A region's own notices: seen at once, taken down early, nobody else's, and in the log."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.clinics import directory
from fornya.clinics.codes import NoticeKind
from fornya.clinics.notices import NoSuchNotice, in_force
from fornya.clinics.region.notices import board, put_up, take_down
from tests import make
from tests.committed import owner

HOUR = timedelta(hours=1)


def put(region: str, text: str = "Telefonerna ligger nere.", *, starts=-HOUR, ends=HOUR) -> int:
    return put_up(
        region_id=region,
        kind=NoticeKind.WARNING,
        texts={"sv": text},
        starts_at=make.NOW + starts,
        ends_at=make.NOW + ends,
        by=make.staff().actor,
        now=make.NOW,
    )


def shown(region: str) -> list[str]:
    directory.forget()
    return [notice.texts["sv"] for notice in in_force(region, make.NOW)]


def down(region: str, number: int) -> None:
    take_down(region_id=region, notice_id=number, by=make.staff().actor, now=make.NOW)


def test_a_notice_is_seen_in_its_region_and_in_no_other(region):
    put(region)

    assert shown(region) == ["Telefonerna ligger nere."]
    assert "Telefonerna ligger nere." not in shown("20")


def test_one_that_is_up_can_be_ended_early_and_is_kept(region):
    number = put(region)

    down(region, number)

    assert shown(region) == []
    assert owner("SELECT ends_at FROM clinics_regionalnotice WHERE id = %s", number) == [(make.NOW,)]
    with pytest.raises(NoSuchNotice):
        down(region, number)


def test_one_that_waits_is_dropped(region):
    number = put(region, starts=HOUR, ends=2 * HOUR)

    down(region, number)

    assert owner("SELECT count(*) FROM clinics_regionalnotice WHERE id = %s", number) == [(0,)]


def test_another_regions_notice_is_not_found(region):
    number = put(region)

    with pytest.raises(NoSuchNotice):
        down("20", number)

    assert shown(region)


def test_the_log_says_who_put_it_up_and_took_it_down(region):
    down(region, put(region))

    found = board(region_id=region, by=make.staff().actor, now=make.NOW)

    text = "Telefonerna ligger nere."
    assert [(each.by, each.fields) for each in found.changes] == [
        ("Eva Läkare", {"text": (text, None)}),
        ("Eva Läkare", {"text": (None, text)}),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO clinics_regionalnotice (region_id, kind, texts, starts_at, ends_at)"
        " VALUES ('03', 'info', '{{\"sv\": \"x\"}}', now(), now() + interval '1 hour')",
        "INSERT INTO clinics_regionalnotice (kind, texts, starts_at, ends_at)"
        " VALUES ('info', '{{\"sv\": \"x\"}}', now(), now() + interval '1 hour')",
        "UPDATE clinics_regionalnotice SET ends_at = now() WHERE id = {number}",
        "DELETE FROM clinics_regionalnotice WHERE id = {number}",
    ],
)
@pytest.mark.parametrize("scope", ["20", ""])
def test_the_web_writes_notices_of_the_open_region_only(region, scope, statement):
    # Mutant: a trigger that lets rows of the whole country through when no region is open.
    text = statement.format(number=put(region))

    with pytest.raises(ProgrammingError, match="not the one"):
        as_web(scope, text)


def as_web(scope: str, statement: str) -> None:
    """Run a statement as the web does with a region open."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.region', %s, true)", [scope])
        cursor.execute(statement)
