"""Ask the high-cost account how far a person has come. The personnummer travels in the body only."""

from datetime import UTC, date, datetime
from typing import Any

from fornya.integrations.high_cost.messages import HighCostState, Purchase
from fornya.integrations.http import Client, Fault, Refused, Unavailable, json_of

SERVICE = "high_cost"
UNREADABLE = "answer"  # the code of an answer that is no JSON object


class HighCostAccount:
    """The account at `url`. Threads may share one; processes may not."""

    def __init__(self, url: str, token: str, *, client: Client | None = None) -> None:
        self._url = url.rstrip("/") + "/"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._client = client or Client(SERVICE)

    def state(self, personnummer: str) -> HighCostState:
        """Read the period that runs now.

        raises: Unavailable
        """
        asked = {"personalIdentityNumber": personnummer}
        try:
            answer = json_of(self._client.post(f"{self._url}state", json=asked, headers=self._headers))
        except Refused as refusal:
            fault = Fault.GARBLED if refusal.code == UNREADABLE else Fault.DOWN
            raise _unavailable(f"refused ({refusal.code})", fault) from None
        except Unavailable as problem:
            raise _unavailable(problem.reason, problem.fault) from None
        try:
            return _state(answer, personnummer)
        except (LookupError, ValueError, TypeError) as problem:
            raise _unavailable(f"unreadable answer ({type(problem).__name__})", Fault.GARBLED) from None


def _state(answer: dict[str, Any], personnummer: str) -> HighCostState:
    if answer["personalIdentityNumber"] != personnummer:
        raise ValueError("another person")
    period = answer["period"]
    purchases = tuple(_purchase(line) for line in answer["lines"])
    state = HighCostState(
        read_at=_moment(answer["readAt"]),
        period_start=date.fromisoformat(period["start"]) if period else None,
        period_end=date.fromisoformat(period["end"]) if period else None,
        gross_ore=_ore(answer["grossOre"]),
        paid_ore=_ore(answer["accumulatedOre"]),
        ceiling_ore=_ore(answer["ceilingOre"]),
        purchases=purchases,
    )
    lines = (sum(each.gross_ore for each in purchases), sum(each.paid_ore for each in purchases))
    if lines != (state.gross_ore, state.paid_ore) or state.paid_ore > state.ceiling_ore:
        raise ValueError("the sums do not agree")
    return state


def _purchase(line: dict[str, Any]) -> Purchase:
    return Purchase(
        dispense_id=str(line["dispenseId"]),
        bought_at=_moment(line["boughtAt"]),
        product_name=str(line["productName"]),
        gross_ore=_ore(line["grossOre"]),
        paid_ore=_ore(line["paidOre"]),
    )


def _ore(value: object) -> int:
    # bool is an int to Python, and a sum in kronor with decimals is not öre.
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("not öre")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)


def _unavailable(reason: str, fault: Fault) -> Unavailable:
    return Unavailable(SERVICE, reason, outcome_unknown=False, fault=fault)  # reading leaves nothing behind
