"""The top of the ladder: wires settings, addresses, middleware and background work. Decides nothing itself.

Nobody may import from here but the web server, the worker and the management commands.
"""
