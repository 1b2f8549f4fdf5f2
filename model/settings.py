"""The old place of model.inputs.settings: for scripts and notebooks of before; it goes with the release after this one."""

from .inputs.settings import FIGURES, Corridor, CorridorFigures, WorldSettings

__all__ = ["FIGURES", "Corridor", "CorridorFigures", "WorldSettings"]
