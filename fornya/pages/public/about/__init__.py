"""What the service is and who runs it."""
