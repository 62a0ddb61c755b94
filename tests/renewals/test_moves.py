"""The database itself refuses each move that the table does not have, whoever tries it."""

from itertools import pairwise, permutations, product

import pytest
from django.db import IntegrityError, connection
from psycopg.errors import CheckViolation

from fornya.audit.scope import opened
from fornya.rules.renewal_states import ENDED, MOVES, LineState, RequestStatus, request_status
from tests import make
from tests.committed import as_worker, by_hand, owner

LINE, REQUEST = "renewals_renewalline", "renewals_renewalrequest"
AFTER = {
    state: {state} | {to for (before, _event), (to, _who) in MOVES.items() if before is state}
    for state in LineState
}
# The way to each state from the first, each step one of the table's.
ROADS = {
    "sent": ["sent"],
    "withdrawn": ["sent", "withdrawn"],
    "opened": ["sent", "opened"],
    "question": ["sent", "opened", "question"],
    "writing": ["sent", "opened", "writing"],
    "meet": ["sent", "opened", "meet"],
    "declined": ["sent", "opened", "declined"],
    "renewed": ["sent", "opened", "writing", "renewed"],
    "renewed_changed": ["sent", "opened", "writing", "renewed_changed"],
    "store_refused": ["sent", "opened", "writing", "store_refused"],
    "partly": ["sent", "opened", "partly"],
}


def has(function: str, values) -> dict:
    """Ask a function of the database about each of the values."""
    found = {}
    for each in values:
        places = ", ".join(["%s"] * len(each))
        found[each] = owner(f"SELECT {function}({places})", *each)[0][0]
    return found


def request_moves() -> set[tuple[RequestStatus, RequestStatus]]:
    """Give what a status can become: all that up to three lines can do; unread is all or none of them."""
    seen = {(LineState.SENT,) * number for number in (1, 2, 3)}
    left, moves = list(seen), set()
    while left:
        lines = left.pop()
        for each in product(*(AFTER[line] for line in lines)):
            together = LineState.SENT not in {*lines, *each} or len(set(each)) == len(set(lines)) == 1
            to = tuple(sorted(each))
            if together and to != lines:
                moves.add((request_status(lines), request_status(to)))
                left += [to] if to not in seen else []
                seen.add(to)
    return {(before, to) for before, to in moves if before is not to}


def test_the_databases_table_of_a_medicine_is_the_rules(database):
    asked = has("renewals_line_may_become", permutations(LineState, 2))

    assert {pair for pair, may in asked.items() if may} == {
        (state, to) for state, tos in AFTER.items() for to in tos - {state}
    }
    ended = has("renewals_line_has_ended", [(state,) for state in LineState])
    assert {state for (state,), over in ended.items() if over} == ENDED


def test_the_databases_table_of_a_request_is_what_its_lines_can_do(database):
    asked = has("renewals_request_may_become", permutations(RequestStatus, 2))

    assert {pair for pair, may in asked.items() if may} == request_moves()
    ended = has("renewals_request_has_ended", [(status,) for status in RequestStatus])
    assert {status for (status,), over in ended.items() if over} == {
        request_status(lines) for lines in product(ENDED, repeat=2)
    }


def brought_to(table: str, column: str, wanted: str) -> None:
    """Go the whole way to a state, one allowed step after the other, as the owner."""
    for _before, to in pairwise(ROADS[wanted]):
        over = to in {each.value for each in ENDED} | {"partly"}
        ended = f", ended_at = {'now()' if over else 'NULL'}" if table == REQUEST else ""
        owner(f"UPDATE {table} SET {column} = %s{ended}", to)


@pytest.mark.parametrize("before", LineState)
def test_the_owner_can_do_exactly_what_the_table_has_with_a_medicine(database, before):
    # Mutant: a trigger that asks who is signed in to the database.
    make.request()
    brought_to(LINE, "state", before)

    done = {to for to in LineState if accepted(f"UPDATE {LINE} SET state = '{to}'")}

    assert done == AFTER[before]


