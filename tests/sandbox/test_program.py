"""The sandbox as a program: it starts, shows its pages, stops fast, and says why when it cannot start."""

import signal
import subprocess
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from tests.sandbox_process import PATIENCE, ROOT, Sandbox, start


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_also_in_the_middle_of_a_slow_answer(tmp_path: Path, asked: int) -> None:
    running = start(tmp_path)
    running.control("faults", service="idp", mode="slow", seconds=60, times=1)
    waiting = threading.Thread(target=_ask_in_vain, args=(running,))
    waiting.start()
    # The switch goes out when the call has been taken, which is before its wait.
    while any(one["mode"] == "slow" for one in running.seen("faults")):
        time.sleep(0.01)

    running.process.send_signal(asked)

    # The answer alone would take far longer than is waited here.
    assert running.process.wait(PATIENCE) == 0
    waiting.join(PATIENCE)


def test_two_stand_side_by_side_and_know_nothing_of_each_other(tmp_path: Path, sandbox: Sandbox) -> None:
    other = start(tmp_path)
    try:
        other.control("faults", service="sms", mode="down")

        assert {one["mode"] for one in sandbox.seen("faults")} == {"ok"}
    finally:
        assert other.stop() == 0


def test_what_it_knows_survives_a_restart(tmp_path: Path) -> None:
    first = start(tmp_path)
    keys = httpx.get(f"{first.url}/idp/jwks", trust_env=False).json()
    first.control("faults", service="sms", mode="error500")
    first.stop()

    second = start(tmp_path)
    try:
        assert httpx.get(f"{second.url}/idp/jwks", trust_env=False).json() == keys
        assert {one["service"]: one["mode"] for one in second.seen("faults")}["sms"] == "error500"
    finally:
        second.stop()


def test_a_taken_port_is_one_plain_sentence(tmp_path: Path, sandbox: Sandbox) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", str(sandbox.port), "--data", str(tmp_path)]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("The sandbox cannot start: ")
    assert "Traceback" not in ended.stderr


def test_the_console_names_everyone_and_links_only_to_pages_that_are_there(sandbox: Sandbox) -> None:
    page = httpx.get(f"{sandbox.url}/", trust_env=False)

    for name in ("Amina Exempel", "Kim Avbrott", "Eva Läkare", "Johan Sköterska", "Signe Distrikt"):
        assert name in page.text
    assert "allt här är påhittat" in page.text
    own = [link for link in links(page.text) if link.startswith("/")]
    assert len(own) >= 3
    for link in own:
        assert httpx.get(sandbox.url + link, trust_env=False).status_code == 200, link


def test_the_console_shows_what_was_received_and_escapes_it(sandbox: Sandbox) -> None:
    form = {"from": "Test", "to": "+46700000005", "message": "<b>hej</b>"}
    httpx.post(f"{sandbox.url}/sms/a1/sms", data=form, auth=("sandbox", "sandbox"), trust_env=False)

    page = httpx.get(f"{sandbox.url}/", trust_env=False).text

    assert "&lt;b&gt;hej&lt;/b&gt;" in page
    assert "<b>hej</b>" not in page


def test_the_console_shows_what_was_written_to_the_store(sandbox: Sandbox) -> None:
    page = httpx.get(f"{sandbox.url}/", trust_env=False).text
    table = page.partition('id="writes"')[2]

    assert "Recept" in table
    assert "Uttag" in table


def test_the_console_sets_a_switch_and_empties_the_sandbox(sandbox: Sandbox) -> None:
    with httpx.Client(base_url=sandbox.url, trust_env=False) as browser:
        form = {"service": "sms", "mode": "slow", "seconds": "1.5", "times": "3"}
        assert browser.post("/faults", data=form).status_code == 303
        assert "Svarar långsamt" in browser.get("/").text
        [sms] = [one for one in sandbox.seen("faults") if one["service"] == "sms"]
        assert (sms["mode"], sms["seconds"], sms["times"]) == ("slow", 1.5, 3)

        assert browser.post("/reset").status_code == 303
        assert sandbox.seen("sms") == []
        assert {one["mode"] for one in sandbox.seen("faults")} == {"ok"}

        assert browser.post("/faults", data={"service": "sms", "mode": "explode"}).status_code == 400


def test_every_page_forbids_foreign_scripts_and_frames(sandbox: Sandbox) -> None:
    for address in ("/", "/bankid/", "/counter/", "/population/"):
        headers = httpx.get(sandbox.url + address, trust_env=False).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def links(page: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in {"a", "link"}:
                found.extend(value for name, value in attrs if name == "href" and value)

    Reader().feed(page)
    return found


def _ask_in_vain(running: Sandbox) -> None:
    try:
        httpx.get(f"{running.url}/idp/jwks", trust_env=False, timeout=PATIENCE)
    except httpx.TransportError:
        pass
