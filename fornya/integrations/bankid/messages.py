"""What is said to and by BankID, as plain values; here end the names that only the wire uses."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Order:
    """A started order. Its reference and its secret stay on the server: they are enough to follow it."""

    order_ref: str = field(repr=False)
    auto_start_token: str = field(repr=False)
    qr_start_token: str = field(repr=False)
    qr_start_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """Nothing is decided yet; `hint` tells the step, and may be one that is newer than this program."""

    hint: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The order has ended without an identity; `hint` tells why, and may be unknown."""

    hint: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Who approved, and the proof. BankID tells it once: store it or lose it.

    `risk` is "low", "moderate" or "high", or None when BankID did not judge. `device_ip` is where the phone
    was; with mobile networks it may differ from the browser's without anything being wrong.
    """

    personnummer: str = field(repr=False)
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    risk: str | None
    device_ip: str = field(repr=False)
    signature: str = field(repr=False)
    ocsp: str = field(repr=False)
