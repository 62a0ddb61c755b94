"""The sandbox's front page: who is there, what has been received, and the plugs to pull."""
