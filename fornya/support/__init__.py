"""Questions and remarks to the support desk: cases, the copy by e-mail, the hours.

About the service, never about care: a case belongs to no patient. The web's role can only add cases; reading
them is for the support desk (the command `support_cases`) and for the worker that sends the copy. Only pages
and `config` come in here.
"""
