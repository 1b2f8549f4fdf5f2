"""The table of all countries and corridors that ships with the product: made from published tables, each figure with how it was found."""
