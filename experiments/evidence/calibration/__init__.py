"""Calibration: which values of the parameters agree with published facts, and how far that leaves them open."""
