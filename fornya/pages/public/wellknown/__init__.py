"""What programs look for at fixed addresses: security.txt, robots.txt, the sitemap, the web manifest; and the
page for a reader who is offline."""
