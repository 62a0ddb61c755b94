"""*Bokade möten*: who comes on which day and who has chosen no time; and the times of one request."""
