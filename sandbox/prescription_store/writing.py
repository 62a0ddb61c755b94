"""Create, update and transactions: every write is checked first and happens whole or not at all."""

import json
import re
from dataclasses import dataclass
from typing import Any

from sandbox import state
from sandbox.prescription_store import orders, storage, wire
from sandbox.prescription_store.refusals import Refusal
from sandbox.prescription_store.storage import Kept

KIND = "MedicationRequest"
ETAG = re.compile(r'W/"(\d{1,9})"')


@dataclass(frozen=True)
class Written:
    """One write and the status it is answered with."""

    status: int
    kept: Kept


def create(resource: dict[str, Any], if_none_exist: str | None) -> Written:
    """Keep a new order, unless one with the identifier of `if_none_exist` is there already.

    raises: Refusal
    """
    storage.refuse_if_down(orders.patient_of(resource))
    with state.transaction():
        existing = _existing(if_none_exist)
        if existing is not None:
            return Written(200, existing)
        orders.check(resource)
        return Written(201, storage.create(resource))


def update(resource_id: str, resource: dict[str, Any], if_match: str | None) -> Written:
    """Replace an order that still is the version of `if_match`.

    raises: Refusal
    """
    if not if_match:
        raise Refusal(400, "required", "An update needs If-Match")
    etag = ETAG.fullmatch(if_match)
    if etag is None:
        raise Refusal(400, "value", 'If-Match is written W/"1"')
    if resource.get("id") != resource_id:
        raise Refusal(400, "value", "The id of the resource is not that of the address")
    storage.refuse_if_down(orders.patient_of(resource))
    with state.transaction():
        storage.read(KIND, resource_id)
        orders.check(resource)
        return Written(200, storage.update(KIND, resource_id, resource, expected=int(etag.group(1))))


def transact(bundle: dict[str, Any]) -> list[Written]:
    """Carry out a transaction: all entries or none, creations before updates, answered in their order.

    raises: Refusal
    """
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "transaction":
        raise Refusal(400, "not-supported", "Only a Bundle of type transaction can be posted here")
    entries = bundle.get("entry")
    if not isinstance(entries, list) or not all(_is_write(entry) for entry in entries):
        raise Refusal(400, "structure", "Each entry needs a resource and a request by POST or PUT")
    done: dict[int, Written] = {}
    with state.transaction():
        named = _resolve(entries)
        order = sorted(range(len(entries)), key=lambda place: entries[place]["request"]["method"])
        for place in order:
            done[place] = _carry_out(entries[place], named)
    return [done[place] for place in range(len(entries))]


def _resolve(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Give every creation its id beforehand, so that the others can refer to it."""
    named = {}
    for entry in entries:
        if entry["request"]["method"] == "POST":
            existing = _existing(entry["request"].get("ifNoneExist"))
            chosen = existing.id if existing else storage.new_id(KIND)
            full_url = entry.get("fullUrl")
            if isinstance(full_url, str) and full_url.startswith("urn:uuid:"):
                named[full_url] = f"{KIND}/{chosen}"
    return named


def _carry_out(entry: dict[str, Any], named: dict[str, str]) -> Written:
    asked = entry["request"]
    resource = _renamed(entry["resource"], named)
    kind, _, resource_id = asked["url"].partition("/")
    if kind != KIND:
        raise Refusal(422, "not-supported", f"{kind} cannot be written")
    if asked["method"] == "PUT":
        return update(resource_id, resource, asked.get("ifMatch"))
    storage.refuse_if_down(orders.patient_of(resource))
    existing = _existing(asked.get("ifNoneExist"))
    if existing is not None:
        return Written(200, existing)
    orders.check(resource)
    chosen = named.get(entry.get("fullUrl", ""), "").removeprefix(f"{KIND}/") or None
    return Written(201, storage.create(resource, resource_id=chosen))


def _renamed(resource: dict[str, Any], named: dict[str, str]) -> dict[str, Any]:
    text = wire.write(resource)
    for urn, reference in named.items():
        text = text.replace(json.dumps(urn), json.dumps(reference))
    return wire.read(text)


def _existing(if_none_exist: str | None) -> Kept | None:
    if if_none_exist is None:
        return None
    name, _, token = if_none_exist.partition("=")
    system, bar, value = token.partition("|")
    if name != "identifier" or not (system and bar and value):
        raise Refusal(400, "not-supported", "If-None-Exist is written identifier=system|value")
    return storage.by_identifier(KIND, system, value)


def _is_write(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("resource"), dict):
        return False
    asked = entry.get("request")
    return (
        isinstance(asked, dict)
        and asked.get("method") in ("POST", "PUT")
        and isinstance(asked.get("url"), str)
    )
