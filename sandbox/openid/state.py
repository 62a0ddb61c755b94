"""The providers' keys, codes and sign-ins, and how the next ID token is spoilt. `of` names a provider."""

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

state.schema(
    "openid_keys",
    """
    CREATE TABLE IF NOT EXISTS openid_keys (
        id INTEGER PRIMARY KEY, provider TEXT NOT NULL, jwk TEXT NOT NULL
    );
    """,
    keep=True,
)
state.schema(
    "openid",
    """
    CREATE TABLE IF NOT EXISTS openid_codes (
        provider TEXT NOT NULL, code TEXT PRIMARY KEY, expires_at REAL NOT NULL, client_id TEXT NOT NULL,
        redirect_uri TEXT NOT NULL, scope TEXT NOT NULL, nonce TEXT NOT NULL, auth_time INTEGER NOT NULL,
        subject TEXT NOT NULL, acr TEXT NOT NULL, amr TEXT NOT NULL,
        code_challenge TEXT NOT NULL, code_challenge_method TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS openid_sign_ins (
        id TEXT PRIMARY KEY, provider TEXT NOT NULL, subject TEXT NOT NULL, auth_time INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS openid_spoil (
        id INTEGER PRIMARY KEY, provider TEXT NOT NULL, plan TEXT NOT NULL
    );
    """,
)


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """One authorization code, with the questions Authlib asks of it."""

    provider: str
    code: str
    expires_at: float
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    auth_time: int
    subject: str
    acr: str
    amr: str
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
        """Return the level of assurance; empty where the provider tells it in another claim."""
        return self.acr

    def get_amr(self) -> list[str]:
        """Return how the person signed in."""
        return self.amr.split()


@dataclass(frozen=True)
class SignIn:
    """Who is signed in at a provider, in one browser; `subject` is what the provider knows them by."""

    id: str
    provider: str
    subject: str
    auth_time: int


def keep_code(code: Code) -> None:
    """Keep a new code."""
    with state.transaction() as db:
        db.execute("INSERT INTO openid_codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(code))


def take_code(of: str, code: str, client_id: str) -> Code | None:
    """Return a code and forget it, so that it works once at most, whatever becomes of the attempt."""
    with state.transaction() as db:
        row = db.execute("DELETE FROM openid_codes WHERE code = ? RETURNING *", (code,)).fetchone()
    if row is None or row["provider"] != of or row["client_id"] != client_id:
        return None
    return None if row["expires_at"] < time.time() else Code(*row)


def age_codes(of: str, seconds: float) -> None:
    """Make every waiting code older, so that tests need not wait for one to end."""
    with state.transaction() as db:
        db.execute("UPDATE openid_codes SET expires_at = expires_at - ? WHERE provider = ?", (seconds, of))


def sign_in(of: str, subject: str) -> SignIn:
    """Remember that this browser's person has just signed in."""
    made = SignIn(secrets.token_urlsafe(24), of, subject, int(time.time()))
    with state.transaction() as db:
        db.execute("INSERT INTO openid_sign_ins VALUES (?, ?, ?, ?)", astuple(made))
    return made


def signed_in(of: str, sign_in_id: str, *, max_age: int | None) -> SignIn | None:
    """Return the sign-in of a browser when it is still young enough."""
    asked = "SELECT * FROM openid_sign_ins WHERE id = ? AND provider = ?"
    row = state.connection().execute(asked, (sign_in_id, of)).fetchone()
    limit = SIGN_IN_LIFETIME if max_age is None else max_age
    if row is None or time.time() - row["auth_time"] > limit:
        return None
    return SignIn(*row)


def signing_key(of: str) -> RSAKey:
    """Return the newest key; made at the first start."""
    asked = "SELECT jwk FROM openid_keys WHERE provider = ? ORDER BY id DESC LIMIT 1"
    row = state.connection().execute(asked, (of,)).fetchone()
    return RSAKey.import_key(json.loads(row["jwk"])) if row else rotate(of)


def rotate(of: str) -> RSAKey:
    """Make a new signing key; the one before stays published, older ones go."""
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)})
    kept = "SELECT id FROM openid_keys WHERE provider = ? ORDER BY id DESC LIMIT 2"
    with state.transaction() as db:
        text = json.dumps(key.as_dict(private=True))
        db.execute("INSERT INTO openid_keys (provider, jwk) VALUES (?, ?)", (of, text))
        db.execute(f"DELETE FROM openid_keys WHERE provider = ? AND id NOT IN ({kept})", (of, of))  # noqa: S608, no value in it
    return key


def published_keys(of: str) -> dict[str, Any]:
    """Return the public keys as a JWK set."""
    signing_key(of)
    asked = "SELECT jwk FROM openid_keys WHERE provider = ? ORDER BY id DESC"
    rows = state.connection().execute(asked, (of,)).fetchall()
    keys: list[Key] = [RSAKey.import_key(json.loads(row["jwk"])) for row in rows]
    return dict(KeySet(keys).as_dict(private=False))


def plan_spoil(of: str, plan: dict[str, Any]) -> None:
    """Decide how the next ID token is to be wrong."""
    with state.transaction() as db:
        db.execute("INSERT INTO openid_spoil (provider, plan) VALUES (?, ?)", (of, json.dumps(plan)))


def take_spoil(of: str) -> dict[str, Any]:
    """Return the plan for this ID token and forget it; empty when it is to be right."""
    first = "SELECT min(id) FROM openid_spoil WHERE provider = ?"
    with state.transaction() as db:
        row = db.execute(
            f"DELETE FROM openid_spoil WHERE id = ({first}) RETURNING plan",  # noqa: S608, no value in it
            (of,),
        ).fetchone()
    plan: dict[str, Any] = json.loads(row["plan"]) if row else {}
    return plan
