"""Who runs a loop, with how much room, seen as which agents."""
