"""Why a proof was not accepted. The codes are for our log and our tests; a person is told to try again."""

from enum import StrEnum

from fornya.integrations.http import Refused


class Fault(StrEnum):
    """What was wrong with the signature or with the answer about its certificate."""

    SIZE = "size"
    BASE64 = "base64"
    MARKUP = "markup"
    XML = "xml"
    SHAPE = "shape"
    IDS = "ids"
    REFERENCES = "references"
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    CHAIN = "chain"
    POLICY = "policy"
    KEY_USAGE = "key_usage"
    PERSON = "person"
    FUNCTION = "function"
    VISIBLE = "visible"
    HIDDEN = "hidden"
    OCSP_ANSWER = "ocsp_answer"
    OCSP_CERTIFICATE = "ocsp_certificate"
    OCSP_STATUS = "ocsp_status"
    OCSP_TIME = "ocsp_time"
    OCSP_NONCE = "ocsp_nonce"
    OCSP_RESPONDER = "ocsp_responder"
    OCSP_SIGNATURE = "ocsp_signature"


class NotProven(Refused):
    """The proof does not show that this person approved this text; nobody is let in by it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def require(holds: bool, fault: Fault) -> None:
    """Go on only if it holds. raises: NotProven"""
    if not holds:
        raise NotProven(fault)
