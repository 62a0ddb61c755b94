"""Tests of the care directory: its tables, the copy in memory, the search, and the demo's data."""
