"""The provider's keys, codes and sign-ins, and how the next ID token is to be spoilt."""

import json
import secrets
import time
from dataclasses import astuple, dataclass
from typing import Any

from authlib.oidc.core import AuthorizationCodeMixin
from joserfc.jwk import Key, KeySet, RSAKey

from sandbox import state

CODE_LIFETIME = 60
SIGN_IN_LIFETIME = 8 * 3600
ACR = "http://id.sambi.se/loa/loa3"
AMR = ["urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient"]

state.schema(
    "idp_keys",
    """
    CREATE TABLE IF NOT EXISTS idp_keys (id INTEGER PRIMARY KEY, jwk TEXT NOT NULL);
    """,
    keep=True,
)
state.schema(
    "idp",
    """
    CREATE TABLE IF NOT EXISTS idp_codes (
        code TEXT PRIMARY KEY, expires_at REAL NOT NULL, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
        scope TEXT NOT NULL, nonce TEXT NOT NULL, auth_time INTEGER NOT NULL, hsa_id TEXT NOT NULL,
        code_challenge TEXT NOT NULL, code_challenge_method TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS idp_sign_ins (
        id TEXT PRIMARY KEY, hsa_id TEXT NOT NULL, auth_time INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS idp_spoil (id INTEGER PRIMARY KEY, plan TEXT NOT NULL);
    """,
)


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """One authorization code, with the questions Authlib asks of it."""

    code: str
    expires_at: float
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    auth_time: int
    hsa_id: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        """Return where the code was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return what was asked for."""
        return self.scope

    def get_nonce(self) -> str:
        """Return the client's nonce."""
        return self.nonce

    def get_auth_time(self) -> int:
        """Return when the person signed in."""
        return self.auth_time

    def get_acr(self) -> str:
        """Return the level of assurance."""
        return ACR

    def get_amr(self) -> list[str]:
        """Return how the person signed in."""
        return AMR


@dataclass(frozen=True)
class SignIn:
    """Who is signed in at the provider, in one browser."""

    id: str
    hsa_id: str
    auth_time: int


def keep_code(code: Code) -> None:
    """Keep a new code."""
    with state.transaction() as db:
        db.execute("INSERT INTO idp_codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(code))


def take_code(code: str, client_id: str) -> Code | None:
    """Return a code and forget it, so that it works once at most, whatever becomes of the attempt."""
    with state.transaction() as db:
        row = db.execute("DELETE FROM idp_codes WHERE code = ? RETURNING *", (code,)).fetchone()
    if row is None or row["client_id"] != client_id or row["expires_at"] < time.time():
        return None
    return Code(*row)


def age_codes(seconds: float) -> None:
    """Make every waiting code older, so that tests need not wait for one to end."""
    with state.transaction() as db:
        db.execute("UPDATE idp_codes SET expires_at = expires_at - ?", (seconds,))


def sign_in(hsa_id: str) -> SignIn:
    """Remember that this browser's person has just signed in."""
    made = SignIn(secrets.token_urlsafe(24), hsa_id, int(time.time()))
    with state.transaction() as db:
        db.execute("INSERT INTO idp_sign_ins VALUES (?, ?, ?)", (made.id, made.hsa_id, made.auth_time))
    return made


def signed_in(sign_in_id: str, *, max_age: int | None) -> SignIn | None:
    """Return the sign-in of a browser when it is still young enough."""
    row = state.connection().execute("SELECT * FROM idp_sign_ins WHERE id = ?", (sign_in_id,)).fetchone()
    limit = SIGN_IN_LIFETIME if max_age is None else max_age
    if row is None or time.time() - row["auth_time"] > limit:
        return None
    return SignIn(*row)


def sign_out(sign_in_id: str) -> None:
    """Forget a browser's sign-in."""
    with state.transaction() as db:
        db.execute("DELETE FROM idp_sign_ins WHERE id = ?", (sign_in_id,))


def signing_key() -> RSAKey:
    """Return the newest key; made at the first start."""
    row = state.connection().execute("SELECT jwk FROM idp_keys ORDER BY id DESC LIMIT 1").fetchone()
    return RSAKey.import_key(json.loads(row["jwk"])) if row else rotate()


def rotate() -> RSAKey:
    """Make a new signing key; the one before stays published, older ones go."""
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)})
    with state.transaction() as db:
        db.execute("INSERT INTO idp_keys (jwk) VALUES (?)", (json.dumps(key.as_dict(private=True)),))
        db.execute("DELETE FROM idp_keys WHERE id NOT IN (SELECT id FROM idp_keys ORDER BY id DESC LIMIT 2)")
    return key


def published_keys() -> dict[str, Any]:
    """Return the public keys as a JWK set."""
    signing_key()
    rows = state.connection().execute("SELECT jwk FROM idp_keys ORDER BY id DESC").fetchall()
    keys: list[Key] = [RSAKey.import_key(json.loads(row["jwk"])) for row in rows]
    return dict(KeySet(keys).as_dict(private=False))


def plan_spoil(plan: dict[str, Any]) -> None:
    """Decide how the next ID token is to be wrong."""
    with state.transaction() as db:
        db.execute("INSERT INTO idp_spoil (plan) VALUES (?)", (json.dumps(plan),))


def take_spoil() -> dict[str, Any]:
    """Return the plan for this ID token and forget it; empty when it is to be right."""
    with state.transaction() as db:
        row = db.execute(
            "DELETE FROM idp_spoil WHERE id = (SELECT min(id) FROM idp_spoil) RETURNING plan"
        ).fetchone()
    plan: dict[str, Any] = json.loads(row["plan"]) if row else {}
    return plan
