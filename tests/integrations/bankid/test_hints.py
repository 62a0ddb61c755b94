"""Every hint on every kind of device has its message."""

import pytest

from fornya.integrations.bankid.hints import DeviceKind, Message, message_for

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


def test_every_message_but_those_for_errors_is_reached_by_a_hint() -> None:
    reached = {message for *_, message in CASES}

    # 4 and 5 stand for an order already in progress and for BankID being down: errors, not hints.
    assert set(Message) - reached == {Message.RFA4, Message.RFA5}
