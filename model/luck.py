"""The old place of model.compiled.random_draws: for scripts and notebooks of before; it goes with the release after this one."""

from .compiled.random_draws import MASK, Draw, descendant, four_uniforms, how_many, normal, philox, seed_words, spread
from .compiled.random_draws import four_draws as luck

__all__ = ["MASK", "Draw", "descendant", "four_uniforms", "how_many", "luck", "normal", "philox", "seed_words", "spread"]
