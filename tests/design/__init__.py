"""Tests of the design room: tokens, components, layouts, formats, the gallery, what browsers are sent."""
