"""What a clinic's administrators change themselves: service, promise, whom it serves, policy, hours, fee.

`administrators.py` says who may. Each deed opens the clinic's scope, writes, and leaves a row in the log of
changes with what was and what became (`log.py`); the directory in memory is told with the commit. What is
done and left to do in a new clinic is in `tasks.py`.
"""
