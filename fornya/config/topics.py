"""Outbox topic → handler, and what is done each hour and each night: the urls.py of background work."""

HOURLY = (
    "fornya.renewals.remind_of_times.remind",
    "fornya.renewals.escalate.escalate",
    "fornya.renewals.alarm.sound",
    "fornya.renewals.open_counts.gather_open_counts",
    "fornya.reminders.look.look",
    "fornya.statistics.count.count_ended",
)

NIGHTLY = (
    "fornya.renewals.chain.link_the_rest",
    "fornya.renewals.withdraw_time.close_met",
    "fornya.renewals.escalate.remove_old_escalations",
    "fornya.renewals.expiry.remove_old_drafts",
    "fornya.renewals.expiry.remove_old_filled_decisions",
    "fornya.people.expiry.remove_old_sign_ins",
    "fornya.people.expiry.remove_old_signing_requests",
    "fornya.people.expiry.remove_old_sessions",
    "fornya.people.expiry.remove_old_typed_forms",
    "fornya.people.expiry.remove_old_mandates",
    "fornya.people.expiry.remove_old_guardian_contacts",
    "fornya.support.expiry.remove_old_cases",
    "fornya.limits.expiry.remove_old_counts",
    "fornya.reminders.expiry.remove_old_reminders",
)

TOPICS = {
    "renewal.write": "fornya.renewals.delivery.write",
    "renewal.chain": "fornya.renewals.chain.link",
    "people.registered": "fornya.people.registered.refresh",
    "message.notify": "fornya.messages.delivery.notify",
    "message.alarm": "fornya.renewals.alarm.send",
    "mandate.tell": "fornya.messages.mandates.tell_of_mandate",
    "reminder.notify": "fornya.reminders.notify.notify",
    "support.copy": "fornya.support.delivery.send_copy",
}
