"""What the store says when it will not: one exception, always answered as an OperationOutcome."""

from typing import Any


class Refusal(Exception):
    """Raised anywhere below a view; the view layer answers `status` with the OperationOutcome."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text

    def outcome(self) -> dict[str, Any]:
        return outcome("error", self.code, self.text)


def outcome(severity: str, code: str, text: str) -> dict[str, Any]:
    issue = {"severity": severity, "code": code, "details": {"text": text}}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def unavailable() -> Refusal:
    return Refusal(503, "transient", "The store cannot be reached for this person right now")
