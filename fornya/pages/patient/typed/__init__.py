"""Back where one was: what had been typed when the session was over."""
