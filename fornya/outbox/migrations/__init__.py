"""Migrations of the outbox, and the roles' rights on the job engine's own tables."""
