"""A request that every check finds nothing in, once its facts out of the record are written in."""

import uuid
from datetime import timedelta
from typing import Any

from fornya.people.session import SignedInPatient
from tests import make
from tests.browser import Browser
from tests.renewals.shelf import on_the_shelf
from tests.sandbox_process import Sandbox

WELL = {"works": "yes", "side_effects": "no", "as_prescribed": "yes"}


def asked_for(store: Sandbox, patient: SignedInPatient | None = None, **answers: str) -> uuid.UUID:
    """Send a request for a medicine in the store, with good answers unless others are given."""
    sender = patient or make.patient()
    choice = on_the_shelf(store, sender)
    key = make.draft(sender, [choice], answers={choice.id: WELL | answers})
    return make.send(sender, key)


def record(line_id: object = "", **changes: str) -> dict[str, str]:
    """Give a record form that is filled in with nothing to remark on."""
    day = (make.TODAY - timedelta(days=60)).isoformat()
    facts = {"visit": day, "allergy": "no", "bags": "no", "pregnant": "no"}
    return facts | ({f"checked-{line_id}": day} if line_id else {}) | changes


def written_in(browser: Browser, request_id: uuid.UUID, **changes: str) -> Any:
    """Write the facts of the record into a request that has been taken; gives its page."""
    page = browser.get(f"/personal/arende/{request_id}")
    (name,) = page.tree.xpath("//input[starts-with(@name, 'checked-')]/@name")
    return browser.press(
        page, "Spara och kör kontrollerna", **record(name.removeprefix("checked-"), **changes)
    )
