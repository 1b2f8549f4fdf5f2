"""Numbers that say nothing about people: parts and multiples in which things are counted, and the limits of arithmetic.

What people, institutions or places do is in `model/parameters/`; how long a month is, in `model/time_units.py`.
"""

LN_2 = 0.6931471805599453
"""Natural logarithm of 2: what makes a rate of a half-life."""

QUARTER = 0.25
"""One of four equal parts."""

PER_THOUSAND = 0.001
PER_TEN_THOUSAND = 10_000.0
"""How many times a share is to be taken to be counted per 10,000."""

BILLION = 1e9
"""USD in a billion USD."""

POINTS = 100.0
"""Percentage points in a share of one."""

GOLDEN = 0.6180339887498949
"""Golden ratio less one: its multiples, less their whole parts, fill the unit interval evenly, however few there are."""

PLASTIC = 0.7548776662466927
"""The inverse of the plastic number does so in another order."""

ROUNDING = 1e-9
"""By how much two sums may differ that would be equal without rounding; what stands for a little more than nothing."""

TINY = 1e-12
"""Least number of which a logarithm is taken."""

APART_FROM_ZERO = 0.01
"""Least number by which something is divided that declared bounds keep at or above it."""
