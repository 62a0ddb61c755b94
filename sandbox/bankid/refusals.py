"""How the API says no: an HTTP status, an error code and a sentence for the developer."""


class Refusal(Exception):
    """Answer the call with this status and error code."""

    def __init__(self, status: int, code: str, details: str) -> None:
        super().__init__(f"{status} {code}: {details}")
        self.status = status
        self.code = code
        self.details = details


def invalid(details: str) -> Refusal:
    """Make the refusal of a call whose members break the rules, or whose order is not there."""
    return Refusal(400, "invalidParameters", details)


def no_such_order() -> Refusal:
    """Make the refusal that a gone, finished and foreign order all share."""
    return invalid("No such order")
