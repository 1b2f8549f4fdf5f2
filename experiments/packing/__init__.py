"""A workshop in one file: questions over grids of their levers' terms, predicted first, and a budget to negotiate; opened from disk, without a network.

`space` says what is run, `asking` runs a question, `negotiation` a budget, `document` puts both into words and numbers of the page, `writing` writes it.
The page itself is in the folder page: its scripts draw SVG and interpolate as `interpolation` does.
"""
