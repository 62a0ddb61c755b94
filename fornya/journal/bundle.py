"""A person's own data as one FHIR R4 bundle of the type collection: requests, decisions and messages.

A request is a Task for each medicine, about a proposal (a MedicationRequest of intent "proposal"); a decision
to renew is an order based on it. What FHIR has no place for (the access log, sign-ins) is in the JSON alone.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from fornya.integrations.fhir import Json, write
from fornya.integrations.prescription_store import dosage, names
from fornya.rules.swedish_time import swedish_day

REQUEST = "https://fornya.example/fhir/identifier/renewal-request"
LINE = "https://fornya.example/fhir/identifier/renewal-item"
MESSAGE = "https://fornya.example/fhir/identifier/message"
TIME = "https://fornya.example/fhir/identifier/appointment"
WAY = "https://fornya.example/fhir/CodeSystem/meeting-way"
STATUS = "https://fornya.example/fhir/CodeSystem/renewal-status"
REASON = "https://fornya.example/fhir/CodeSystem/renewal-reason"
RENEWAL = {"system": "http://snomed.info/sct", "code": "103742009", "display": "Renewal of prescription"}
# Ids of what has none of its own: the person, and the proposal of a line. The same each time.
_OURS = uuid.UUID("2f6b0b1e-7c54-4d0e-9b0c-6f1f6e0d9a41")

# A line's state → Task.status.
_TASK = {
    "sent": "requested",
    "opened": "in-progress",
    "question": "on-hold",
    "writing": "accepted",
    "renewed": "completed",
    "renewed_changed": "completed",
    "meet": "rejected",
    "declined": "rejected",
    "withdrawn": "cancelled",
    "store_refused": "in-progress",
}
_PROPOSAL = {"completed": "completed", "rejected": "cancelled", "cancelled": "cancelled"}


def bundle(own: Json) -> bytes:
    """Write what own_data.py has gathered; each message with its words in `text`.

    raises: NotUnderstood
    """
    resources = [_patient(own["person"])]
    subject = {"reference": _urn(_patient_id(own))}
    for request in own["requests"]:
        for line in request["medicines"]:
            resources += _of_line(request, line, subject)
        resources += [_appointment(request, time, subject) for time in request["times"]]
    resources += [_communication(message, subject) for message in own["messages"]]
    return write(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "timestamp": own["about"]["made_at"],
            "entry": [{"fullUrl": _urn(each["id"]), "resource": each} for each in resources],
        }
    )


def _urn(key: str) -> str:
    return f"urn:uuid:{key}"


def _patient_id(own: Json) -> str:
    return str(uuid.uuid5(_OURS, own["person"]["personnummer"]))


def _patient(person: Json) -> Json:
    telecom = [
        {"system": system, "value": person[name]}
        for system, name in (("phone", "phone"), ("email", "email"))
        if person[name]
    ]
    return {
        "resourceType": "Patient",
        "id": str(uuid.uuid5(_OURS, person["personnummer"])),
        "identifier": [{"system": names.of_person(person["personnummer"]), "value": person["personnummer"]}],
        "name": [{"family": person["surname"], "given": [person["given_name"]]}],
        "birthDate": person["birth_date"],
        **({"telecom": telecom} if telecom else {}),
    }


def _of_line(request: Json, line: Json, subject: Json) -> Iterator[Json]:
    """Give the proposal, the task about it, and each order that was decided."""
    proposal_id = str(uuid.uuid5(_OURS, line["id"]))
    task = _task(request, line, subject, proposal_id)
    yield _proposal(request, line, subject, proposal_id, _PROPOSAL.get(task["status"], "active"))
    yield task
    for decision in line["decisions"]:
        if decision["prescription"]:
            yield _order(request, line, decision, subject, proposal_id)


def _task(request: Json, line: Json, subject: Json, proposal_id: str) -> Json:
    standing = [each for each in line["decisions"] if each["superseded_at"] is None]
    task: Json = {
        "resourceType": "Task",
        "id": line["id"],
        "identifier": [{"system": LINE, "value": line["id"]}],
        "groupIdentifier": {"system": REQUEST, "value": request["id"]},
        "status": _TASK[line["state"]],
        "businessStatus": {"coding": [{"system": STATUS, "code": line["state"]}]},
        "intent": "proposal",
        "code": {"coding": [RENEWAL], "text": "Förnya recept"},
        "focus": {"reference": _urn(proposal_id)},
        "for": subject,
        "requester": subject,
        "owner": _clinic(request),
        "authoredOn": request["sent_at"],
        "lastModified": request["ended_at"] or request["sent_at"],
        "restriction": {"period": {"end": request["answer_by"]}},
    }
    notes = list(_notes(request, line))
    if notes:
        task["note"] = notes
    orders = [each["id"] for each in standing if each["prescription"]]
    if orders:
        kind = {"text": "Nytt recept"}
        task["output"] = [{"type": kind, "valueReference": {"reference": _urn(key)}} for key in orders]
    for decision in standing:
        if decision["reason"]:
            reason = {"coding": [{"system": REASON, "code": decision["reason"]}]}
            task["statusReason"] = reason | ({"text": decision["text"]} if _says(decision["text"]) else {})
    return task


def _notes(request: Json, line: Json) -> Iterator[Json]:
    """Give what was written in the request about the medicine, each with its time and its writer's name."""
    for text in (line["answers"].get("note"), request["message"]):
        if _says(text):
            yield {"text": text, "time": request["sent_at"]}
    for question in line["questions"]:
        yield {
            "text": question["text"],
            "time": question["asked_at"],
            "authorString": question["asked_by"],
        }
        if _says(question["answer"]):
            yield {"text": question["answer"], "time": question["answered_at"]}


