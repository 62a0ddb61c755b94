"""The staff's identity provider: OpenID Connect, and the page where one chooses whom to be."""
