"""The phone without hands, for tests:

    GET  /_control/bankid/orders                    waiting orders and what was asked for
    POST /_control/bankid/approve   which order, {"personnummer": …}, perhaps "risk", "deviceIp"
    POST /_control/bankid/cancel    which order
    POST /_control/bankid/hint      which order, {"hint": "userMrtd"}; a failure hint ends the order
    POST /_control/bankid/spoil     {"how": …}: the next approval's proof is wrong in that way (spoil.py)
    POST /_control/bankid/refuse    {"status": 503, "code": "maintenance", "times": 1}: the next calls are
                                    refused so; with an empty code by a page of a proxy
    POST /_control/bankid/clock     {"forward": seconds} or {"reset": true}

"Which order" is {"autoStartToken": …}, {"qr": "bankid.…"} or {"latest": true}; the first two open it as a
start link or a camera would. approve and cancel answer with `returnUrl`, where the phone would go.
"""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from sandbox.bankid import people, phone
from sandbox.bankid.orders import NotPossible, Order, OrderBook
from sandbox.bankid.refusals import Refusal
from sandbox.bankid.spoil import SPOILS
from sandbox.control import body, only_this_machine

blueprint = Blueprint("bankid_control", __name__, url_prefix="/_control/bankid")
blueprint.before_request(only_this_machine)


@blueprint.errorhandler(NotPossible)
def not_possible(problem: NotPossible) -> tuple[Response, int]:
    """Say why the phone cannot."""
    return jsonify(error=problem.reason), 409


@blueprint.errorhandler(ValueError)
def wrong_value(problem: ValueError) -> tuple[Response, int]:
    """Say what was wrong with the call."""
    return jsonify(error=str(problem)), 400


@blueprint.get("/orders")
def show_orders() -> Response:
    """Show every waiting order."""
    return jsonify([_shown(order) for order in _orders().waiting()])


@blueprint.post("/approve")
def approve() -> Response:
    """Approve as a person."""
    asked = body()
    order = _order(asked)
    person = people.find(str(asked.get("personnummer", "")))
    device_ip = str(asked.get("deviceIp", request.remote_addr))
    _orders().approve(order, person, device_ip=device_ip, risk=str(asked.get("risk", "low")))
    return jsonify(orderRef=order.order_ref, returnUrl=phone.way_back(order, ""))


@blueprint.post("/cancel")
def cancel() -> Response:
    """Cancel as the user."""
    order = _order(body())
    _orders().turn_down(order)
    return jsonify(orderRef=order.order_ref, returnUrl=phone.way_back(order, ""))


@blueprint.post("/hint")
def hint() -> Response:
    """Show a hint."""
    asked = body()
    order = _order(asked)
    phone.hint(_orders(), order, str(asked["hint"]))
    return jsonify(orderRef=order.order_ref, status=order.status, hint=order.hint)


@blueprint.post("/spoil")
def spoil() -> Response:
    """Let the next proof be wrong."""
    how = str(body().get("how", ""))
    if how not in SPOILS:
        raise ValueError(f"how is one of {', '.join(SPOILS)}")
    _orders().spoil_next(SPOILS[how])
    return jsonify(how=how)


@blueprint.post("/refuse")
def refuse() -> Response:
    """Let the next calls be refused."""
    asked = body()
    refusal = Refusal(int(asked["status"]), str(asked.get("code", "")), "The sandbox was told to")
    _orders().refuse_next(refusal, int(asked.get("times", 1)))
    return jsonify(status=refusal.status, code=refusal.code)


@blueprint.post("/clock")
def clock() -> Response:
    """Push the clock of the orders, or let it go back."""
    asked = body()
    if asked.get("reset"):
        _orders().clock.reset()
    else:
        _orders().clock.forward(float(asked.get("forward", 0)))
    return jsonify(now=_orders().clock.now().isoformat())


def _orders() -> OrderBook:
    orders: OrderBook = current_app.extensions["bankid"]
    return orders


def _order(asked: dict[str, Any]) -> Order:
    if "autoStartToken" in asked:
        return phone.by_start_link(_orders(), str(asked["autoStartToken"]))
    if "qr" in asked:
        return phone.by_qr(_orders(), str(asked["qr"]))
    if asked.get("latest"):
        return phone.latest(_orders())
    raise ValueError("say which order: autoStartToken, qr or latest")


def _shown(order: Order) -> dict[str, Any]:
    asked = order.request
    return {
        "orderRef": order.order_ref,
        "autoStartToken": order.auto_start_token,
        "relyingParty": order.relying_party,
        "kind": asked.kind,
        "hint": order.hint,
        "endUserIp": asked.end_user_ip,
        "returnUrl": asked.return_url,
        "returnRisk": asked.return_risk,
        "visible": asked.visible,
        "web": asked.web,
        "personalNumber": asked.requirement.personnummer,
        "createdAt": order.created_at.isoformat(),
        "collectedAt": [moment.isoformat() for moment in order.collected_at],
    }
