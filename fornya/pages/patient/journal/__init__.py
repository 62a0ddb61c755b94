"""What Förnya has kept about the person: their requests in time, who has looked, and all of it as a file."""
