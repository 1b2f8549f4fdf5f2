"""Colours that colour-blind readers tell apart (Okabe and Ito 2008), for figures on paper and on screens."""

POLICY = "#0072B2"
WITHOUT = "#6b6b6b"
GAIN = "#009E73"
LOSS = "#D55E00"
INK = "#222222"
SERIES_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
