"""What the tests of the sign-in pages share."""

import pytest

from fornya.pages.login import bankid, staff
from tests.committed import database, owner_connection, transactional_db
from tests.people.scripted import ScriptedBankId
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "database", "owner_connection", "sandbox", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def scripted(monkeypatch):
    """A BankID that answers what the test says."""
    told = ScriptedBankId()
    monkeypatch.setattr(bankid, "bankid", lambda: told)
    return told


@pytest.fixture
def real(settings, sandbox):
    """The sandbox's BankID and identity provider behind our settings."""
    folder = sandbox.data / "sandbox" / "bankid"
    settings.BANKID_URL = sandbox.bankid_url
    settings.BANKID_CLIENT_PEM, settings.BANKID_ROOT_PEM = (
        str(folder / "client.pem"),
        str(folder / "root.pem"),
    )
    settings.BANKID_USER_ROOT_PEM = str(folder / "user-ca.pem")
    settings.STAFF_ISSUER = f"{sandbox.url}/idp"
    settings.PUBLIC_URL = sandbox.web
    bankid.bankid.cache_clear()
    staff.provider.cache_clear()
    yield sandbox
    bankid.bankid.cache_clear()
    staff.provider.cache_clear()
