"""Outbox topic → handler, and what is done each night: the urls.py of background work."""

NIGHTLY = (
    "fornya.renewals.expiry.remove_old_drafts",
    "fornya.people.expiry.remove_old_sign_ins",
    "fornya.people.expiry.remove_old_sessions",
)

TOPICS = {
    "renewal.write": "fornya.renewals.delivery.write",
    "message.notify": "fornya.messages.delivery.notify",
}
