"""What stands out at a clinic, and in which order somebody should ring."""

from itertools import product

import pytest

from fornya.rules.region_signs import Seen, Sign, pressing, signs

FINE = {
    "open_requests": 3,
    "late_requests": 0,
    "administrators": 2,
    "renews_online": True,
    "is_closed": False,
    "has_answer_days": True,
}
NOT_BEGUN = FINE | {"open_requests": 0, "administrators": 0, "renews_online": False, "has_answer_days": False}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"late_requests": 1}, [Sign.LATE]),
        ({"administrators": 0}, [Sign.OPEN_WITHOUT_ADMINISTRATOR]),
        ({"has_answer_days": False}, [Sign.NO_ANSWER_DAYS]),
        ({"renews_online": False}, [Sign.SHUT_WITH_REQUESTS]),
        ({"renews_online": False, "open_requests": 0}, []),
        ({"is_closed": True}, [Sign.CLOSED]),
        ({"late_requests": 1, "administrators": 0}, [Sign.LATE, Sign.OPEN_WITHOUT_ADMINISTRATOR]),
        (NOT_BEGUN, []),
        (NOT_BEGUN | {"is_closed": True}, []),
        (NOT_BEGUN | {"administrators": 1}, [Sign.NO_ANSWER_DAYS]),
    ],
)
def test_what_stands_out(facts, expected):
    assert list(signs(Seen(**FINE | facts))) == expected


def test_whoever_is_late_comes_first_and_who_is_fine_last():
    late = Seen(**FINE | {"late_requests": 1})
    later = Seen(**FINE | {"late_requests": 9})
    nobody = Seen(**FINE | {"administrators": 0})
    closed = Seen(**FINE | {"is_closed": True})
    fine = Seen(**FINE)

    assert sorted([fine, closed, late, nobody, later], key=pressing) == [later, late, nobody, closed, fine]


def test_every_clinic_with_a_sign_comes_before_every_clinic_without():
    every = [
        Seen(*facts) for facts in product((0, 2), (0, 1), (0, 1), (True, False), (True, False), (True, False))
    ]

    order = [bool(signs(each)) for each in sorted(every, key=pressing)]

    assert order == sorted(order, reverse=True)
    assert set(order) == {True, False}
