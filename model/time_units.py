"""How long a month is."""

TWELFTH = 1.0 / 12.0
"""A month, in years."""

DAYS_A_MONTH = 30.4
"""A month, in days: a year of 365 days has twelve."""
