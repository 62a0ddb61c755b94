"""What medicines cost within the high-cost protection: the steps, and a calculator that needs no sign-in."""
