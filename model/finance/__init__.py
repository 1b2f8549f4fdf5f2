"""Saving at origin: bonds, training, families who receive."""
