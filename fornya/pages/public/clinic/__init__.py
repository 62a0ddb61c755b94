"""One clinic: whether it renews online, what that costs, when it answers; else the phone."""
