"""Run the sandbox: `python -m sandbox --port 8001 --data .data --web http://127.0.0.1:8000`.

Four neighbouring ports: Förnya's own, then the sandbox's pages and plain services on `--port`, the BankID
server with client certificates on the next, the e-mail sink on the one after that.
"""

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cheroot import wsgi

from sandbox import faults, life, state
from sandbox.app import make_app
from sandbox.bankid import server as bankid_server
from sandbox.bankid import views as bankid
from sandbox.email import sink
from sandbox.place import Place

log = logging.getLogger("sandbox")


def main(arguments: list[str] | None = None) -> int:
    """Start everything, wait for SIGTERM or SIGINT, stop everything."""
    place = _place(arguments)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for chatty in ("mail.log", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Blocked before any thread starts, so that only sigwait() below ever gets them.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        servers = _start(place)
    except OSError as problem:
        print(f"The sandbox cannot start: {problem.strerror or problem}", file=sys.stderr)
        return 1
    print(f"Sandbox: {place.url}", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    life.stopping.set()
    for stop in servers:
        stop()
    return 0


def _place(arguments: list[str] | None) -> Place:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8001, help="the pages and plain services (default 8001)")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="the data folder (default .data)")
    parser.add_argument("--web", default="http://127.0.0.1:8000", help="where Förnya answers")
    chosen = parser.parse_args(arguments)
    return Place(chosen.port, chosen.data.resolve(), chosen.web.rstrip("/"))


def _start(place: Place) -> list[Callable[[], None]]:
    """Start every listener; return what stops them, in order."""
    state.open_at(place.folder)
    app = make_app(place)
    # Seconds; its type says whole ones, its arithmetic takes any.
    web = wsgi.Server(("127.0.0.1", place.port), app, numthreads=16, shutdown_timeout=0.3)  # type: ignore[arg-type]
    # cheroot looks up only this often when it is told to stop.
    web.expiration_interval = 0.1
    web.prepare()
    threading.Thread(target=web.serve, name="web", daemon=True).start()
    pulled = partial(faults.take, "bankid")
    identity = bankid_server.serve(place.data, place.bankid_port, take_fault=pulled)
    bankid.attach(app, identity.orders)
    mail = sink.start(place.smtp_port)
    life.ready.set()
    return [web.stop, identity.stop, mail.stop]


if __name__ == "__main__":
    sys.exit(main())
