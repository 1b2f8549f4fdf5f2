"""What is written for a reader: the result folder, the page that is read first, indicators, a score."""
