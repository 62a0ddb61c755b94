"""The gateway's one address, `POST /sms/a1/sms`, in the form 46elks made common in Sweden."""

import re
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from flask import Blueprint, Response, jsonify, request

from sandbox import control, faults
from sandbox.sms import state

USER, PASSWORD = "sandbox", "sandbox"
SENDER = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}|\+[1-9][0-9]{6,14}")
RECIPIENT = re.compile(r"\+[1-9][0-9]{6,14}")

blueprint = Blueprint("sms", __name__)


@blueprint.post("/sms/a1/sms")
@faults.switch("sms")
def send() -> Response | tuple[Response | str, int]:
    """Take one message: form `from`, `to`, `message`, perhaps `whendelivered` and `dryrun`."""
    who = request.authorization
    if who is None or (who.username, who.password) != (USER, PASSWORD):
        return Response("401 Unauthorized", 401, {"WWW-Authenticate": 'Basic realm="sms"'})
    form = request.form
    problem = _problem(form)
    if problem:
        return problem, 400
    callback = form.get("whendelivered")
    if form.get("dryrun") == "yes":
        return jsonify(status="created", parts=state.parts(form["message"]))
    taken = state.keep(
        sender=form["from"],
        recipient=form["to"],
        message=form["message"],
        callback=callback,
        request_id=request.headers.get("x-request-id", ""),
    )
    if callback:
        threading.Thread(target=_report, args=(callback, taken.id), daemon=True).start()
    return jsonify(_answer(taken))


@blueprint.get("/_control/sms")
def seen() -> Response:
    """Show tests every message, newest first."""
    control.only_this_machine()
    return jsonify([vars(message) for message in state.messages()])


def _problem(form: Any) -> str | None:
    if not SENDER.fullmatch(form.get("from", "")):
        return "Invalid from"
    if not RECIPIENT.fullmatch(form.get("to", "")):
        return "Invalid to number"
    if not form.get("message"):
        return "Missing message"
    if form.get("whendelivered") and urlsplit(form["whendelivered"]).hostname != "127.0.0.1":
        return "Invalid whendelivered"
    return None


def _answer(taken: state.Message) -> dict[str, Any]:
    return {
        "id": taken.id,
        "status": "created",
        "direction": "outgoing",
        "from": taken.sender,
        "to": taken.recipient,
        "created": taken.received_at,
        "message": taken.message,
        "parts": taken.parts,
        "cost": taken.parts * state.PRICE_PER_PART,
    }


def _report(callback: str, message_id: str) -> None:
    delivered = datetime.now(UTC).isoformat(timespec="seconds")
    form = {"id": message_id, "status": "delivered", "delivered": delivered}
    try:
        httpx.post(callback, data=form, timeout=3, trust_env=False)
    except httpx.HTTPError:
        return  # a report nobody takes is lost, as with a real gateway
