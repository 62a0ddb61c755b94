"""The job: a patient asks a clinic to renew prescriptions, staff decide per medicine, the store is written.

A file a deed, named by its verb: `send.py`, `take.py`, `decide.py`, `book.py` and so on. `history.py` locks a
request, moves it and notes what was done, for all of them; `delivery.py` carries decisions to the national
store. What is read of requests is in `reading.py`, `worklist.py`, `glance.py` and `meetings.py`.
"""
