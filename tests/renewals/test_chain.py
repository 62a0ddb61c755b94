"""Each clinic's decisions stand in a chain: one that is taken away, put in or moved is missed."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fornya.renewals.chain import DecisionGone, breaks, heads, link, link_the_rest, read_heads
from tests import make
from tests.committed import as_worker, owner, web, work
from tests.make import BJORKEN, NOW, STRANDGATAN
from tests.threads import at_once

LATER = NOW + timedelta(days=3)
FIRST, SECOND, THIRD = (
    f"(SELECT decision_id FROM renewals_seallink WHERE number = {number} LIMIT 1)" for number in (1, 2, 3)
)
GO = "DELETE FROM renewals_decision WHERE id ="
UNLINK = "DELETE FROM renewals_seallink WHERE number ="
MOVE = "UPDATE renewals_seallink SET number ="


@pytest.fixture
def three(database):
    """Three decisions of one clinic, each with its place."""
    eva = make.staff()
    for _number in range(3):
        make.decided(eva, make.request())
    linked()
    return eva


def linked() -> int:
    with as_worker():
        return link_the_rest(now=NOW)


def found(now=LATER, known=()) -> list[str]:
    with as_worker():
        return [wrong for _clinic, wrong in breaks(now=now, known=known)]


def ends() -> list:
    with as_worker():
        return heads()


def test_each_decision_has_a_place_behind_the_one_before(three):
    rows = owner("SELECT number, previous = '' FROM renewals_seallink ORDER BY number")

    assert rows == [(1, True), (2, False), (3, False)]
    assert found() == []


def test_the_worker_links_what_is_signed_and_nobody_who_signs_waits_for_it(database):
    make.decided(make.staff(), make.request())
    assert owner("SELECT count(*) FROM renewals_seallink") == [(0,)]
    assert "renewal.chain" in {topic for (topic,) in owner("SELECT topic FROM outbox_delivery")}

    work()

    assert owner("SELECT number FROM renewals_seallink") == [(1,)]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (f"{GO} {SECOND}", ["is gone"]),
        (f"UPDATE renewals_decision SET signature = 'x' WHERE id = {SECOND}", ["has another seal"]),
        (
            f"{GO} {SECOND}; {UNLINK} 2",
            ["links before it are gone", "does not follow"],
        ),
        (
            f"{GO} {SECOND}; {UNLINK} 2; {MOVE} 2 WHERE number = 3",
            ["link is not ours", "does not follow"],
        ),
        (
            f"{GO} {FIRST}; {UNLINK} 1",
            ["links before it are gone", "does not follow"],
        ),
        (
            f"{MOVE} 9 WHERE number = 1; {MOVE} 1 WHERE number = 2; {MOVE} 2 WHERE number = 9",
            ["link is not ours", "does not follow", "link is not ours", "does not follow", "does not follow"],
        ),
        (f"{UNLINK} 3", ["has no place"]),
        ("UPDATE renewals_seallink SET signature = 'x' WHERE number = 3", ["link is not ours"]),
    ],
)
def test_what_was_done_behind_our_back_is_missed(three, change, wrong):
    owner(change)

    assert [part in said for part, said in zip(wrong, found(), strict=True)] == [True] * len(wrong)


def test_the_last_one_is_missed_with_the_end_that_was_kept_elsewhere(three):
    kept = read_heads("".join(f"{head}\n" for head in ends()))
    assert found(known=kept) == []

    owner(f"{GO} {THIRD}; {UNLINK} 3")

    assert found() == []
    assert found(known=kept) == ["3: it is not the link that was kept"]


def test_an_end_that_was_kept_holds_when_the_chain_has_grown(three):
    kept = ends()
    make.decided(three, make.request())
    linked()

    assert found(known=kept) == []
    assert [head.number for head in ends()] == [4]


def test_each_clinic_has_a_chain_of_its_own(three):
    signe = make.staff(make.SIGNE, clinic=STRANDGATAN)
    make.decided(signe, make.request(clinic=STRANDGATAN))
    linked()

    assert {(head.clinic, head.number) for head in ends()} == {
        (make.page(BJORKEN).hsa_id, 3),
        (make.page(STRANDGATAN).hsa_id, 1),
    }
    assert found() == []


def test_many_at_once_have_a_place_each(database):
    eva = make.staff()
    for _number in range(6):
        make.decided(eva, make.request())
    ids = [str(key) for (key,) in owner("SELECT id FROM renewals_decision")]

    with as_worker():
        at_once(6, lambda number: link(subject=ids[number], attempt=1, now=NOW))
        link(subject=ids[0], attempt=2, now=NOW)

    assert owner("SELECT number FROM renewals_seallink ORDER BY number") == [(n,) for n in range(1, 7)]
    assert found() == []


def test_a_decision_that_is_gone_before_it_has_a_place_stands_among_the_stuck(database):
    with as_worker(), pytest.raises(DecisionGone):
        link(subject=str(uuid.uuid4()), attempt=1, now=NOW)


def test_one_that_has_just_been_signed_is_not_missed_yet(three):
    make.decided(three, make.request())

    assert (found(now=NOW), len(found())) == ([], 1)


def test_the_command_looks_along_the_chains_and_writes_their_ends(three, tmp_path):
    kept, out = tmp_path / "heads", StringIO()
    with as_worker():
        call_command("verify_decisions", heads=kept, stdout=out)
        call_command("verify_decisions", since=kept, stdout=out)
    assert kept.read_text().startswith(f"{make.page(BJORKEN).hsa_id} 3 ")

    owner(f"{GO} {SECOND}")
    with as_worker(), pytest.raises(CommandError, match="1 faults"):
        call_command("verify_decisions", since=kept, stdout=out)
    assert "is gone" in out.getvalue()
    kept.write_text("nothing of the kind")
    with as_worker(), pytest.raises(CommandError, match="not a file of ends"):
        call_command("verify_decisions", since=kept, stdout=out)


@pytest.mark.parametrize("deed", ["DELETE FROM renewals_seallink", "UPDATE renewals_seallink SET number = 7"])
def test_not_even_the_worker_changes_a_link(three, deed):
    for run in (web, _as_worker):
        with pytest.raises(Exception, match="permission denied"):
            run(deed)


def _as_worker(statement: str) -> None:
    with as_worker():
        web(statement)
