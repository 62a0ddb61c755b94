"""What a patient sees when signed in: renewing, following a request, messages, medicines, the way to frikort.

One folder per task. Every page is the person's own: who somebody else is, or that a request exists, is never
told.
"""
