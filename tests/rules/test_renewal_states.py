"""The state table: every move that is not written is refused, and a request's status follows its lines."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.renewal_states import (
    ENDED,
    MOVES,
    OPEN,
    Event,
    LineState,
    NotAllowed,
    RequestStatus,
    Who,
    next_state,
    request_status,
)


@pytest.mark.parametrize(("state", "event"), itertools.product(LineState, Event))
@pytest.mark.parametrize("who", Who)
def test_only_moves_in_the_table_are_made_and_only_by_those_named(state, event, who):
    move = MOVES.get((state, event))

    if move and who in move[1]:
        assert next_state(state, event, who) is move[0]
    else:
        with pytest.raises(NotAllowed):
            next_state(state, event, who)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_medicine_never_moves_again(state):
    assert not [move for move in MOVES if move[0] is state]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_can_come_to_an_end(state):
    reached, frontier = set(), {state}
    while frontier:
        reached |= frontier
        frontier = {move[0] for (start, _), move in MOVES.items() if start in frontier} - reached

    assert reached & ENDED


def test_only_a_prescriber_decides():
    deciding = {Event.APPROVE, Event.MEET, Event.DECLINE}

    assert all(who == {Who.PRESCRIBER} for (_, event), (_, who) in MOVES.items() if event in deciding)


def test_only_the_store_makes_a_medicine_renewed():
    renewed = {LineState.RENEWED, LineState.RENEWED_CHANGED}

    assert all(who == {Who.SERVICE} for state, who in MOVES.values() if state in renewed)


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ({"sent"}, "sent"),
        ({"opened", "renewed"}, "opened"),
        ({"question", "opened"}, "question"),
        ({"writing", "declined"}, "writing"),
        ({"store_refused"}, "opened"),
        ({"renewed"}, "renewed"),
        ({"renewed", "renewed_changed"}, "renewed_changed"),
        ({"renewed", "meet"}, "partly"),
        ({"meet", "declined"}, "meet"),
        ({"declined"}, "declined"),
        ({"withdrawn"}, "withdrawn"),
    ],
)
def test_the_request_shows_what_its_medicines_say(states, status):
    assert request_status(map(LineState, states)) is RequestStatus(status)


def test_a_request_without_medicines_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        request_status([])


@given(st.lists(st.sampled_from(sorted(LineState)), min_size=1))
def test_the_order_and_number_of_medicines_do_not_change_the_status(states):
    assert request_status(states) is request_status(sorted(set(states), reverse=True))
