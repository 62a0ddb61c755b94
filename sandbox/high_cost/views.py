"""The account's one address, `POST /high-cost/state`: the personnummer is in the body, never in a URL."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox import faults
from sandbox.bankid.people import is_personnummer
from sandbox.high_cost import ledger

TOKEN = "sandbox-high-cost"

blueprint = Blueprint("high_cost", __name__, url_prefix="/high-cost")
faults.cover(blueprint, "high_cost")


@blueprint.post("/state")
def state() -> Response | tuple[Response, int]:
    """Answer with the period that runs now: {"personalIdentityNumber": "198506149825"} in."""
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return jsonify(error="unauthorized"), 401
    asked = request.get_json(silent=True)
    number = asked.get("personalIdentityNumber") if isinstance(asked, dict) else None
    if not isinstance(number, str) or not is_personnummer(number):
        return jsonify(error="personalIdentityNumber must be twelve digits with a right check digit"), 400
    now = datetime.now(UTC)
    return jsonify(_answer(number, ledger.account(number, now.astimezone(ledger.STOCKHOLM).date()), now))


def _answer(personnummer: str, account: ledger.Account, now: datetime) -> dict[str, Any]:
    period = None
    if account.start and account.end:
        period = {"start": account.start.isoformat(), "end": account.end.isoformat()}
    return {
        "personalIdentityNumber": personnummer,
        "readAt": now.isoformat(timespec="seconds"),
        "period": period,
        "grossOre": account.gross_ore,
        "accumulatedOre": account.paid_ore,
        "ceilingOre": account.ceiling_ore,
        "leftOre": account.left_ore,
        "freecard": account.freecard,
        "lines": [_line(purchase) for purchase in account.purchases],
    }


def _line(purchase: ledger.Purchase) -> dict[str, Any]:
    return {
        "dispenseId": purchase.dispense,
        "boughtAt": purchase.bought_at.isoformat(),
        "productName": purchase.product,
        "grossOre": purchase.gross_ore,
        "paidOre": purchase.paid_ore,
    }
