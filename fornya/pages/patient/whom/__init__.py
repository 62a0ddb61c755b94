"""Whose matter it is: one's own, a child's, or that of an adult whose agent one is."""
