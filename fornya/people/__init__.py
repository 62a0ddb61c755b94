"""Patients and staff: who they are, that they are signed in, and what they may.

`sign_in.py` and `staff_sign_in.py` let people in, `session.py` remembers them, `guards.py` is the only place
that decides who may open a view. `acting.py` opens another's matter and says what may be done there at this
moment, `mandates.py` and `appoint.py` keep what adults have given each other, `registered.py` what the
population register says.
"""
