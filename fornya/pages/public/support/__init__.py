"""How to get help with the service."""
