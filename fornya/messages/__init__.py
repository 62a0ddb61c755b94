"""Messages to patients: the inbox, and notices by SMS and e-mail that say only that something waits."""
