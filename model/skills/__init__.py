"""Institutions that need experts, and the experts: assignments, posts with a package, the knowledge network."""
