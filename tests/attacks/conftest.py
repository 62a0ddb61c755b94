"""The database, the e-IDs and the browsers that the attacks are made with."""

from collections.abc import Iterator

import pytest
import structlog

from fornya.integrations.oidc import OidcRelyingParty
from fornya.pages.login import staff
from tests.attacks.scenes import BankIdScene, FrejaScene, StaffScene
from tests.committed import database, owner_connection, transactional_db
from tests.contracts.patient_sign_in import freja_of, issuers
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "database", "owner_connection", "sandbox", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def undone(owner_connection, db):
    """A database in which nothing stays: each attack is one transaction, taken back at its end."""


@pytest.fixture
def told() -> Iterator[list]:
    """What the log says meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
def scene(undone, monkeypatch):
    """Förnya with a BankID that is told what to answer."""
    return BankIdScene.put_in(monkeypatch)


@pytest.fixture
def freja(undone, settings, sandbox, told):
    """Förnya with the sandbox's Freja for patients."""
    settings.PUBLIC_URL = sandbox.web
    settings.PATIENT_ISSUERS = issuers(freja_of(sandbox))
    return FrejaScene(sandbox, told)


@pytest.fixture
def staffs(undone, settings, sandbox, told, monkeypatch):
    """Förnya with the sandbox's provider for staff, who is asked about itself once for all tests."""
    settings.PUBLIC_URL = sandbox.web
    settings.STAFF_ISSUER = f"{sandbox.url}/idp"
    party = _parties.setdefault(sandbox.url, staff.provider.__wrapped__())
    monkeypatch.setattr(staff, "provider", lambda: party)
    return StaffScene(sandbox, told)


_parties: dict[str, OidcRelyingParty] = {}


@pytest.fixture(params=["freja", "staffs"])
def openid(request):
    """Each of the two in turn: what holds for patients holds for staff."""
    return request.getfixturevalue(request.param)
