"""The staff's identity provider: OpenID Connect with authorization code and PKCE, on Authlib's server half."""
