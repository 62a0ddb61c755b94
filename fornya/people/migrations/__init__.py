"""Migrations of people, and the functions that look a session up before any wall is open."""
