"""What ships of every country and corridor: the table, its figures as a scenario takes them, the rules for what no table gives, and who came when."""
