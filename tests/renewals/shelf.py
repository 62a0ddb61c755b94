"""The sandbox's prescription store behind our settings, and requests for what really is in it."""

from collections.abc import Iterator
from typing import Any

import pytest

from fornya.medicines import sources
from fornya.people.session import SignedInPatient
from fornya.renewals.choice import Choice
from tests import make
from tests.sandbox_process import Sandbox


@pytest.fixture
def store(settings: Any, sandbox: Sandbox) -> Iterator[Sandbox]:
    """Let the rooms write to the sandbox's store."""
    settings.STORE_URL = f"{sandbox.url}/store/fhir/"
    sources.prescription_store.cache_clear()
    yield sandbox
    sources.prescription_store()._client.close()
    sources.prescription_store.cache_clear()


def on_the_shelf(store: Sandbox, patient: SignedInPatient, **facts: Any) -> Choice:
    """Write a prescription that has run out to the store, and give it as the form would keep it."""
    asked = {
        "medicine": "Metoprolol Sandoz 50 mg",
        "per_day": "1",
        "purpose": "Mot högt blodtryck",
        "withdrawals": 1,
        "collected": [20],
        **facts,
    }
    written = store.control("store/prescriptions", personnummer=patient.personnummer, **asked)
    wanted = written["prescriptions"][0]
    row = next(each for each in kept(store, patient) if each["id"] == wanted)
    return make.choice(id=wanted, version=row["version"])


def kept(store: Sandbox, patient: SignedInPatient) -> list[dict[str, Any]]:
    """Everything the store has on a patient, whatever its status."""
    seen: list[dict[str, Any]] = store.control("store/look", personnummer=patient.personnummer)[
        "prescriptions"
    ]
    return seen
