"""Fixtures of the tests of the care directory."""

from tests.clinics.demo_directory import as_owner, demo_directory, loaded_demo

__all__ = ["as_owner", "demo_directory", "loaded_demo"]
