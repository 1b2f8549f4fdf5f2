"""How long a month is, and what else time is counted in."""

TWELFTH = 1.0 / 12.0
"""A month, in years."""

DAYS_A_MONTH = 30.4
"""A month, in days: a year of 365 days has twelve."""

WEEKS_A_MONTH = 4.348125
"""A month, in weeks."""

A_QUARTER = 3
"""A quarter, in months."""

HALF_A_YEAR = 6
"""Half a year, in months."""

QUARTERS_A_YEAR = 4.0

DECADE = 0.1
"""A year, in decades."""
