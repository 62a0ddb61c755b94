"""Outbox topic → handler: the urls.py of background work."""

TOPICS = {
    "renewal.write": "fornya.renewals.delivery.write",
    "message.notify": "fornya.messages.delivery.notify",
}
