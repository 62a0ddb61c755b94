"""Relying parties for the BankID tests: ours, two written by others, and bare HTTP calls."""

import ssl
from datetime import datetime
from pathlib import Path
from typing import Any

import bankid
import bankid_sdk
import httpx

from fornya.integrations.bankid.client import BankId, connect, tls
from fornya.integrations.bankid.messages import Order
from tests.sandbox_process import Sandbox

AMINA, TOLVAN = "198506149825", "191212121212"
VISIBLE = "Du loggar in i Förnya.\nAvbryt om någon har ringt och bett dig att logga in."
RETURN_URL = "http://127.0.0.1:8000/logga-in/tillbaka?nonce=n-1"


def folder_of(sandbox: Sandbox) -> Path:
    return sandbox.data / "sandbox" / "bankid"


def ours(sandbox: Sandbox) -> BankId:
    folder = folder_of(sandbox)
    pool = connect(sandbox.bankid_url, client_pem=folder / "client.pem", root_pem=folder / "root.pem")
    return BankId(pool, domain="fornya.example")


def start(party: BankId, **changes: Any) -> Order:
    asked: dict[str, Any] = {
        "user_ip": "192.0.2.7",
        "return_url": None,
        "user_agent": "Testläsare/1.0",
        "device_id": "device-1",
        "visible": VISIBLE,
    }
    return party.start(**(asked | changes))


def sign(party: BankId, **changes: Any) -> Order:
    asked: dict[str, Any] = {
        "personnummer": AMINA,
        "user_ip": "192.0.2.7",
        "return_url": None,
        "user_agent": "Testläsare/1.0",
        "device_id": "device-1",
        "visible": "Jag förnyar ett recept.",
    }
    return party.sign(**(asked | changes))


def context_of(sandbox: Sandbox, client_pem: Path | None = None) -> ssl.SSLContext:
    folder = folder_of(sandbox)
    return tls(client_pem or folder / "client.pem", folder / "root.pem")


def bare(sandbox: Sandbox, client_pem: Path | None = None) -> httpx.Client:
    context = context_of(sandbox, client_pem)
    return httpx.Client(base_url=sandbox.bankid_url, verify=context, trust_env=False)


def pybankid(sandbox: Sandbox) -> bankid.BankIDClient:
    """The library pybankid; it has no setting for the address, so its endpoints are turned one by one."""
    pem = str(folder_of(sandbox) / "client.pem")
    party = bankid.BankIDClient((pem, pem), test_server=True)
    party.client = httpx.Client(
        headers={"Content-Type": "application/json"}, verify=context_of(sandbox), trust_env=False
    )
    for method in ("auth", "sign", "collect", "cancel"):
        setattr(party, f"_{method}_endpoint", sandbox.bankid_url + method)
    return party


def sdk(sandbox: Sandbox) -> bankid_sdk.SyncV60:
    """The library bankid-sdk, with a client of our own."""
    host = sandbox.bankid_url.removesuffix("/rp/v6.0/")
    return bankid_sdk.SyncV60(httpx.Client(base_url=host, verify=context_of(sandbox), trust_env=False))


def order_seen(sandbox: Sandbox, order_ref: str) -> dict[str, Any]:
    """What the service has understood of an order."""
    orders: list[dict[str, Any]] = sandbox.seen("bankid/orders")
    return next(order for order in orders if order["orderRef"] == order_ref)


def approve(sandbox: Sandbox, order: Order, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = sandbox.control(
        "bankid/approve",
        **({"autoStartToken": order.auto_start_token, "personnummer": AMINA} | more),
    )
    return answer


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
