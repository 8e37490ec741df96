"""A backup of a bot under load, brought back elsewhere and held to what it says of itself."""
