"""Reminders to renew, for those who have asked for them: the wish, the daily look, and what was told.

Nobody is reminded who has not chosen it. The worker looks (`look.py`) with the rule (`rules/reminders.py`),
the inbox gets the message, and SMS and e-mail say only that something waits. Come in by `wishes` and `look`.
"""
