"""Read a person's prescriptions, write a renewed one, and find out afterwards whether it was written.

Reading either gives the whole list of the right person or raises Unavailable. Writing is one FHIR
transaction under a key: however often and by however many it is sent, the store ends with one prescription.
A personnummer travels in bodies only, so every search is a POST.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from fornya.integrations import fhir
from fornya.integrations.fhir import Json, NotUnderstood
from fornya.integrations.http import Client, Fault, Refused, Unavailable
from fornya.integrations.prescription_store import mapping, names, orders
from fornya.integrations.prescription_store.messages import MedicineList, NewPrescription, Stored
from fornya.integrations.prescription_store.shapes import SEARCHSET, Searchset

SERVICE = "store"
CONFLICT = frozenset({409, 412})
NOT_LET_IN = frozenset({401, 403})
MOST_PAGES = 20
RESOURCE_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
LOCATION = re.compile(r"(?:.*/)?MedicationRequest/([A-Za-z0-9.\-]{1,64})/_history/([A-Za-z0-9.\-]{1,64})")


class PriorChanged(Exception):
    """The prescription to be replaced is no longer the one that was decided about."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why we call and by what right. The national code lists are not public, so both are settings."""

    purpose: str
    access: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that every call must carry."""
        return {"x-purpose": self.purpose, "x-access": self.access}


PATIENT = Grounds("patient-access", "own-data")
PRESCRIBER = Grounds("care", "prescriber")


class PrescriptionStore:
    """The store at `url`. Threads may share one; processes may not."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        reading: Grounds = PATIENT,
        writing: Grounds = PRESCRIBER,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        client: Client | None = None,
    ) -> None:
        self._url = url.rstrip("/") + "/"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": fhir.MEDIA_TYPE}
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._client = client or Client(SERVICE)

    def prescriptions(self, personnummer: str, *, ended: bool = False, costs: bool = False) -> MedicineList:
        """Read everything active the store has on one person; `ended` adds what no longer is.

        Without `costs` no dispense says what it cost, and what the store says of that is not looked at.

        raises: Unavailable
        """
        form = {
            "patient.identifier": f"{names.of_person(personnummer)}|{personnummer}",
            "_include": ["MedicationRequest:medication", "MedicationRequest:patient"],
            "_revinclude": "MedicationDispense:prescription",
        }
        if not ended:
            form["status"] = "active"
        try:
            pages = list(self._pages("MedicationRequest/_search", form))
            return mapping.medicine_list(pages, personnummer, self._clock(), costs=costs)
        except NotUnderstood as problem:
            raise _unreadable(problem) from None

    def find(self, key: UUID) -> Stored | None:
        """Look up the prescription that was written under a key; None when there is none.

        raises: Unavailable
        """
        form = {"identifier": orders.token(key)}
        try:
            return mapping.stored(self._search("MedicationRequest/_search", form, self._writing), str(key))
        except NotUnderstood as problem:
            raise _unreadable(problem) from None

    def create(self, new: NewPrescription, key: UUID) -> Stored:
        """Write a prescription and end the prior one, once per key.

        raises: PriorChanged, Refused, Unavailable (when `outcome_unknown`: find(), or create() again)
        """
        patient = self._patient(new.personnummer)
        before = self._prior(new, patient)
        if before is not None and new.prior is not None and before["meta"]["versionId"] != new.prior.version:
            return self._already(key)
        body = fhir.write(orders.transaction(new, key, patient, before))
        try:
            # The key is also the request's id, so that every attempt is one and the same call to the store.
            answer = self._client.post(
                self._url,
                content=body,
                headers={
                    **self._headers,
                    **self._writing.headers,
                    "Content-Type": fhir.MEDIA_TYPE,
                    "x-patientref": patient,
                },
                request_id=str(key),
                accept=CONFLICT,
            )
        except Refused as refusal:
            raise _refusal(refusal) from None
        return self._already(key) if answer.status_code in CONFLICT else _written(answer)

    def _already(self, key: UUID) -> Stored:
        """A conflict: somebody else changed the prior one, or an earlier attempt of ours did."""
        known = self.find(key)
        if known is None:
            raise PriorChanged
        return known

    def _patient(self, personnummer: str) -> str:
        form = {"identifier": f"{names.of_person(personnummer)}|{personnummer}"}
        try:
            found = mapping.patient_id(self._search("Patient/_search", form, self._writing), personnummer)
        except NotUnderstood as problem:
            raise _unreadable(problem) from None
        if found is None:
            raise Refused("patient-unknown")
        return found

    def _prior(self, new: NewPrescription, patient: str) -> Json | None:
        if new.prior is None:
            return None
        if not RESOURCE_ID.fullmatch(new.prior.id):
            raise Refused("prior-unknown")
        address = f"{self._url}MedicationRequest/{new.prior.id}"
        answer = self._read("GET", address, self._writing, accept={404, 410})
        if answer.status_code != 200:
            raise Refused("prior-unknown", status=answer.status_code)
        try:
            before = fhir.read(answer.content, "MedicationRequest")
            if not before.get("meta", {}).get("versionId"):
                raise NotUnderstood("meta.versionId")
        except NotUnderstood as problem:
            raise _unreadable(problem) from None
        if before.get("id") != new.prior.id or before["subject"].get("reference") != f"Patient/{patient}":
            raise Refused("prior-of-another-patient")
        return before

    def _pages(self, path: str, form: dict[str, Any]) -> Iterator[Searchset]:
        page = self._search(path, form, self._reading)
        for _ in range(MOST_PAGES):
            yield page
            following = next((each.url for each in page.link if each.relation == "next"), None)
            if following is None:
                return
            page = SEARCHSET.read(self._read("GET", self._own(following), self._reading).content)
        raise NotUnderstood("Bundle.link")

    def _own(self, address: str) -> str:
        """A next page must be on the store we asked: our token goes with the call."""
        ours, theirs = urlsplit(self._url), urlsplit(address)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise NotUnderstood("Bundle.link.url")
        return address

    def _search(self, path: str, form: dict[str, Any], grounds: Grounds) -> Searchset:
        return SEARCHSET.read(self._read("POST", self._url + path, grounds, data=form).content)

    def _read(self, method: str, address: str, grounds: Grounds, **options: Any) -> httpx.Response:
        headers = {**self._headers, **grounds.headers}
        try:
            return self._client.request(method, address, headers=headers, **options)
        except Refused as refusal:
            # A refused reading is a fault of set-up, and to the reader the same as a store that is down.
            raise Unavailable(
                SERVICE, f"HTTP {refusal.status}", outcome_unknown=False, status=refusal.status
            ) from None
        except Unavailable as problem:
            raise Unavailable(
                SERVICE,
                problem.reason,
                outcome_unknown=False,  # reading leaves nothing behind
                status=problem.status,
                retry_after=problem.retry_after,
                fault=problem.fault,
            ) from None


def _written(answer: httpx.Response) -> Stored:
    try:
        bundle = fhir.read(answer.content, "Bundle")
        first = bundle["entry"][0]["response"]
        place = LOCATION.fullmatch(first["location"])
    except (NotUnderstood, LookupError):
        place = None
    if place is None:
        raise Unavailable(SERVICE, "unreadable answer", outcome_unknown=True, status=answer.status_code)
    return Stored(place.group(1), place.group(2))


def _refusal(refusal: Refused) -> Refused | Unavailable:
    if refusal.status in NOT_LET_IN:
        # A token that ran out says nothing about the prescription: the decision waits for the next try.
        return Unavailable(SERVICE, f"HTTP {refusal.status}", outcome_unknown=False, status=refusal.status)
    code = fhir.issue_code(refusal.body) or refusal.code
    return Refused(code, status=refusal.status, body=refusal.body)


def _unreadable(problem: NotUnderstood) -> Unavailable:
    return Unavailable(SERVICE, f"unreadable answer ({problem})", outcome_unknown=False, fault=Fault.GARBLED)
