"""Reminders to renew: whether, by which ways and of which medicines; and as a file for one's calendar."""