@pytest.mark.parametrize("before", RequestStatus)
def test_the_owner_can_do_exactly_what_the_table_has_with_a_request(database, before):
    make.request()
    brought_to(REQUEST, "status", before)
    ends = "CASE WHEN renewals_request_has_ended('%s') THEN coalesce(ended_at, now()) END"

    done = {
        to
        for to in RequestStatus
        if accepted(f"UPDATE {REQUEST} SET status = '{to}', ended_at = {ends % to}")
    }

    assert done == {before} | {to for start, to in request_moves() if start is before}


def accepted(statement: str) -> bool:
    """Try a statement as the owner, and take it back."""
    owner("BEGIN")
    try:
        return owner(statement) == []
    except CheckViolation:
        return False
    finally:
        owner("ROLLBACK")


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE {LINE} SET name = 'Ett annat'",
        f"UPDATE {LINE} SET prescription = '{{}}'",
        f"UPDATE {LINE} SET answers = '[1]'",
        f"UPDATE {LINE} SET state = 'sent'",
        f"UPDATE {REQUEST} SET status = 'opened', ended_at = NULL",
        f"UPDATE {REQUEST} SET ended_at = NULL",
        f"UPDATE {REQUEST} SET ended_at = ended_at + interval '1 day'",
    ],
)
def test_what_has_ended_stays_as_it_ended(database, change):
    brought = make.request()
    brought_to(LINE, "state", "declined")
    brought_to(REQUEST, "status", "declined")

    with pytest.raises(CheckViolation):
        owner(change)

    owner(f"UPDATE {LINE} SET state = state WHERE request_id = %s", brought)


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE {REQUEST} SET ended_at = now()",
        f"UPDATE {REQUEST} SET status = 'withdrawn'",
    ],
)
def test_a_request_ends_with_its_status_and_not_without(database, change):
    make.request()

    with pytest.raises(CheckViolation):
        owner(change)


def test_nothing_begins_in_the_middle_of_its_life(database):
    request_id = make.request()
    columns = "request_id, patient_id, clinic_id, prescription_id, name, prescription, answers"
    line = (
        f"INSERT INTO {LINE} (id, position, state, {columns})"
        f" SELECT gen_random_uuid(), 2, %s, {columns} FROM {LINE}"
    )
    of_request = "patient_id, clinic_id, sent_at, answer_by, fee_ore, message, own_answers, version"
    whole = (
        f"INSERT INTO {REQUEST} (id, send_key, status, ended_at, {of_request})"
        f" SELECT gen_random_uuid(), gen_random_uuid(), %s, %s, {of_request} FROM {REQUEST}"
    )

    for state in set(LineState) - {LineState.SENT}:
        with pytest.raises(CheckViolation):
            owner(line, state)
    for status, ended in [("opened", None), ("declined", make.NOW), ("sent", make.NOW)]:
        with pytest.raises(CheckViolation):
            owner(whole, status, ended)
    assert owner(f"SELECT count(*) FROM {LINE} WHERE request_id = %s", request_id) == [(1,)]


def test_the_web_is_refused_within_the_scope_that_lets_it_write(database):
    patient = make.patient()
    request_id = make.request(patient)

    with (
        pytest.raises(IntegrityError, match="line_moves_by_the_table"),
        opened(by=patient.actor, what="request.read", patient_id=patient.patient_id, now=make.NOW),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {LINE} SET state = 'renewed' WHERE request_id = %s", [request_id])

    assert owner(f"SELECT state FROM {LINE}") == [("sent",)]


def test_the_worker_is_refused(database):
    request_id = make.request()

    with (
        as_worker(),
        pytest.raises(IntegrityError, match="request_moves_by_the_table"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE {REQUEST} SET status = 'renewed', ended_at = now() WHERE id = %s", [request_id]
        )


def test_only_who_takes_the_guard_away_gets_past_it(database):
    # What a test sets by hand it sets so; afterwards the guard is back.
    make.request()

    by_hand(f"UPDATE {LINE} SET state = 'renewed'")

    assert owner(f"SELECT state FROM {LINE}") == [("renewed",)]
    with pytest.raises(CheckViolation):
        owner(f"UPDATE {LINE} SET state = 'sent'")
