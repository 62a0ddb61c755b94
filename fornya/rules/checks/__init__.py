"""What is looked at before a renewal: one function a check, which says what it found, or that it was not run.

`run.py` is the way in. A check supports the prescriber and never decides; only the fast lane (`is_clean`)
asks that each and every one ran and found nothing.

Source: the house rule of this room; every file names its own.
Reviewed: 2026-11-23
"""
