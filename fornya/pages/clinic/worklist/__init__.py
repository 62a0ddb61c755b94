"""The list of requests that wait, and what became of the others."""
