"""The register's address `POST /population/person`, and the page where its facts are changed."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from werkzeug import Response as Answer

from sandbox import faults, people
from sandbox.bankid.people import is_personnummer
from sandbox.population import register

TOKEN = "sandbox-population"
PROTECTION_WORDS = {
    "none": "Ingen",
    "sekretessmarkering": "Sekretessmarkering",
    "skyddad folkbokforing": "Skyddad folkbokföring",
}

blueprint = Blueprint("population", __name__, url_prefix="/population")
faults.cover(blueprint, "population", exempt=("page", "change_person", "change_custody"))


@blueprint.post("/person")
def person() -> Response | tuple[Response, int]:
    """Answer with a person and those in their custody: {"personalIdentityNumber": "198506149825"} in."""
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return jsonify(error="unauthorized"), 401
    asked = request.get_json(silent=True)
    number = asked.get("personalIdentityNumber") if isinstance(asked, dict) else None
    if not isinstance(number, str) or not is_personnummer(number):
        return jsonify(error="personalIdentityNumber must be twelve digits with a right check digit"), 400
    return jsonify(answer(number))


def answer(personnummer: str) -> dict[str, Any]:
    """Return the whole answer; an address stands in it for whoever is not protected, as in the real one."""
    written = register.as_written(personnummer)
    if written["protection"] == "none":
        written["address"] = {"street": "Exempelgatan 1", "postalCode": "12345", "city": "Exempelstad"}
    return written | {"guardianOf": [register.as_written(child) for child in register.children(personnummer)]}


@blueprint.get("/")
def page() -> str:
    """Show everybody, with forms for what changes in a life."""
    named = {each.personnummer: each.name for each in people.people()}
    rows = [(each, register.as_written(each.personnummer)) for each in people.people()]
    pairs = [
        (guardian, named.get(guardian, guardian), child, named.get(child, child))
        for guardian, child in register.custody()
    ]
    return render_template("population/page.html", rows=rows, pairs=pairs, protections=PROTECTION_WORDS)


@blueprint.post("/change-person")
def change_person() -> Answer:
    """Set a person's protection and day of death from the page."""
    form = request.form
    try:
        register.protect(form.get("personnummer", ""), form.get("protection", ""))
        register.die(form.get("personnummer", ""), form.get("deceased_on") or None)
    except register.Unknown:
        abort(400)
    return redirect("/population/", 303)


@blueprint.post("/change-custody")
def change_custody() -> Answer:
    """Give or take custody from the page."""
    form = request.form
    try:
        register.give_custody(form.get("guardian", ""), form.get("child", ""), holds="give" in form)
    except register.Unknown:
        abort(400)
    return redirect("/population/", 303)
