"""How a world is peopled: households and families, ties, places."""
