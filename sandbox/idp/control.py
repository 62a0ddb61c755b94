"""What tests may do to the provider: change its keys, age its codes, spoil its next ID token."""

from flask import Blueprint, Response, jsonify

from sandbox import control
from sandbox.idp import state
from sandbox.idp.spoil import PLANS

blueprint = Blueprint("idp_control", __name__, url_prefix="/_control/idp")
blueprint.before_request(control.only_this_machine)


@blueprint.post("/rotate")
def rotate() -> Response:
    """Make a new signing key; the one before stays published."""
    return jsonify(kid=state.rotate().kid)


@blueprint.post("/age-codes")
def age_codes() -> Response:
    """Make waiting codes older by {"seconds": n}."""
    state.age_codes(float(control.body().get("seconds", 0)))
    return jsonify(done=True)


@blueprint.post("/spoil")
def spoil() -> Response | tuple[Response, int]:
    """Decide how the next ID token is wrong; see `sandbox.idp.spoil` for the plans."""
    plan = control.body()
    if not plan or not set(plan) <= PLANS:
        return jsonify(error="unknown plan", plans=sorted(PLANS)), 400
    state.plan_spoil(plan)
    return jsonify(plan)
