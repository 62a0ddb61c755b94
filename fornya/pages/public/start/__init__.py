"""The start page: three doors, a search for one's clinic, and what the service promises."""
