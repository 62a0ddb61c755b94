"""The job: a patient asks a clinic to renew prescriptions, staff decide per medicine, the store is written.

One verb per file: `draft.py`, `send.py`, `withdraw.py`, `take.py`, `answer.py`, `decide.py`;
`delivery.py` carries decisions to the national store. Pages call these and nothing else of this room writes.
"""
