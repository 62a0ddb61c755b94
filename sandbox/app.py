"""Put the sandbox together: one Flask application with every service's blueprint.

A new service is imported here by name and added to `SERVICES`; its module declares its own tables.
"""

import logging
from pathlib import Path

from flask import Flask, Response, abort, current_app, request
from jinja2 import FileSystemLoader, StrictUndefined

from sandbox import control, faults, life, state
from sandbox.bankid import control as bankid_control
from sandbox.bankid import views as bankid
from sandbox.console import views as console
from sandbox.counter import control as store_control
from sandbox.counter import views as counter
from sandbox.email import views as email
from sandbox.freja import views as freja
from sandbox.high_cost import views as high_cost
from sandbox.idp import views as idp
from sandbox.place import Place
from sandbox.population import control as population_control
from sandbox.population import views as population
from sandbox.prescription_store import views as store
from sandbox.sms import views as sms

SERVICES = (
    console.blueprint,
    control.blueprint,
    bankid.blueprint,
    bankid_control.blueprint,
    idp.blueprint,
    idp.control,
    freja.blueprint,
    freja.control,
    sms.blueprint,
    email.blueprint,
    store.blueprint,
    store_control.blueprint,
    high_cost.blueprint,
    counter.blueprint,
    population.blueprint,
    population_control.blueprint,
)

HERE = Path(__file__).parent
log = logging.getLogger("sandbox.http")


def make_app(place: Place) -> Flask:
    """Build the application; `sandbox.state.open_at()` may be called before or after."""
    app = Flask(__name__)
    app.config["PLACE"] = place
    app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
    # A template's name is its path: "layout.html" in templates/, "idp/choose.html" beside its view.
    app.jinja_loader = FileSystemLoader([HERE / "templates", HERE])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["place"] = place
    for blueprint in SERVICES:
        app.register_blueprint(blueprint)
    app.add_url_rule("/ready", "ready", _ready)
    app.before_request(_only_here)
    app.after_request(_finish)
    app.wsgi_app = faults.Cutter(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _ready() -> Response:
    """Answer "ready" once every part of the sandbox listens and the database can be read."""
    if not life.ready.is_set():
        return Response("not yet", 503, mimetype="text/plain")
    state.connection().execute("SELECT 1")
    return Response("ready", mimetype="text/plain")


def _only_here() -> None:
    # A web page elsewhere must not reach the sandbox through a name that it points at this machine.
    if request.host.partition(":")[0] not in {"127.0.0.1", "localhost"}:
        abort(421)


def _finish(response: Response) -> Response:
    log.info("%s %s %s", request.method, request.path, response.status_code)
    web = current_app.config["PLACE"].web
    # form-action must name Förnya: signing in posts here and is sent on there, and browsers check both.
    policy = (
        f"default-src 'self'; img-src 'self' data:; form-action 'self' {web};"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cache-Control", "no-store")
    return response
