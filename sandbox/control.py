"""The JSON control interface for tests: break services, empty the sandbox, see what is set.

    GET  /_control/faults                     every switch
    POST /_control/faults                     {"service": "store", "mode": "drop_answer", "times": 1}
    POST /_control/reset                      {} or {"only": ["faults", "sms"]}
    GET  /_control/services                   the names that `only` may hold

Services add their own addresses under /_control/ (messages, keys …). Only this machine may call it.
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from sandbox import faults, state

blueprint = Blueprint("control", __name__, url_prefix="/_control")


def only_this_machine() -> None:
    """Refuse callers from elsewhere, and form posts from web pages; for every control blueprint."""
    if request.remote_addr != "127.0.0.1":
        abort(403)
    # A JSON body cannot be sent across sites without asking first, so a foreign page cannot pull plugs.
    if request.method == "POST" and not request.is_json:
        abort(415)


def body() -> dict[str, Any]:
    """Return the request's JSON object; 400 when it is something else."""
    value = request.get_json()
    if not isinstance(value, dict):
        abort(400)
    return value


blueprint.before_request(only_this_machine)


@blueprint.get("/faults")
def show_faults() -> Response:
    """Show every switch."""
    return jsonify([fault.as_dict() for fault in faults.standing()])


@blueprint.post("/faults")
def set_fault() -> Response | tuple[Response, int]:
    """Set one switch."""
    try:
        return jsonify(faults.put(**body()).as_dict())
    except (faults.Unknown, TypeError) as problem:
        return jsonify(error=str(problem)), 400


@blueprint.post("/reset")
def reset() -> Response | tuple[Response, int]:
    """Empty the named services, or all of them."""
    only = body().get("only", [])
    if not set(only) <= set(state.names()):
        return jsonify(error="unknown name", names=state.names()), 400
    state.reset(*only)
    return jsonify(reset=only or state.names())


@blueprint.get("/services")
def services() -> Response:
    """Name what can be reset."""
    return jsonify(state.names())
