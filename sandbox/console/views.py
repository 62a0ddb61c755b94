"""The overview at / and the two forms on it: set a switch, empty the sandbox."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response

from sandbox import faults, people, state
from sandbox.console import writes
from sandbox.email import state as email
from sandbox.idp.staff import everyone
from sandbox.sms import state as sms

SERVICES = {
    "bankid": "BankID",
    "store": "Nationella läkemedelslistan",
    "high_cost": "Högkostnadsdatabasen",
    "sms": "SMS",
    "email": "E-post",
    "idp": "Personalens inloggning",
    "freja": "Freja",
    "population": "Folkbokföringen",
}
MODES = {
    "ok": "Fungerar",
    "slow": "Svarar långsamt",
    "error500": "Svarar med fel (500)",
    "429": "Säger att det är för många anrop (429)",
    "down": "Stänger förbindelsen direkt",
    "drop_answer": "Gör jobbet, men svaret kommer aldrig fram",
}

KINDS = {"MedicationRequest": "Recept", "MedicationDispense": "Uttag"}

blueprint = Blueprint("console", __name__)


@blueprint.get("/")
def overview() -> str:
    """Show everything on one page."""
    return render_template(
        "console/overview.html",
        people=people.people(),
        staff=everyone(),
        faults=faults.standing(),
        services=SERVICES,
        modes=MODES,
        messages=sms.messages(20),
        emails=email.emails(20),
        writes=writes.latest(),
        kinds=KINDS,
    )


@blueprint.post("/faults")
def set_fault() -> Response:
    """Set one service's switch from the page."""
    form = request.form
    try:
        faults.put(
            form.get("service", ""),
            form.get("mode", ""),
            seconds=float(form["seconds"]) if form.get("seconds") else None,
            times=int(form["times"]) if form.get("times") else None,
        )
    except (faults.Unknown, ValueError):
        abort(400)
    return redirect("/#faults", 303)


@blueprint.post("/reset")
def reset() -> Response:
    """Empty the sandbox and put its people back as they were."""
    state.reset()
    return redirect("/", 303)
