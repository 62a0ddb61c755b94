"""The register's addresses for tests, under /_control/population.

POST /_control/population/protect    {"personnummer", "protection"}
POST /_control/population/die        {"personnummer", "deceased_on"}: a day, or null
POST /_control/population/custody    {"guardian", "child", "holds"}
"""

from flask import Blueprint, Response, jsonify

from sandbox import control
from sandbox.population import register

blueprint = Blueprint("population_control", __name__, url_prefix="/_control/population")
blueprint.before_request(control.only_this_machine)


@blueprint.errorhandler(register.Unknown)
@blueprint.errorhandler(TypeError)
def misunderstood(problem: Exception) -> tuple[Response, int]:
    """Answer a body that lacks something, or has too much."""
    return jsonify(error=f"{type(problem).__name__}: {problem}"), 400


@blueprint.post("/protect")
def protect() -> Response:
    register.protect(**control.body())
    return jsonify(done=True)


@blueprint.post("/die")
def die() -> Response:
    register.die(**control.body())
    return jsonify(done=True)


@blueprint.post("/custody")
def custody() -> Response:
    register.give_custody(**control.body())
    return jsonify(done=True)
