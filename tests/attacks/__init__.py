"""Attacks on signing in and on being signed in, and what forged forms and other addresses could do.

Each attack names the guard that holds it off; `test_guards.py` takes every guard out of the running code, and
the attack's own test has to notice.
"""
