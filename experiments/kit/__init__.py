"""A facilitator's kit: a guide, slides and handouts of a workshop, made and printed by one command, in English and French.

`content` reads what they say, `running` makes the runs, `scoring` turns a negotiation into points; `guide`, `answers`, `slides` and `handouts` put both
together, `printing` makes files of it, and `writing` makes the whole kit.
"""
