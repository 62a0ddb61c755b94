"""The times to meet that a clinic offers in a request: choose one, change, cancel, put it in a calendar."""
