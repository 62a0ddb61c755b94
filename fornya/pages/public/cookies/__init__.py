"""The few cookies that the service needs."""
