"""An e-mail sink: takes what is sent over SMTP, delivers nothing, shows it on the console."""
