"""A guided start: questions whose answers become a network file."""
