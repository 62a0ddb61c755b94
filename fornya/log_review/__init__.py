"""The review of a clinic's access log: what meets a criterion, a sample of the rest, and what was said of it.

`month.py` reads one clinic's month and sorts it by the criteria (`rules/log_review.py`), `mark.py` keeps what
the reviewer said, `months.py` tells which months have been reviewed. All log themselves. Only pages come in,
for somebody with the post of a log's reviewer; a region, and the operator, hear how many clinics are behind.
"""
