"""What has been kept long enough is taken away each night, by the worker's role, and nothing else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from fornya.people import session
from fornya.people.expiry import remove_old_sessions
from fornya.renewals.expiry import remove_old_drafts
from fornya.renewals.models import RenewalDraft
from tests import make
from tests.conftest import connect_as
from tooling.postgres_settings import WEB, WORKER


@pytest.fixture
def as_worker(database):
    """Let a test begin as the web and go on as the worker."""
    yield lambda: connect_as(WORKER)
    connect_as(WEB)


def test_a_form_untouched_for_thirty_days_is_removed(as_worker):
    make.draft(make.patient(), [make.choice()])
    as_worker()

    assert remove_old_drafts(now=make.NOW + timedelta(days=29)) == 0
    assert remove_old_drafts(now=make.NOW + timedelta(days=31)) == 1
    assert not RenewalDraft.objects.exists()


def test_a_session_that_has_run_out_is_removed(as_worker):
    token = make.patient_token()
    as_worker()

    assert remove_old_sessions(now=make.NOW + timedelta(hours=11)) == 0
    assert remove_old_sessions(now=make.NOW + timedelta(hours=13)) >= 1
    connect_as(WEB)
    assert session.find(token, now=make.NOW) is None


def test_every_nightly_handler_exists_and_can_be_run_by_the_worker(as_worker):
    as_worker()

    for handler in import_string(settings.OUTBOX_NIGHTLY):
        assert import_string(handler)(now=make.NOW) >= 0
