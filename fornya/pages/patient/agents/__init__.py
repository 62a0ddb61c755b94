"""Agents: give another adult leave to help, say yes or no to it, see what they have done, end it at once."""
