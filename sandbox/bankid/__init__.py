"""BankID as a relying party sees it: the API v6.0 over mutual TLS, and the phone that answers.

Start it with `server.serve`; hang the phone's pages and the test controls on a Flask app with
`views.install`. Nothing here knows who the relying party is; nobody outside the sandbox may come in.
"""
