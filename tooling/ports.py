"""Says in one sentence that a port is taken, before anything is started."""

import socket

from tooling.problem import Problem

HOST = "127.0.0.1"
TOGETHER = 4


def refuse_taken(first: int) -> None:
    """Raise a Problem that names the port if one of those that Förnya and its sandbox use is taken."""
    if not 1024 <= first <= 65535 - TOGETHER:
        raise Problem(
            f"Port {first} cannot be used; choose one between 1024 and {65535 - TOGETHER} with --port."
        )
    for port in range(first, first + TOGETHER):
        if not is_free(port):
            last = first + TOGETHER - 1
            raise Problem(
                f"Port {port} is taken by another program (Förnya uses {first} to {last}); "
                "choose others with --port."
            )


def is_free(port: int) -> bool:
    """Can a server be started on the port?"""
    with socket.socket() as listener:
        # Without this a port would seem taken for a minute after an earlier ./run.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True
