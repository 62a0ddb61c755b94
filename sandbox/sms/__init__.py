"""A text message gateway in the shape Swedish gateways have: nothing is sent, everything is kept."""
