"""What is kept of whom: one schema a kind of record, and the arrays that hold them."""
