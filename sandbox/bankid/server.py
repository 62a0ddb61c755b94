"""The service itself: an HTTPS server on the loopback address that lets nobody in without a certificate."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from cheroot import wsgi
from cheroot.ssl.builtin import BuiltinSSLAdapter

from sandbox.bankid import certificates
from sandbox.bankid.api import BASE, Api, TakeFault, no_fault
from sandbox.bankid.clock import Clock
from sandbox.bankid.orders import OrderBook
from sandbox.bankid.proof import Notary

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Handle:
    """A running service."""

    api: Api
    folder: Path
    port: int
    _server: wsgi.Server
    _thread: Thread

    @property
    def orders(self) -> OrderBook:
        """The orders of this service, for the phone's pages."""
        return self.api.orders

    @property
    def url(self) -> str:
        """The address relying parties call."""
        return f"https://{HOST}:{self.port}{BASE}"

    def stop(self) -> None:
        """Stop answering."""
        self._server.stop()
        self._thread.join()


def folder_of(data_dir: Path) -> Path:
    """Tell where a sandbox keeps its BankID certificates."""
    return data_dir / "sandbox" / "bankid"


def serve(
    data_dir: Path,
    port: int,
    *,
    clock: Clock | None = None,
    take_fault: TakeFault = no_fault,
) -> Handle:
    """Start the service in a thread of its own; port 0 takes any free port.

    Makes the certificates when they are missing or about to expire. Raises OSError when the port is taken.
    """
    folder = folder_of(data_dir)
    certificates.prepare(folder, now=certificates.utc_now())
    api = Api(OrderBook(clock or Clock(), Notary(folder).prove), take_fault)
    server = wsgi.Server((HOST, port), api, numthreads=8, request_queue_size=128)
    server.ssl_adapter = _adapter(folder)
    # A stopping cheroot waits for its own tick; a short one keeps the stop well under a second.
    server.expiration_interval = 0.1
    server.prepare()
    thread = Thread(target=server.serve, name="bankid", daemon=True)
    thread.start()
    return Handle(api, folder, server.bind_addr[1], server, thread)


def _adapter(folder: Path) -> BuiltinSSLAdapter:
    server_pem = str(folder / certificates.SERVER)
    adapter = BuiltinSSLAdapter(server_pem, server_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(server_pem)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(str(folder / certificates.RP_CA))
    adapter.context = context
    return adapter
