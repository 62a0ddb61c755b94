"""How to get help with the service: the phone and its hours, common questions, and a form to write in."""
