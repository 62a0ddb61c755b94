"""What tests may ask about the e-mails; the sink itself speaks SMTP and stands in `sink`."""

from flask import Blueprint, Response, jsonify

from sandbox import control
from sandbox.email import state

blueprint = Blueprint("email", __name__)


@blueprint.get("/_control/emails")
def seen() -> Response:
    """Show every e-mail, newest first."""
    control.only_this_machine()
    return jsonify([vars(email) for email in state.emails()])
