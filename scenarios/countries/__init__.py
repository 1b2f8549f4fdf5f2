"""Countries: their codes and names, their published figures, and scenarios made from these."""
