"""*Behörigheter*: who is named to what, until when and why; to give, prolong and end it."""
