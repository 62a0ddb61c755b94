"""Ask the population register about one person. The personnummer travels in the body only."""

from datetime import date
from typing import Any

from fornya.integrations.http import Client, Refused, Unavailable, json_of
from fornya.integrations.population.messages import Known, Registered

SERVICE = "population"
# Somebody waits at every page for this answer, as long as they act for another.
PATIENCE = 2.0

# An unknown word is no guess: the answer is then unreadable, and whoever asked gets none.
PROTECTION = {"none": False, "sekretessmarkering": True, "skyddad folkbokforing": True, "fingerade": True}


class PopulationRegister:
    """The register at `url`. Threads may share one; processes may not."""

    def __init__(self, url: str, token: str, *, client: Client | None = None) -> None:
        self._url = url.rstrip("/") + "/"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._client = client or Client(SERVICE, read_timeout=PATIENCE)

    def person(self, personnummer: str) -> Registered:
        """Read who somebody is, and whose guardian.

        raises: Unavailable
        """
        asked = {"personalIdentityNumber": personnummer}
        try:
            answer = json_of(self._client.post(f"{self._url}person", json=asked, headers=self._headers))
        except Refused as refusal:
            raise _unavailable(f"refused ({refusal.code})") from None
        except Unavailable as problem:
            raise _unavailable(problem.reason) from None
        try:
            return _registered(answer, personnummer)
        except (LookupError, ValueError, TypeError, AttributeError) as problem:
            raise _unavailable(f"unreadable answer ({type(problem).__name__})") from None


def _registered(answer: dict[str, Any], personnummer: str) -> Registered:
    if answer["personalIdentityNumber"] != personnummer:
        raise ValueError("another person")
    children = answer["guardianOf"]
    if not isinstance(children, list):
        raise TypeError("no list of children")
    return Registered(**_facts(answer), guardian_of=tuple(Known(**_facts(child)) for child in children))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    deceased_on = row["deceasedOn"]
    return {
        "personnummer": _number(row["personalIdentityNumber"]),
        "given_name": _name(row["givenName"]),
        "surname": _name(row["surname"]),
        "is_protected": PROTECTION[row["protection"]],
        "deceased_on": None if deceased_on is None else date.fromisoformat(deceased_on),
    }


def _number(value: str) -> str:
    if len(value) != 12 or not (value.isascii() and value.isdigit()):
        raise ValueError("not twelve digits")
    return value


def _name(value: str) -> str:
    # As long as our own column: a longer one is no name of anybody.
    if not value.strip() or len(value) > 80 or "\x00" in value:
        raise ValueError("no name")
    return value.strip()


def _unavailable(reason: str) -> Unavailable:
    return Unavailable(SERVICE, reason, outcome_unknown=False)  # reading leaves nothing behind
