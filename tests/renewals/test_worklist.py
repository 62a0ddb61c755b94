"""The worklist shows the clinic's requests once each, the most urgent first, page by page."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fornya.renewals.answer import answer_question
from fornya.renewals.withdraw import withdraw_request
from fornya.renewals.worklist import PAGE, Only, Shown, for_clinic
from tests import make
from tests.committed import by_hand, owner
from tests.make import NOW, TODAY

BY_STATUS = (Shown.NEW, Shown.OPENED, Shown.PATIENT, Shown.SENDING, Shown.DONE)


def page(by, shown: Shown = Shown.NEW, after: str | None = None):
    return for_clinic(by=by, shown=shown, after=after, today=TODAY, now=NOW)


def all_pages(by, shown: Shown = Shown.NEW) -> list[uuid.UUID]:
    found, after = [], None
    for _page in range(10):
        shown_page = page(by, shown, after)
        found += [row.id for row in shown_page.rows]
        after = shown_page.after
        if after is None:
            return found
    raise AssertionError("the list has no end")


def many(number: int) -> None:
    """Copy the one request there is, each with a day of its own within a week."""
    owner(
        "INSERT INTO renewals_renewalrequest"
        " (id, send_key, sent_at, answer_by, fee_ore, message, own_answers, status, version, patient_id,"
        " clinic_id)"
        " SELECT gen_random_uuid(), gen_random_uuid(), sent_at, answer_by + (n %% 7), fee_ore, message,"
        " own_answers, status, version, patient_id, clinic_id FROM renewals_renewalrequest,"
        " generate_series(1, %s) AS n",
        number - 1,
    )


def test_an_empty_worklist_is_a_page_without_rows(database):
    empty = page(make.staff())

    assert (empty.rows, empty.after) == ((), None)
    assert set(empty.counts.values()) == {0}


def test_a_row_says_who_asks_for_what_by_when(database):
    patient, eva = make.patient(name="Berit Skottdag"), make.staff()
    request_id = make.request(patient, [make.choice("Levaxin", strength="100 mikrogram"), make.choice()])

    (row,) = page(eva).rows

    assert (row.id, row.patient_name, row.birth_year) == (
        request_id,
        "Berit Skottdag",
        patient.birth_date.year,
    )
    assert row.medicines == ("Levaxin 100 mikrogram", "Metoprolol Sandoz 50 mg")
    assert (row.answer_by, row.is_late, row.taken_by) == (TODAY + timedelta(days=2), False, None)


def test_the_most_urgent_comes_first_and_late_is_said(database):
    eva = make.staff()
    days = {make.request(answer_by=TODAY + timedelta(days=day)): day for day in (3, -1, 0)}

    rows = page(eva).rows

    assert [days[row.id] for row in rows] == [-1, 0, 3]
    assert [row.is_late for row in rows] == [True, False, False]


@pytest.mark.parametrize("number", [1, PAGE, PAGE + 1, 60])
def test_pages_follow_each_other_without_gaps_or_repeats(database, number):
    eva = make.staff()
    make.request()
    many(number)

    found = all_pages(eva)

    wanted = owner("SELECT id FROM renewals_renewalrequest ORDER BY answer_by, id")
    assert found == [request_id for (request_id,) in wanted]


def test_what_ended_at_the_same_moment_is_not_lost_between_pages(database):
    # Mutant: a keyset whose directions differ from the order's.
    eva = make.staff()
    make.request()
    many(60)
    by_hand("UPDATE renewals_renewalrequest SET status = 'declined', ended_at = now()")
    by_hand(
        "UPDATE renewals_renewalrequest SET ended_at = now() - interval '1 day'"
        " WHERE id IN (SELECT id FROM renewals_renewalrequest LIMIT 20)"
    )

    found = all_pages(eva, Shown.DONE)

    newest_first = owner("SELECT id FROM renewals_renewalrequest ORDER BY ended_at DESC, id DESC")
    assert found == [request_id for (request_id,) in newest_first]


def test_something_new_between_two_pages_moves_nothing(database):
    eva = make.staff()
    make.request()
    many(PAGE + 5)
    first = page(eva)

    make.request(answer_by=TODAY - timedelta(days=5))
    second = page(eva, after=first.after)

    assert len(second.rows) == 5
    assert {row.id for row in first.rows}.isdisjoint(row.id for row in second.rows)


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "_",
        "2026-11-23",
        "2026-11-23_x",
        "0000-00-00_00000000-0000-0000-0000-000000000000",
        "'; DROP",
    ],
)
@pytest.mark.parametrize("shown", [Shown.NEW, Shown.FRONT, Shown.DONE])
def test_a_place_that_nobody_gave_is_the_first_page(database, shown, after):
    make.request()

    assert len(page(make.staff(), shown, after).rows) == (shown is Shown.NEW)


def test_each_request_is_in_the_part_of_its_status(database):
    eva = make.staff()
    patient = make.patient()
    new = make.request()
    opened = make.taken(eva, make.request()).id
    asked = make.taken(eva, make.request(patient))
    make.decide(eva, asked, make.question(asked.lines[0].id))
    sending = make.decided(eva, make.request()).id
    refused = make.taken(eva, make.request())
    make.decide(eva, refused, make.refusal(refused.lines[0].id))

    found = {shown: [row.id for row in page(eva, shown).rows] for shown in BY_STATUS}

    assert found == {
        Shown.NEW: [new],
        Shown.OPENED: [opened],
        Shown.PATIENT: [asked.id],
        Shown.SENDING: [sending],
        Shown.DONE: [refused.id],
    }
    assert [page(eva).counts[shown] for shown in BY_STATUS[:4]] == [1, 1, 1, 1]
    answer_question(
        question_id=owner("SELECT id FROM renewals_question")[0][0], answer="ja", patient=patient, now=NOW
    )
    assert page(eva).counts[Shown.OPENED] == 2


def test_a_withdrawn_request_is_done(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)

    withdraw_request(request_id=request_id, patient=patient, now=NOW)

    assert (page(eva).rows, [row.id for row in page(eva, Shown.DONE).rows]) == ((), [request_id])


ALL_IN = {
    Shown.NEW: "status = 'sent'",
    Shown.FRONT: "at_front_from = answer_by - 9",
    Shown.LATE: "answer_by = answer_by - 9",
    Shown.MINE: "taken_by_id = {me}, taken_at = sent_at",
    Shown.OPENED: "status = 'opened'",
    Shown.PATIENT: "status = 'question'",
    Shown.SENDING: "status = 'writing'",
    Shown.DONE: "status = 'declined', ended_at = sent_at",
}


@pytest.mark.parametrize("shown", Shown)
def test_a_page_reads_its_own_rows_and_no_more_however_many_there_are(database, shown):
    # Mutant: reading the table instead of the view, whose wall has an OR.
    eva = make.staff()
    make.request()
    many(400)
    by_hand(f"UPDATE renewals_renewalrequest SET {ALL_IN[shown].format(me=eva.staff_id)}")
    owner("ANALYZE renewals_renewalrequest")
    with CaptureQueriesContext(connection) as seen:
        page(eva, shown)
    statement = next(each["sql"] for each in seen.captured_queries if "WITH page" in each["sql"])

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.clinic', %s, true)", [str(eva.clinic_id)])
        # 400 rows would do with either, 100,000 would not.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        nodes = list(walked(cursor.fetchone()[0][0]["Plan"]))

    # How the counts are read is the planner's choice; the page must not grow with the list.
    page_of = next(node for node in nodes if node["Node Type"] == "Limit")
    read = [node for node in walked(page_of) if node.get("Index Name", "").startswith("worklist_")]
    assert [(node["Node Type"], node["Actual Rows"]) for node in read] == [("Index Scan", PAGE + 1)]


def walked(node: dict) -> Iterator[dict]:
    """Go through a plan, from the top."""
    yield node
    for below in node.get("Plans", ()):
        yield from walked(below)


def test_another_clinics_requests_are_in_none(database):
    make.request(clinic=make.BJORKEN)
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    assert {page(signe, shown).rows for shown in Shown} == {()}
    assert set(page(signe).counts.values()) == {0}


def test_who_has_taken_it_is_named(database):
    make.taken(make.staff(), make.request())

    (row,) = page(make.staff(make.JOHAN), Shown.OPENED).rows

    assert row.taken_by == "Eva Läkare"


CRITICAL = {"atc": "A10AB05", "monitoring_group": None}


def days_left(days: int | None) -> dict[str, str | None]:
    return {"run_out": None if days is None else (TODAY + timedelta(days=days)).isoformat()}


def test_what_is_about_to_run_out_is_at_the_front_the_most_pressing_first(database):
    # Mutant: a life-critical medicine by its days alone; then the insulin for 60 days is in no part but New.
    eva = make.staff()
    asked = {
        "later": make.request(None, [make.choice(**days_left(8))]),
        "soon": make.request(None, [make.choice(**days_left(7)), make.choice(**days_left(90))]),
        "gone": make.request(None, [make.choice(**days_left(-2))]),
        "insulin": make.request(None, [make.choice(**CRITICAL, **days_left(60))]),
        "insulin, unknown": make.request(None, [make.choice(**CRITICAL, **days_left(None))]),
        "cream": make.request(None, [make.choice(atc="D07AC01", **days_left(None))]),
    }
    names = {request_id: name for name, request_id in asked.items()}

    front = page(eva, Shown.FRONT)

    found = [names[row.id] for row in front.rows]
    assert found[:2] == ["gone", "insulin, unknown"]
    assert set(found[2:]) == {"soon", "insulin"}
    assert front.counts[Shown.FRONT] == 4
    assert {names[row.id] for row in front.rows if row.is_critical} == {"insulin", "insulin, unknown"}


def test_a_medicine_written_by_hand_is_at_the_front(database):
    sender = make.patient()
    by_hand = [{"id": "h1", "name": "Levaxin", "strength": "", "why": "Sköldkörteln"}]
    send_key = make.draft(sender, [], by_hand=by_hand)
    request_id = make.send(sender, send_key)

    assert [row.id for row in page(make.staff(), Shown.FRONT).rows] == [request_id]


def test_mine_are_those_that_wait_for_me(database):
    eva, johan = make.staff(), make.staff(make.JOHAN)
    mine, theirs = make.taken(eva, make.request()).id, make.taken(johan, make.request()).id
    asked = make.taken(eva, make.request())
    make.decide(eva, asked, make.question(asked.lines[0].id))

    assert [row.id for row in page(eva, Shown.MINE).rows] == [mine]
    assert [row.id for row in page(johan, Shown.MINE).rows] == [theirs]
    assert (page(eva).counts[Shown.MINE], page(johan).counts[Shown.MINE]) == (1, 1)


def test_late_is_what_the_clinic_should_have_answered(database):
    # Mutant: counting what waits for the patient, while whose clock stands still.
    eva, yesterday = make.staff(), TODAY - timedelta(days=1)
    late = make.request(answer_by=yesterday)
    opened = make.taken(eva, make.request(answer_by=yesterday)).id
    asked = make.taken(eva, make.request(answer_by=yesterday))
    make.decide(eva, asked, make.question(asked.lines[0].id))
    make.request(answer_by=TODAY)

    found = page(eva, Shown.LATE)

    assert {row.id for row in found.rows} == {late, opened}
    assert found.counts[Shown.LATE] == 2
    assert [row.is_late for row in page(eva, Shown.PATIENT).rows] == [False]


def test_the_list_can_be_narrowed(database):
    patient, eva = make.patient(), make.staff()
    today = make.request(answer_by=TODAY)
    critical = make.request(None, [make.choice(**CRITICAL)])
    asked = make.taken(eva, make.request(patient))
    make.decide(eva, asked, make.question(asked.lines[0].id))
    ((question_id,),) = owner("SELECT id FROM renewals_question")
    answer_question(question_id=question_id, answer="ja", patient=patient, now=NOW)

    def narrowed(shown, *only):
        rows = for_clinic(by=eva, shown=shown, after=None, only=only, today=TODAY, now=NOW).rows
        return [row.id for row in rows]

    assert narrowed(Shown.NEW, Only.DUE) == [today]
    assert narrowed(Shown.NEW, Only.CRITICAL) == [critical]
    assert narrowed(Shown.NEW, Only.DUE, Only.CRITICAL) == []
    assert narrowed(Shown.OPENED, Only.ANSWERED) == [asked.id]
    assert narrowed(Shown.NEW, Only.ANSWERED) == []


def test_the_counts_are_those_of_the_list_however_long_it_is(database):
    eva = make.staff()
    make.request(None, [make.choice(**CRITICAL)])
    many(3000)
    by_hand(
        "UPDATE renewals_renewalrequest SET status = (ARRAY['sent', 'opened', 'question', 'writing'])"
        "[1 + abs(hashtext(id::text)) % 4], at_front_from = current_date - abs(hashtext(id::text)) % 3"
    )
    owner(
        "UPDATE renewals_renewalrequest SET taken_by_id = %s, taken_at = now() WHERE status <> 'sent'",
        eva.staff_id,
    )
    ((sent, opened, late),) = owner(
        "SELECT count(*) FILTER (WHERE status = 'sent'), count(*) FILTER (WHERE status = 'opened'),"
        " count(*) FILTER (WHERE answer_by < %s AND status <> 'question') FROM renewals_renewalrequest",
        TODAY + timedelta(days=4),
    )

    found = for_clinic(by=eva, shown=Shown.NEW, after=None, today=TODAY + timedelta(days=4), now=NOW)

    assert [found.counts[each] for each in (Shown.NEW, Shown.OPENED, Shown.MINE, Shown.LATE)] == [
        sent,
        opened,
        opened,
        late,
    ]
    assert found.counts[Shown.FRONT] == sent + opened == sum(found.due.values())
