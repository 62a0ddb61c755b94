"""The table of counts, and the one function that touches it."""
