"""What the OpenID Connect providers share: keys, codes, PKCE and spoilt tokens, on Authlib's server half."""
