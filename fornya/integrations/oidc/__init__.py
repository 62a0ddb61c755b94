"""OpenID Connect sign-in, as the party that asks. Comes in: the sign-in pages, for staff and patients.

The issuer is configuration; nothing in here knows which provider it is or what the claims mean to us.
"""

from fornya.integrations.oidc.client import OidcRelyingParty, challenge_of
from fornya.integrations.oidc.messages import Fault, IdToken, NotSignedIn

__all__ = ["Fault", "IdToken", "NotSignedIn", "OidcRelyingParty", "challenge_of"]
