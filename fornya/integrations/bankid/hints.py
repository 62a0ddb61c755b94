"""From BankID's hints and errors to the message a person should see.

BankID numbers its recommended messages RFA1 to RFA30; the keys here carry those numbers, so that whoever
writes the words can compare them with BankID's list. Hints may be added at any time without a new version,
so an unknown one has a message too.
"""

from enum import StrEnum

from fornya.integrations.bankid.client import AlreadyInProgress
from fornya.integrations.http import Refused, Unavailable


class DeviceKind(StrEnum):
    """Where BankID is opened: on this computer, on this device of any kind, or by QR code on another."""

    COMPUTER = "computer"
    SAME = "same"
    OTHER = "other"


class Message(StrEnum):
    """A message key; the words belong to the page."""

    RFA1 = "rfa1"
    RFA2 = "rfa2"
    RFA3 = "rfa3"
    RFA4 = "rfa4"
    RFA5 = "rfa5"
    RFA6 = "rfa6"
    RFA8 = "rfa8"
    RFA9 = "rfa9"
    RFA13 = "rfa13"
    RFA15A = "rfa15a"
    RFA15B = "rfa15b"
    RFA16 = "rfa16"
    RFA17A = "rfa17a"
    RFA17B = "rfa17b"
    RFA21 = "rfa21"
    RFA22 = "rfa22"
    RFA23 = "rfa23"
    RFA24 = "rfa24"
    RFA25 = "rfa25"
    RFA26 = "rfa26"
    RFA27 = "rfa27"
    RFA28 = "rfa28"
    RFA29 = "rfa29"
    RFA30 = "rfa30"
    # Beside BankID's list: too many calls of ours, a fault that is ours, and silence while one waits.
    BUSY = "busy"
    OURS = "ours"
    SILENT = "silent"


_SAME_EVERYWHERE = {
    ("pending", "noClient"): Message.RFA1,
    ("pending", "userSign"): Message.RFA9,
    ("pending", "userMrtd"): Message.RFA23,
    ("pending", "userFace"): Message.RFA24,
    ("pending", "userStepUp"): Message.RFA25,
    ("pending", "processing"): Message.RFA21,
    ("pending", "userCallConfirm"): Message.RFA21,
    ("failed", "userCancel"): Message.RFA6,
    ("failed", "cancelled"): Message.RFA3,
    ("failed", "expiredTransaction"): Message.RFA8,
    ("failed", "certificateErr"): Message.RFA16,
    ("failed", "mrtdVerificationFailed"): Message.RFA26,
    ("failed", "facialRecognitionFailed"): Message.RFA27,
    ("failed", "nfcNotSupportedByDevice"): Message.RFA28,
    ("failed", "multipleBankIdsOnDevice"): Message.RFA29,
    ("failed", "stepUpFailed"): Message.RFA30,
    ("failed", "userDeclinedCall"): Message.RFA22,
    ("failed", "notSupportedByUserApp"): Message.RFA22,
    ("failed", "transactionRiskBlocked"): Message.RFA22,
}

_BY_DEVICE = {
    ("pending", "outstandingTransaction", DeviceKind.COMPUTER): Message.RFA13,
    ("pending", "outstandingTransaction", DeviceKind.SAME): Message.RFA13,
    ("pending", "outstandingTransaction", DeviceKind.OTHER): Message.RFA1,
    ("pending", "started", DeviceKind.COMPUTER): Message.RFA15A,
    ("pending", "started", DeviceKind.SAME): Message.RFA15B,
    ("pending", "started", DeviceKind.OTHER): Message.RFA15B,
    ("failed", "startFailed", DeviceKind.COMPUTER): Message.RFA17A,
    ("failed", "startFailed", DeviceKind.SAME): Message.RFA17A,
    ("failed", "startFailed", DeviceKind.OTHER): Message.RFA17B,
}

TOO_MANY = 429
# The certificate, the address, the method or the kind of content: nothing that the person can mend.
OUR_FAULTS = (401, 403, 404, 405, 415)

_UNKNOWN = {"pending": Message.RFA21, "failed": Message.RFA22}


def message_for(status: str, hint: str, device: DeviceKind) -> Message:
    """Give the message for what `collect` answered; for a hint or status we do not know, a general one."""
    known = _SAME_EVERYWHERE.get((status, hint)) or _BY_DEVICE.get((status, hint, device))
    return known or _UNKNOWN.get(status, Message.RFA22)


def message_for_error(error: Refused | Unavailable) -> Message:
    """Give the message for a call that BankID did not answer as it should."""
    if isinstance(error, AlreadyInProgress):
        return Message.RFA4
    if isinstance(error, Unavailable):
        return Message.BUSY if error.status == TOO_MANY else Message.RFA5
    return Message.OURS if error.status in OUR_FAULTS else Message.RFA22
