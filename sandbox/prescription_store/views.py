"""The store's addresses under /store/fhir/: one table of interactions, which the routes and the
CapabilityStatement are both made from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from flask import Blueprint, Response, request

from sandbox import faults
from sandbox.prescription_store import access, capability, search, storage, wire, writing
from sandbox.prescription_store.refusals import Refusal
from sandbox.prescription_store.writing import Written

FHIR = "application/fhir+json"

WRITES = frozenset({"transaction", "create", "update"})

blueprint = Blueprint("store", __name__, url_prefix="/store/fhir")


@blueprint.before_request
def check_access() -> None:
    """Everything but the description of the store itself needs a token and the headers."""
    if request.endpoint != "store.metadata":
        access.check()


@blueprint.errorhandler(Refusal)
def refuse(refusal: Refusal) -> Response:
    """Answer every refusal as an OperationOutcome."""
    return _answer(refusal.outcome(), refusal.status)


def metadata() -> Response:
    return _answer(capability.statement(INTERACTIONS, _base()))


def read(kind: str, resource_id: str) -> Response:
    kept = storage.read(kind, resource_id)
    owner = resource_id if kind == "Patient" else kept.body.get("subject", {}).get("reference", "")
    storage.refuse_if_down(owner.removeprefix("Patient/"))
    return _kept(Written(200, kept), whole=True)


def search_patients() -> Response:
    return _answer(search.of_patients(request.form.to_dict(flat=False), _base()))


def search_prescriptions_by_form() -> Response:
    return _answer(search.of_prescriptions(request.form.to_dict(flat=False), _base()))


def search_prescriptions() -> Response:
    if "patient.identifier" in request.args:
        raise Refusal(400, "security", "A personnummer does not belong in a URL: use POST _search")
    return _answer(search.of_prescriptions(request.args.to_dict(flat=False), _base()))


def create() -> Response:
    access.check_writer()
    condition = request.headers.get("If-None-Exist")
    return _kept(writing.create(wire.read(request.data), unquote(condition) if condition else None))


def update(resource_id: str) -> Response:
    access.check_writer()
    return _kept(writing.update(resource_id, wire.read(request.data), request.headers.get("If-Match")))


def transact() -> Response:
    access.check_writer()
    done = writing.transact(wire.read(request.data))
    entries = [{"response": _response(each)} for each in done]
    return _answer({"resourceType": "Bundle", "type": "transaction-response", "entry": entries})


def nothing(rest: str = "") -> Response:
    raise Refusal(404, "not-supported", "This store does not do that")


def read_kind(kind: str) -> Callable[[str], Response]:
    return lambda resource_id: read(kind, resource_id)


# (kind or "" for the whole system, FHIR's name of the interaction, method, rule, view)
INTERACTIONS: tuple[capability.Interaction, ...] = (
    capability.Interaction("", "capabilities", "GET", "/metadata", metadata),
    capability.Interaction("", "transaction", "POST", "/", transact),
    *(
        capability.Interaction(kind, "read", "GET", f"/{kind}/<resource_id>", read_kind(kind))
        for kind in ("Patient", "Medication", "MedicationRequest", "MedicationDispense")
    ),
    capability.Interaction("Patient", "search-type", "POST", "/Patient/_search", search_patients),
    capability.Interaction(
        "MedicationRequest", "search-type", "POST", "/MedicationRequest/_search", search_prescriptions_by_form
    ),
    capability.Interaction(
        "MedicationRequest", "search-type", "GET", "/MedicationRequest", search_prescriptions
    ),
    capability.Interaction("MedicationRequest", "create", "POST", "/MedicationRequest", create),
    capability.Interaction("MedicationRequest", "update", "PUT", "/MedicationRequest/<resource_id>", update),
)


def under_switch(view: Callable[..., Any]) -> Callable[..., Any]:
    """Put a reading view under the store's switch, but for dropped answers.

    Those wait for the next write: a writer looks things up first, and what needs testing is the answer that
    is lost after something was written. To a reader, "down" looks the same.
    """
    guarded = faults.apply("store", view)

    @wraps(view)
    def reading(*args: Any, **kwargs: Any) -> Any:
        dropping = any(
            each.service == "store" and each.mode is faults.Mode.DROP_ANSWER for each in faults.standing()
        )
        return view(*args, **kwargs) if dropping else guarded(*args, **kwargs)

    return reading


for each in INTERACTIONS:
    endpoint = "metadata" if each.code == "capabilities" else f"{each.method} {each.rule[1:]}"
    view = faults.apply("store", each.view) if each.code in WRITES else under_switch(each.view)
    blueprint.add_url_rule(each.rule, endpoint.replace(".", "_"), view, methods=[each.method])
blueprint.add_url_rule("/<path:rest>", "nothing", nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])


def _kept(written: Written, *, whole: bool = False) -> Response:
    kept = written.kept
    wanted = whole or "return=representation" in request.headers.get("Prefer", "")
    response = _answer(kept.body, written.status) if wanted else Response(status=written.status)
    response.headers["ETag"] = kept.etag
    if not whole:
        response.headers["Location"] = f"{_base()}{kept.reference}/_history/{kept.version}"
    return response


def _response(written: Written) -> dict[str, Any]:
    kept = written.kept
    return {
        "status": "201 Created" if written.status == 201 else "200 OK",
        "location": f"{kept.reference}/_history/{kept.version}",
        "etag": kept.etag,
        "lastModified": kept.updated_at,
    }


def _answer(document: dict[str, Any], status: int = 200) -> Response:
    headers = {"X-Request-Id": request.headers.get("x-request-id", "")}
    return Response(wire.write(document), status, headers, content_type=FHIR)


def _base() -> str:
    return f"{request.host_url}store/fhir/"
