"""What clinics have answered, counted together: by clinic, month and medicine group, and how soon.

The worker counts each request once, when nothing in it is open any more (`count.py`); pages read what is
counted and never the requests. Come in by `clinic` (a clinic's own) and `open_data` (for everybody). Numbers
that are about somebody come out of neither. Why so: docs/decisions/0025.
"""
