"""*Översikt*: the region's clinics in numbers, those that somebody should ring first."""
