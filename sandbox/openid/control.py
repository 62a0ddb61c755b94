"""What tests may do to a provider: change its keys, age its codes, spoil its next ID token."""

from flask import Blueprint, Response, jsonify

from sandbox import control
from sandbox.openid import state
from sandbox.openid.spoil import PLANS


def control_of(name: str) -> Blueprint:
    """Make the control interface of one provider, under /_control/<name>."""
    blueprint = Blueprint(f"{name}_control", __name__, url_prefix=f"/_control/{name}")
    blueprint.before_request(control.only_this_machine)

    @blueprint.post("/rotate")
    def rotate() -> Response:
        """Make a new signing key; the one before stays published."""
        return jsonify(kid=state.rotate(name).kid)

    @blueprint.post("/age-codes")
    def age_codes() -> Response:
        """Make waiting codes older by {"seconds": n}."""
        state.age_codes(name, float(control.body().get("seconds", 0)))
        return jsonify(done=True)

    @blueprint.post("/spoil")
    def spoil() -> Response | tuple[Response, int]:
        """Decide how the next ID token is wrong; see `sandbox.openid.spoil` for the plans."""
        plan = control.body()
        if not plan or not set(plan) <= PLANS:
            return jsonify(error="unknown plan", plans=sorted(PLANS)), 400
        state.plan_spoil(name, plan)
        return jsonify(plan)

    return blueprint
