"""Patients and staff: who they are, that they are signed in, and what they may.

`sign_in.py` and `staff_sign_in.py` let people in, `session.py` remembers them, `guards.py` is the only place
that decides who may open a view.
"""
