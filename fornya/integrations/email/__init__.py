"""E-mail over SMTP. Comes in: `messages`, by its delivery handlers."""

from fornya.integrations.email.client import Mailer

__all__ = ["Mailer"]
