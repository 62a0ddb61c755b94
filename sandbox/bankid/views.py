"""The phone: pages that list open orders, show who asks and what for, and let a test person answer.

Works without scripts, because a same-device sign-in has to work without them.
"""

from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from flask import url_for as address_of
from werkzeug.wrappers import Response as AnyResponse

from sandbox import state
from sandbox.bankid import people, phone
from sandbox.bankid.orders import RISKS, NotPossible, Order, OrderBook

LAST_PERSON = "sandbox-bankid-person"

blueprint = Blueprint(
    "bankid",
    __name__,
    url_prefix="/bankid",
    template_folder="..",
    static_folder="static",
    static_url_path="/static",
)


def attach(app: Flask, orders: OrderBook) -> None:
    """Let the pages and the controls of an application work on these orders, and a reset empty them."""
    app.extensions["bankid"] = orders
    state.schema("bankid", "")
    state.on_reset("bankid", orders.clear)


@blueprint.errorhandler(NotPossible)
def not_possible(problem: NotPossible) -> tuple[str, int]:
    """Say on a page of its own why the phone cannot."""
    return render_template("bankid/stopped.html", reason=problem.reason), 409


@blueprint.get("/")
def start() -> str:
    """Show the order of a start link, or else everything that waits."""
    token = request.args.get("autostarttoken")
    if token:
        order = phone.by_start_link(_orders(), token)
        return _show(order, request.args.get("redirect", ""))
    return render_template("bankid/waiting.html", orders=_orders().waiting(), now=_orders().clock.now())


@blueprint.post("/scan")
def scan() -> AnyResponse:
    """Take the text of a QR code, or an order of the list, as if the camera had seen it."""
    if "handle" in request.form:
        order = phone.by_handle(_orders(), request.form["handle"])
        _orders().open(order, same_device=False)
    else:
        order = phone.by_qr(_orders(), request.form.get("text", ""))
    return redirect(address_of("bankid.show", handle=order.handle), 303)


@blueprint.get("/order/<uuid:handle>")
def show(handle: UUID) -> str:
    """Show an order that the phone has opened."""
    return _show(phone.by_handle(_orders(), str(handle)), request.args.get("redirect", ""))


@blueprint.post("/order/<uuid:handle>/approve")
def approve(handle: UUID) -> AnyResponse | tuple[str, int]:
    """Approve as the chosen person, then go back to where the order came from."""
    order = phone.by_handle(_orders(), str(handle))
    typed = request.form.get("other", "").replace("-", "").replace(" ", "")
    try:
        person = people.find(typed or request.form.get("personnummer", ""))
    except ValueError:
        return _show(order, request.form.get("redirect", ""), problem="not_a_personnummer"), 422
    device_ip = request.remote_addr or "127.0.0.1"
    _orders().approve(order, person, device_ip=device_ip, risk=request.form.get("risk", "low"))
    answer = make_response(_leave(order, "approved"))
    answer.set_cookie(LAST_PERSON, person.personnummer, path="/bankid", httponly=True, samesite="Lax")
    return answer


@blueprint.post("/order/<uuid:handle>/cancel")
def cancel(handle: UUID) -> AnyResponse:
    """Cancel as the user."""
    order = phone.by_handle(_orders(), str(handle))
    _orders().turn_down(order)
    return _leave(order, "cancelled")


@blueprint.post("/order/<uuid:handle>/hint")
def hint(handle: UUID) -> AnyResponse:
    """Let the relying party see another step, or a failure."""
    order = phone.by_handle(_orders(), str(handle))
    phone.hint(_orders(), order, request.form.get("hint", "userSign"))
    if order.status == "failed":
        return _leave(order, "failed")
    return redirect(
        address_of("bankid.show", handle=handle, redirect=request.form.get("redirect", "")),
        303,
    )


@blueprint.get("/done/<outcome>")
def done(outcome: str) -> Response:
    """Tell how it went, when the phone has nowhere to go back to."""
    return make_response(render_template("bankid/done.html", outcome=outcome))


def _orders() -> OrderBook:
    orders: OrderBook = current_app.extensions["bankid"]
    return orders


def _show(order: Order, redirect_to: str, problem: str | None = None) -> str:
    wanted = order.request.requirement.personnummer
    who = people.everyone() if wanted is None else (people.find(wanted),)
    return render_template(
        "bankid/order.html",
        order=order,
        site=order.request.web.get("referringDomain"),
        people=who,
        chosen=_chosen(who),
        anyone=wanted is None,
        redirect_to=redirect_to,
        problem=problem,
        risks=RISKS,
        pending_hints=phone.PENDING_HINTS,
        failed_hints=phone.FAILED_HINTS,
    )


def _chosen(who: tuple[people.Person, ...]) -> str:
    last = request.cookies.get(LAST_PERSON)
    return next(
        (each.personnummer for each in who if each.personnummer == last),
        who[0].personnummer,
    )


def _leave(order: Order, outcome: str) -> AnyResponse:
    back = phone.way_back(order, request.form.get("redirect", ""))
    return redirect(back or address_of("bankid.done", outcome=outcome), 303)
