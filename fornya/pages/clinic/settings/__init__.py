"""The clinic's settings: a list of tasks (`tasks.py`), each a small page of its own, and who changed what."""
