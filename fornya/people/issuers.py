"""The e-IDs besides BankID that patients may sign in with: each an OpenID issuer, and all of it settings.

Which claim holds the personnummer, and which values of which claims are good enough, differs from issuer to
issuer. It is written down here as data, so that another issuer needs no code.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
LONGEST_NAME = 80
HERE = ("127.0.0.1", "localhost")
WORDS = ("key", "name", "issuer", "client_id", "client_secret")
PATHS = ("personnummer", "given_name", "surname")

# A claim's name, or the names of objects within each other, outermost first.
Path = tuple[str, ...]


class NotAnIssuer(ValueError):
    """The setting cannot be used; the text says which entry and why."""


class About(StrEnum):
    """What a demand is about, for the words that tell a person what is missing."""

    COUNTRY = "country"
    REGISTRATION = "registration"
    ASSURANCE = "assurance"


@dataclass(frozen=True)
class Demand:
    """A claim that must have one of these values before anybody is signed in."""

    claim: Path
    accepted: frozenset[str]
    about: About


@dataclass(frozen=True)
class Issuer:
    """One e-ID: where it is asked, and how its claims are to be read. `key` stands in our addresses."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    personnummer: Path
    given_name: Path
    surname: Path
    required: tuple[Demand, ...]

    def unmet(self, claims: Mapping[str, Any]) -> tuple[About, ...]:
        """Tell what is not good enough, in the order of the setting; empty when all is."""
        found = [one.about for one in self.required if text_at(claims, one.claim) not in one.accepted]
        return tuple(dict.fromkeys(found))


def text_at(claims: Mapping[str, Any], path: Path) -> str:
    """Give the text at a path of claims; empty when there is none."""
    value: Any = claims
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def name_at(claims: Mapping[str, Any], path: Path) -> str:
    """Give a name that can be kept and shown; empty when it cannot."""
    name = text_at(claims, path).strip()
    return name if name.isprintable() and len(name) <= LONGEST_NAME else ""


def read(text: str) -> tuple[Issuer, ...]:
    """Read the setting: a JSON list with an object for each issuer.

    raises: NotAnIssuer
    """
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise NotAnIssuer(f"it is not JSON ({error})") from None
    if not isinstance(rows, list):
        raise NotAnIssuer("it has to be a list of issuers")
    issuers = tuple(_issuer(number, row) for number, row in enumerate(rows, 1))
    for name in ("key", "name", "issuer"):
        values = [getattr(one, name) for one in issuers]
        if len(set(values)) < len(values):
            raise NotAnIssuer(f"two issuers have the same {name}")
    return issuers


def _issuer(number: int, row: object) -> Issuer:
    named = f"issuer {number}"
    known = {*WORDS, *PATHS, "scopes", "required"}
    if not isinstance(row, dict) or set(row) != known:
        raise NotAnIssuer(f"{named} needs exactly these: {', '.join(sorted(known))}")
    plain = {word: _text(row[word], f"{word} of {named}") for word in WORDS}
    paths = {word: _path(row[word], f"{word} of {named}") for word in PATHS}
    if not KEY.fullmatch(plain["key"]):
        raise NotAnIssuer(f"key of {named} has to be small letters, digits and hyphens, 30 at most")
    _check_address(plain["issuer"], f"issuer of {named}")
    scopes = _texts(row["scopes"], f"scopes of {named}")
    if "openid" not in scopes:
        raise NotAnIssuer(f"scopes of {named} have to hold openid")
    return Issuer(
        key=plain["key"],
        name=plain["name"],
        issuer=plain["issuer"],
        client_id=plain["client_id"],
        client_secret=plain["client_secret"],
        scopes=scopes,
        personnummer=paths["personnummer"],
        given_name=paths["given_name"],
        surname=paths["surname"],
        required=_demands(row["required"], named),
    )


def _demands(rows: object, named: str) -> tuple[Demand, ...]:
    if not isinstance(rows, list):
        raise NotAnIssuer(f"required of {named} has to be a list")
    demands = tuple(_demand(row, f"required of {named}") for row in rows)
    # Without it, whoever holds an account at the issuer would be let in, however it was made.
    if About.ASSURANCE not in {one.about for one in demands}:
        raise NotAnIssuer(f"required of {named} has to demand a claim about assurance")
    return demands


def _demand(row: object, named: str) -> Demand:
    if not isinstance(row, dict) or set(row) != {"claim", "accepted", "about"}:
        raise NotAnIssuer(f"each of {named} needs exactly these: about, accepted, claim")
    if _text(row["about"], f"about in {named}") not in set(About):
        raise NotAnIssuer(f"about in {named} has to be one of {', '.join(About)}")
    accepted = frozenset(_texts(row["accepted"], f"accepted in {named}"))
    return Demand(_path(row["claim"], f"claim in {named}"), accepted, About(row["about"]))


def _check_address(address: str, named: str) -> None:
    wrong = NotAnIssuer(f"{named} has to be an address that starts with https://")
    try:
        parts = urlsplit(address)
    except ValueError:
        raise wrong from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise wrong


def _path(value: object, named: str) -> Path:
    return _texts([value] if isinstance(value, str) else value, named)


def _texts(value: object, named: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise NotAnIssuer(f"{named} has to be a list of texts, and not empty")
    return tuple(_text(one, named) for one in value)


def _text(value: object, named: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise NotAnIssuer(f"{named} has to be a text, and not empty")
    return value
