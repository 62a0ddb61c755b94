"""The text of the animated QR code: new every second, so that a photographed code soon is worthless."""

import hashlib
import hmac

from fornya.integrations.bankid.messages import Order


def qr_text(order: Order, seconds: int) -> str:
    """Give the text to show when the order is this many whole seconds old."""
    age = str(seconds)
    mark = hmac.new(order.qr_start_secret.encode("ascii"), age.encode("ascii"), hashlib.sha256).hexdigest()
    return f"bankid.{order.qr_start_token}.{age}.{mark}"
