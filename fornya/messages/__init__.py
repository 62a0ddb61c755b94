"""Messages to patients: the inbox, and the notices by SMS and e-mail that say only that something waits
there."""
