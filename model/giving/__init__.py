"""Associations and their projects, the matching fund, crises and what is given in them."""
