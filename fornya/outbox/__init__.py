"""What must happen outside the process: a row written in the same transaction as its cause.

`queue.put` is the one door to the job engine. `work.py` runs what was put; `worker.py` is the process around
it. Handlers are found by the topics that config names, so nothing here knows what a delivery is about.
"""
