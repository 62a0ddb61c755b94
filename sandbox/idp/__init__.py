"""The staff's identity provider: OpenID Connect with codes and PKCE, on Authlib's server half."""