def _says(text: str | None) -> bool:
    """Tell whether there is anything to read: FHIR has no place for a string of nothing but white space."""
    return bool(text and text.strip())


def _proposal(request: Json, line: Json, subject: Json, proposal_id: str, status: str) -> Json:
    known = line["prescription"]
    proposal: Json = {
        "resourceType": "MedicationRequest",
        "id": proposal_id,
        "identifier": [{"system": LINE, "value": line["id"]}],
        "groupIdentifier": {"system": REQUEST, "value": request["id"]},
        "status": status,
        "intent": "proposal",
        "reportedBoolean": True,
        "medicationCodeableConcept": _medication(line["name"], known),
        "subject": subject,
        "requester": subject,
        "authoredOn": request["sent_at"],
    }
    if known.get("dosage_text"):
        proposal["dosageInstruction"] = [{"text": known["dosage_text"]}]
    return proposal


def _order(request: Json, line: Json, decision: Json, subject: Json, proposal_id: str) -> Json:
    new = decision["prescription"]
    per_day = Decimal(new["units_per_day"]) if new.get("units_per_day") else None
    started = swedish_day(datetime.fromisoformat(decision["decided_at"])).isoformat()
    return {
        "resourceType": "MedicationRequest",
        "id": decision["id"],
        "identifier": [{"system": names.DECISION_KEY, "value": decision["id"]}],
        "extension": [{"url": names.DECISION_DIGEST, "valueString": decision["digest"]}],
        "status": _order_status(decision),
        "intent": "order",
        "medicationCodeableConcept": _medication(line["name"], line["prescription"]),
        "subject": subject,
        "requester": {"display": decision["decided_by"]},
        "authoredOn": decision["decided_at"],
        "basedOn": [{"reference": _urn(proposal_id)}],
        "dosageInstruction": [dosage.instruction(new["dosage_text"], per_day, new["unit"])],
        "dispenseRequest": {
            "validityPeriod": {"start": started, "end": new["valid_until"]},
            "numberOfRepeatsAllowed": new["withdrawals_total"] - 1,
            "quantity": {"value": Decimal(new["quantity"]), "unit": new["unit"]},
        },
    }


def _order_status(decision: Json) -> str:
    if decision["superseded_at"] is not None:
        return "cancelled"
    return "active" if decision["stored_at"] else "draft"


def _medication(name: str, known: Json) -> Json:
    concept: Json = {"text": name}
    if known.get("atc"):
        concept["coding"] = [{"system": names.ATC, "code": known["atc"]}]
    return concept


def _clinic(request: Json) -> Json:
    clinic = request["clinic"]
    return {
        "identifier": {"system": names.HSA_ID, "value": clinic["hsa_id"]},
        "display": clinic["name"],
    }


def _appointment(request: Json, time: Json, subject: Json) -> Json:
    """Give a time to meet that was offered: booked, still to be chosen, or not to be any more."""
    starts = datetime.fromisoformat(time["starts_at"])
    is_booked, stands = time["booked_at"] is not None, time["withdrawn_at"] is None and not time["closed_at"]
    accepts = {"booked": "accepted", "proposed": "needs-action", "cancelled": "declined"}
    status = "booked" if is_booked else "proposed" if stands else "cancelled"
    whom = (
        f"{request['clinic']['name']}, {time['whom']}" if _says(time["whom"]) else request["clinic"]["name"]
    )
    return {
        "resourceType": "Appointment",
        "id": time["id"],
        "identifier": [{"system": TIME, "value": time["id"]}],
        "status": status,
        "appointmentType": {"coding": [{"system": WAY, "code": time["way"]}]},
        "start": time["starts_at"],
        "end": (starts + timedelta(minutes=time["minutes"])).isoformat(),
        "minutesDuration": time["minutes"],
        "created": time["offered_at"],
        "supportingInformation": [{"reference": _urn(line["id"])} for line in request["medicines"]],
        "participant": [
            {"actor": subject, "status": accepts[status]},
            {"actor": _clinic(request) | {"display": whom}, "status": "accepted"},
        ],
    }


def _communication(message: Json, subject: Json) -> Json:
    return {
        "resourceType": "Communication",
        "id": message["id"],
        "identifier": [{"system": MESSAGE, "value": message["id"]}],
        "status": "completed",
        "subject": subject,
        "recipient": [subject],
        "sent": message["created_at"],
        **({"received": message["read_at"]} if message["read_at"] else {}),
        "payload": [{"contentString": message["text"]}],
    }
