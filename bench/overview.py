"""What pages that read the prescription store take of our own processor time: `python -m bench.overview`.

The web application runs in this process, one request at a time, so that each request's own time is known; the
store, the account and PostgreSQL run beside it and are not counted.
"""

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
from django.db import connections
from django.utils.module_loading import import_string

from bench import fill, meter
from bench.machine import Machine, machine
from sandbox import people, state
from sandbox.prescription_store import build, patients, storage
from tooling.ports import HOST

PERSONNUMMER, PATIENT_ID = "196101182803", 3_000_001
PRESCRIPTIONS, PICK_UPS = 100, 20
MOST_MS = 30.0
LIST = "/mina/lakemedel"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def main(times: int) -> None:
    """Fill, ask for each page so many times, and print a row for each."""
    with machine() as running, running.as_superuser() as connection:
        fill.fill(connection, requests=1000, senders=1)
        _sign_in(connection)
        _fill_store(running)
        own, staff = fill.token_of(PATIENT_ID), fill.token_of("staff")
        pages = {
            "Mina läkemedel": [(LIST, own)],
            "Mina sidor": [("/mina", own)],
            "Request page, staff": [
                (f"/personal/arende/{key}", staff) for key in fill.demo_requests(connection)
            ],
        }
        before = meter.stillness(connection)
        print(f"{PRESCRIPTIONS} prescriptions, {PRESCRIPTIONS * PICK_UPS:,} dispenses; ms of our own CPU\n")
        print("| Page | p50 | p95 | lowest |\n| --- | ---: | ---: | ---: |")
        with _application(running) as application:
            for name, turns in pages.items():
                print(_row(name, sorted(_measured(application, running.port, turns, times))), flush=True)
        after = meter.stillness(connection)
        moved = after.python / before.python - 1
        print(f"\nFixed Python work: {before.python:.0f} ms before, {after.python:.0f} after ({moved:+.0%}).")


def _row(name: str, took: list[float]) -> str:
    p95 = took[len(took) * 95 // 100]
    verdict = f" (more than {MOST_MS:.0f})" if p95 > MOST_MS else ""
    return f"| {name} | {statistics.median(took):.1f} | {p95:.1f}{verdict} | {took[0]:.1f} |"


def _measured(
    application: Application, port: int, turns: list[tuple[str, str]], times: int
) -> Iterator[float]:
    """Ask in turns, each once unmeasured; give the milliseconds of processor time of each asking."""
    for number in range(len(turns) + times):
        path, token = turns[number % len(turns)]
        environ = _environ(port, path, token)
        before = time.process_time()
        body = _asked(application, environ)
        took = (time.process_time() - before) * 1000
        if path == LIST and body.count(f"{LIST}/recept/".encode()) < PRESCRIPTIONS:
            raise SystemExit("The list is not whole.")
        if number >= len(turns):
            yield took


def _asked(application: Application, environ: dict[str, Any]) -> bytes:
    said: list[str] = []
    answer = application(environ, lambda status, _headers, _error=None: said.append(status))
    try:
        body = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    if said != ["200 OK"]:
        raise SystemExit(f"{environ['PATH_INFO']}: {said}")
    return body


def _environ(port: int, path: str, token: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": f"{HOST}:{port}",
        "HTTP_ACCEPT_LANGUAGE": "sv",
        "HTTP_COOKIE": f"fornya-session={token}",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


@contextmanager
def _application(running: Machine) -> Iterator[Application]:
    """Give the application that the web server runs, in this process."""
    os.environ |= running.settings
    try:
        # Its settings are read from the environment when it is imported.
        yield import_string("fornya.config.wsgi.application")
    finally:
        connections.close_all()


def _sign_in(connection: psycopg.Connection) -> None:
    """Enter somebody who is signed in."""
    connection.execute(
        "INSERT INTO people_patient"
        " (id, personnummer, given_name, surname, birth_date, phone, email, first_seen_at)"
        " OVERRIDING SYSTEM VALUE VALUES (%s, %s, 'Maja', 'Många', '1961-01-18', '', '', now())",
        [PATIENT_ID, PERSONNUMMER],
    )
    connection.execute(
        "INSERT INTO people_session (token_hash, patient_id, role, commissions, started_at, last_seen_at)"
        " VALUES (sha256(convert_to(%s, 'UTF8')), %s, 'patient', '[]', now(), now())",
        [fill.token_of(PATIENT_ID), PATIENT_ID],
    )


def _fill_store(running: Machine) -> None:
    """Give them prescriptions in the sandbox's store, of as many medicines, with twenty pick-ups each."""
    state.open_at(running.data / "sandbox")
    medicines = [each for each in people.medicines() if each.unit]
    issued = date.today() - timedelta(days=300)  # noqa: DTZ011, the sandbox counts so too
    with state.transaction():
        patient = patients.register(PERSONNUMMER).id
        for number in range(PRESCRIPTIONS):
            medicine = medicines[number % len(medicines)]
            plan = people.PlannedPrescription(
                *(
                    f"many-{number}",
                    medicine.name,
                    "1 tablett varje morgon",
                    "bjorken",
                    "eva",
                    300,
                    PICK_UPS,
                    (),
                ),
                *("Mot något", Decimal(1)),
            )
            _with_pick_ups(storage.create(build.prescription(plan, patient, issued)).body, plan.key)
    state.close()


def _with_pick_ups(order: dict[str, Any], key: str) -> None:
    first = datetime.now(UTC) - timedelta(days=295)
    for number in range(PICK_UPS):
        at = first + timedelta(days=14 * number)
        given = build.Handover(f"{key}-{number}", at, "7350099990014", 1, "R", 9950, 9950, 9950)
        storage.create(build.dispense(order, given))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=100)
    main(options.parse_args().times)
