"""The list of one's medicines to print: on A4, in large print, as a PDF, and as a QR code for who asks."""
