"""Builders for the store's tests: a client, a new patient with prescriptions, and a renewal of one."""

import atexit
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from fornya.integrations.http import Client
from fornya.integrations.prescription_store import NewPrescription, Prescription, PrescriptionStore
from fornya.rules.swedish_time import swedish_day
from tests.sandbox_process import Sandbox

AMINA, NILS, SAM = "198506149825", "200611249848", "197003639817"
KIM, MIRA, ALVA = "199912319853", "197905239807", "200903159812"
HEADERS = {
    "Authorization": "Bearer sandbox-store",
    "x-request-id": "7a1d9f0c-3f1e-4a39-8d5e-000000000001",
    "x-purpose": "care",
    "x-access": "prescriber",
}
TODAY = swedish_day(datetime.now(UTC))

_births = itertools.count(date(1930, 1, 1).toordinal())


# One pool for all tests, as in a real process; a pool for each would leave its sockets open.
POOL = Client("test")
atexit.register(POOL.close)


def a_client(sandbox: Sandbox, token: str = "sandbox-store", **options: Any) -> PrescriptionStore:
    return PrescriptionStore(f"{sandbox.url}/store/fhir/", token, client=POOL, **options)


def a_patient() -> str:
    """A personnummer that no other test uses: a day of its own, and a birth number kept for tests."""
    day = date.fromordinal(next(_births))
    nine = f"{day:%y%m%d}982"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{day:%Y%m%d}982{check}"


def with_prescription(sandbox: Sandbox, personnummer: str, **facts: Any) -> Prescription:
    asked = {"medicine": "Metoprolol Sandoz 50 mg", "per_day": "1", "purpose": "Mot högt blodtryck", **facts}
    written = sandbox.control("store/prescriptions", personnummer=personnummer, **asked)
    found = a_client(sandbox).prescriptions(personnummer).prescriptions
    return next(each for each in found if each.id == written["prescriptions"][0])


def a_renewal(personnummer: str, prior: Prescription | None, **changes: Any) -> NewPrescription:
    new = NewPrescription(
        prior=prior,
        personnummer=personnummer,
        product_name=prior.product_name if prior else "Metoprolol Sandoz",
        substance=prior.substance if prior else "metoprolol",
        atc=prior.atc if prior else "C07AB02",
        strength=prior.strength if prior else "50 mg",
        form=prior.form if prior else "depottablett",
        dosage_text="1 tablett varje morgon",
        units_per_day=Decimal(1),
        quantity=Decimal(100),
        unit="tablett",
        withdrawals_total=4,
        issued_on=TODAY,
        valid_until=TODAY.replace(year=TODAY.year + 1, day=min(TODAY.day, 28)),
        reimbursed=True,
        purpose="Mot högt blodtryck",
        prescriber_name="Eva Läkare",
        prescriber_code="9000019",
        prescriber_hsa_id="SE0000000000-E101",
        clinic_hsa_id="SE0000000000-V0001",
        clinic_name="Björkens vårdcentral",
        pharmacy_gln="7350099990014",
        digest="sha256:0f1e2d3c",
    )
    return replace(new, **changes)


def kept(sandbox: Sandbox, personnummer: str) -> list[dict[str, Any]]:
    """Everything the store has on a person, whatever its status."""
    seen: list[dict[str, Any]] = sandbox.control("store/look", personnummer=personnummer)["prescriptions"]
    return seen
