"""The patient's requests: the list, one request with its decisions, answering, taking back."""
