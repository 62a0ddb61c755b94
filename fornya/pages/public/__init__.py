"""Pages for everyone: no sign-in, no cookies, the same for all visitors, so that they may be kept and shared.

One folder for each page, with its view and its template. Nobody else imports from here but `config`.
"""
