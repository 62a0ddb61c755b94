"""Tests of the public pages, by what people read and press."""
