"""Who may call: a bearer token, and the headers that say why and on what ground somebody reads or writes.

The national code lists for purpose and access are not public; these are the sandbox's own.
"""

import uuid

from flask import request

from sandbox.prescription_store.refusals import Refusal

TOKEN = "sandbox-store"
PURPOSES = frozenset({"patient-access", "care"})
GROUNDS = frozenset({"own-data", "prescriber"})
WRITERS = ("care", "prescriber")


def check() -> None:
    """Look at the headers of the current request.

    raises: Refusal
    """
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        raise Refusal(401, "login", "A bearer token is needed")
    for name in ("x-request-id", "x-purpose", "x-access"):
        if not request.headers.get(name):
            raise Refusal(400, "required", f"The header {name} is missing")
    _check_request_id(request.headers["x-request-id"])
    purpose, access = request.headers["x-purpose"], request.headers["x-access"]
    if purpose not in PURPOSES or access not in GROUNDS:
        raise Refusal(403, "forbidden", "No such purpose or ground for access")


def check_writer() -> None:
    """Only a prescriber at work may write.

    raises: Refusal
    """
    if (request.headers["x-purpose"], request.headers["x-access"]) != WRITERS:
        raise Refusal(403, "forbidden", "This purpose and ground allow reading only")


def _check_request_id(value: str) -> None:
    try:
        uuid.UUID(value)
    except ValueError:
        raise Refusal(400, "value", "x-request-id is not a UUID") from None
