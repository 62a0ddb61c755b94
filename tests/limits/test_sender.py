"""Whose address a request comes from cannot be forged, and a household is one sender."""

import re

import pytest

from fornya.limits.sender import address, network
from tests.house.tree import files, name

PEER = "198.51.100.1"
FORGED = "203.0.113.66"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "", PEER),
        (0, FORGED, PEER),
        (0, f"{FORGED}, 192.0.2.7", PEER),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, f"{FORGED}, 192.0.2.7", "192.0.2.7"),
        (1, f"{FORGED},{FORGED} , 192.0.2.7", "192.0.2.7"),
        (1, f"{FORGED}, , 192.0.2.7", "192.0.2.7"),
        (1, "", PEER),
        (2, "192.0.2.7, 198.51.100.2", "192.0.2.7"),
        (2, f"{FORGED}, 192.0.2.7, 198.51.100.2", "192.0.2.7"),
        (2, "192.0.2.7", "192.0.2.7"),
        (1, "192.0.2.7:51234", "192.0.2.7"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (1, "::ffff:192.0.2.7", "192.0.2.7"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "unknown", PEER),
        (1, "'; DROP TABLE x; --", PEER),
        (1, f"192.0.2.7, {'x' * 5000}", PEER),
        (1, "192.0.2.007", PEER),
    ],
)
def test_only_what_our_own_proxies_have_written_is_believed(proxies, forwarded, seen):
    assert address(PEER, forwarded, proxies=proxies) == seen


def test_without_an_address_who_opened_the_connection_is_named_as_it_is():
    assert address("", "", proxies=0) == ""
    assert address("unix:", "192.0.2.7", proxies=1) == "192.0.2.7"


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
    ],
)
def test_addresses_of_one_household_are_one_sender(one, another, same):
    assert (network(one) == network(another)) is same


def test_a_household_is_written_with_its_length():
    assert network("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"


def test_nobody_else_reads_where_a_request_comes_from():
    # Whoever reads it elsewhere would believe a header that anybody can write, or the proxy's own address.
    reading = {
        name(path)
        for path in files(".py", under="fornya")
        if re.search(
            r"REMOTE_ADDR|X[-_]FORWARDED|HTTP_FORWARDED", path.read_text(encoding="utf-8"), re.IGNORECASE
        )
    }

    assert reading == {"fornya/config/middleware.py", "fornya/config/settings.py", "fornya/limits/sender.py"}
