"""Where the patient is signed in, and signing out from afar."""
