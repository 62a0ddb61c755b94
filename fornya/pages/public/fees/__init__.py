"""What renewing a prescription costs, region by region, with exemptions, dates and sources."""
