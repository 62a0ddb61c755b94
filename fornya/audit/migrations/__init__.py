"""Migrations of the access log and of the two working roles."""
