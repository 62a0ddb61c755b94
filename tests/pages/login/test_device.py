"""A browser and its system by the names that people know."""

import pytest

from fornya.pages.login.device import device_name, is_computer

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"Mozilla/5.0 (Linux; Android 14; K) {WEBKIT} Chrome/142.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1", "Safari, Mac"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_the_name_is_what_people_say(user_agent, name):
    assert device_name(user_agent) == name


@pytest.mark.parametrize(
    ("user_agent", "is_one"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/142.0 Safari/537.36", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1", True),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/142.0 Safari/537.36", True),
        (f"Mozilla/5.0 (Linux; Android 14; K) {WEBKIT} Chrome/142.0 Mobile Safari/537.36", False),
        (f"Mozilla/5.0 (X11; Linux x86_64; Android 14; Tablet) {WEBKIT} Chrome/142.0 Safari/537.36", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1", False),
        ("Mozilla/5.0 (Windows Phone 10.0; Windows NT 10.0; Mobile) Edge/15", False),
        ("curl/8.5", False),
        ("", False),
    ],
)
def test_a_computer_is_told_from_what_is_carried(user_agent, is_one):
    assert is_computer(user_agent) is is_one
