"""What every public page is held to, in all its languages, on the service as ./run starts it."""
