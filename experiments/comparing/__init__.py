"""Policies against their own world without policy: the runs of a comparison, its tables, what a lever adds, what that costs and is worth."""
