"""The clinics room's tables, change by change."""
