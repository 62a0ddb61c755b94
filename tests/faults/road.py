"""The road between the worker and the store, on which answers get lost at the worst moment.

The transaction that writes a prescription is a POST to the store's own address; everything else passes.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

PASSED_ON = (
    "authorization",
    "content-type",
    "accept",
    "x-request-id",
    "x-purpose",
    "x-access",
    "x-patientref",
)


class Road:
    """Forwards to the store. `plan` says for each transaction what becomes of it:

    pass    it is carried out and answered
    drop    it is carried out, and the connection closed without an answer
    after   it is carried out, and no answer comes until the worker is dead
    before  it does not even arrive until the worker is dead, and then never
    """

    def __init__(self, store_url: str, plan: Iterator[str]) -> None:
        self.store_url, self.plan = store_url, plan
        self.held = {"after": 0, "before": 0}
        self.unheard = 0
        self._lock = threading.Lock()
        self._dead = threading.Event()
        self.http = httpx.Client(trust_env=False, timeout=20)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address for STORE_URL."""
        return f"http://127.0.0.1:{self._server.server_port}/store/fhir/"

    def bury(self) -> None:
        """Let go of everything that waits for a worker that is dead."""
        with self._lock:
            self._dead.set()
            self._dead = threading.Event()
            self.held = dict.fromkeys(self.held, 0)

    def close(self) -> None:
        """Close the road."""
        self.bury()
        self._server.shutdown()
        self._server.server_close()
        self.http.close()

    def fate(self, path: str) -> str:
        """Give what becomes of a request."""
        if path.rstrip("/") != "/store/fhir":
            return "pass"
        with self._lock:
            return next(self.plan)

    def hold(self, fate: str) -> None:
        """Wait until the worker is dead."""
        with self._lock:
            self.held[fate] += 1
            dead = self._dead
        dead.wait(60)

    def count_unheard(self) -> None:
        """Count a prescription that was written and of which the worker never heard."""
        with self._lock:
            self.unheard += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, road: Road) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.road = road

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: the dead leave broken connections behind."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        self._forward()

    def do_GET(self) -> None:
        self._forward()

    def log_message(self, *_args: object) -> None:
        pass

    def _forward(self) -> None:
        road = self.server.road
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        fate = road.fate(self.path)
        self.close_connection = fate != "pass"
        if fate == "before":
            road.hold(fate)
            return
        answer = self._ask(body)
        if fate == "pass":
            self._answer(answer)
            return
        road.count_unheard()
        if fate == "after":
            road.hold(fate)

    def _ask(self, body: bytes) -> httpx.Response:
        road = self.server.road
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        headers["host"] = self.headers["host"]
        address = road.store_url.removesuffix("/store/fhir/") + self.path
        return road.http.request(self.command, address, content=body, headers=headers)

    def _answer(self, answer: httpx.Response) -> None:
        self.send_response(answer.status_code)
        for name in ("content-type", "etag", "location", "retry-after"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("content-length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)
