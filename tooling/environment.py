"""The environment that ./run gives Förnya's processes: addresses, and the sandbox's worthless secrets."""

import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey

from tooling.bootstrap import ROOT
from tooling.ports import HOST

SANDBOX_SECRETS = {
    "STAFF_CLIENT_ID": "fornya",
    "STAFF_CLIENT_SECRET": "sandbox-secret",
    "STORE_TOKEN": "sandbox-store",
    "HIGH_COST_TOKEN": "sandbox-high-cost",
    "POPULATION_TOKEN": "sandbox-population",
    "SMS_USER": "sandbox",
    "SMS_PASSWORD": "sandbox",
    # Whoever tries Förnya late at night has their phone beside them.
    "SMS_FROM_HOUR": "0",
    "SMS_TO_HOUR": "24",
    "MAIL_FROM": "Förnya <ingen-svarar@fornya.example>",
}


def for_sandbox(*, port: int, data: Path, secret_key: str) -> dict[str, str]:
    """Give the settings of a Förnya on `port` whose foreign systems are the sandbox on the next ports."""
    web, sandbox = f"http://{HOST}:{port}", f"http://{HOST}:{port + 1}"
    certificates = data / "sandbox" / "bankid"
    return SANDBOX_SECRETS | {
        "FORNYA_ENV": "sandbox",
        "SECRET_KEY": secret_key,
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "PUBLIC_URL": web,
        "BANKID_URL": f"https://{HOST}:{port + 2}/rp/v6.0/",
        "BANKID_CLIENT_PEM": str(certificates / "client.pem"),
        "BANKID_ROOT_PEM": str(certificates / "root.pem"),
        "BANKID_USER_ROOT_PEM": str(certificates / "user-ca.pem"),
        "BANKID_POLICIES": "1.2.3.4.25",
        "BANKID_APP_URL": f"{sandbox}/bankid/",
        "BANKID_COMPUTER_APP_URL": f"{sandbox}/bankid/",
        "DECISION_KEYS": json.dumps([decision_key(secret_key)]),
        "STAFF_ISSUER": f"{sandbox}/idp",
        "PATIENT_ISSUERS": json.dumps([freja(f"{sandbox}/freja/")]),
        "STORE_URL": f"{sandbox}/store/fhir/",
        "HIGH_COST_URL": f"{sandbox}/high-cost/",
        "POPULATION_URL": f"{sandbox}/population/",
        "PRODUCTS_FILE": str(ROOT / "sandbox" / "products.toml"),
        "SMS_URL": f"{sandbox}/sms/a1/sms",
        "SMTP_URL": f"smtp://{HOST}:{port + 3}",
        # Only one thread at a time runs Python, so heaps for each of them only lie about half full.
        "MALLOC_ARENA_MAX": "2",
    }


def decision_key(secret_key: str) -> dict[str, object]:
    """Make the key that a sandbox seals decisions with out of its secret: nothing more has to be kept."""
    seed = int.from_bytes(hashlib.sha256(f"decisions {secret_key}".encode()).digest())
    key = ec.derive_private_key(1 + seed % (2**255), ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return dict(ECKey.import_key(pem).as_dict(private=True))


def freja(issuer: str) -> dict[str, object]:
    """Give what a patient issuer's setting says about Freja+; the real one differs in address and secret."""
    space = "https://frejaeid.com/oidc"
    demands = (
        ("country", "country", "SE"),
        ("registrationLevel", "registration", "PLUS"),
        ("loaLevel", "assurance", "LOA3"),
    )
    return {
        "key": "freja",
        "name": "Freja+",
        "issuer": issuer,
        "client_id": "fornya-patient",
        "client_secret": "sandbox-freja",
        "scopes": [
            "openid",
            "profile",
            f"{space}/scopes/personalIdentityNumber",
            f"{space}/scopes/registrationLevel",
        ],
        "personnummer": f"{space}/claims/personalIdentityNumber",
        "given_name": "given_name",
        "surname": "family_name",
        "required": [
            {"claim": f"{space}/claims/{claim}", "about": about, "accepted": [value]}
            for claim, about, value in demands
        ],
    }
