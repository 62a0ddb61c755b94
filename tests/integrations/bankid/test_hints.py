"""Every hint on every kind of device has its message, and every error."""

import pytest

from fornya.integrations.bankid.client import AlreadyInProgress, OrderGone
from fornya.integrations.bankid.hints import DeviceKind, Message, message_for, message_for_error
from fornya.integrations.http import Refused, Unavailable

# status, hint, then the message on this computer, on this device, on another device
TABLE = """
pending  outstandingTransaction    13   13   1
pending  noClient                  1    1    1
pending  started                   15a  15b  15b
pending  userSign                  9    9    9
pending  userMrtd                  23   23   23
pending  userFace                  24   24   24
pending  userStepUp                25   25   25
pending  processing                21   21   21
pending  userCallConfirm           21   21   21
pending  somethingNew              21   21   21
failed   userCancel                6    6    6
failed   cancelled                 3    3    3
failed   expiredTransaction        8    8    8
failed   startFailed               17a  17a  17b
failed   certificateErr            16   16   16
failed   mrtdVerificationFailed    26   26   26
failed   facialRecognitionFailed   27   27   27
failed   nfcNotSupportedByDevice   28   28   28
failed   multipleBankIdsOnDevice   29   29   29
failed   stepUpFailed              30   30   30
failed   userDeclinedCall          22   22   22
failed   notSupportedByUserApp     22   22   22
failed   transactionRiskBlocked    22   22   22
failed   somethingNew              22   22   22
somehow  somethingNew              22   22   22
"""
KINDS = (DeviceKind.COMPUTER, DeviceKind.SAME, DeviceKind.OTHER)
CASES = [
    (status, hint, kind, Message(f"rfa{number}"))
    for status, hint, *numbers in map(str.split, TABLE.strip().splitlines())
    for kind, number in zip(KINDS, numbers, strict=True)
]


@pytest.mark.parametrize(("status", "hint", "kind", "message"), CASES)
def test_a_hint_has_its_message(status: str, hint: str, kind: DeviceKind, message: Message) -> None:
    assert message_for(status, hint, kind) is message


ERRORS = [
    (AlreadyInProgress("alreadyInProgress", status=400), Message.RFA4),
    (OrderGone("invalidParameters", status=400), Message.RFA22),
    (Refused("invalidParameters", status=400), Message.RFA22),
    (Refused("codeFromTheFuture", status=400), Message.RFA22),
    (Refused("400", status=400), Message.RFA22),
    *((Refused("unauthorized", status=status), Message.OURS) for status in (401, 403)),
    (Refused("notFound", status=404), Message.OURS),
    (Refused("methodNotAllowed", status=405), Message.OURS),
    (Refused("unsupportedMediaType", status=415), Message.OURS),
    (Unavailable("bankid", "HTTP 408", outcome_unknown=False, status=408), Message.RFA5),
    (Unavailable("bankid", "HTTP 429", outcome_unknown=False, status=429), Message.BUSY),
    (Unavailable("bankid", "HTTP 500", outcome_unknown=True, status=500), Message.RFA5),
    (Unavailable("bankid", "HTTP 503", outcome_unknown=True, status=503), Message.RFA5),
    (Unavailable("bankid", "ConnectTimeout", outcome_unknown=False), Message.RFA5),
    (Unavailable("bankid", "an answer that cannot be read", outcome_unknown=True), Message.RFA5),
]


@pytest.mark.parametrize(("error", "message"), ERRORS, ids=lambda each: str(each))
def test_an_error_has_its_message(error: Refused | Unavailable, message: Message) -> None:
    assert message_for_error(error) is message


def test_every_message_is_reached_by_a_hint_or_an_error() -> None:
    reached = {message for *_, message in CASES} | {message for _error, message in ERRORS}

    # The second is help beside the link, before anything has failed; silence is told while one waits.
    assert set(Message) - reached == {Message.RFA2, Message.SILENT}
