"""The bench: what each kind of page costs, beside pgbench running the same SQL on the same server.

It uses the tools and talks to Förnya over HTTP and through its database, as strangers do; nobody imports it.
"""
