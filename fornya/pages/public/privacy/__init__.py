"""Which personal data is used, for what and for how long."""
