"""How often one sender may do something: counted in PostgreSQL, for all web processes together.

`count.py` counts and refuses, `sender.py` says whose address a request comes from, `expiry.py` takes away
what is over. The numbers stand in `rules/limits.py`. Rooms and pages that take something in come in here;
nothing here knows what is counted or what a refusal looks like. Why it is so: docs/decisions/0018.
"""
