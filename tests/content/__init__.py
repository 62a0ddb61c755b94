"""Tests of the articles in content/."""
