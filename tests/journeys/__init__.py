"""Whole jobs in Debian's Chromium, against the whole service as ./run starts it."""
