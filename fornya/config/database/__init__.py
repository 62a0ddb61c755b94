"""Django's PostgreSQL backend, named as ENGINE in the settings, with one thing more: see `base.py`."""
