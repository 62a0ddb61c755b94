"""Text messages through a gateway in 46elks' form. Comes in: `messages`, by its delivery handlers."""

from fornya.integrations.sms.client import InvalidNumber, SmsGateway

__all__ = ["InvalidNumber", "SmsGateway"]
