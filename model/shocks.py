"""The old place of model.inputs.shocks: for scripts and notebooks of before; it goes with the release after this one."""

from .inputs.shocks import SHOCK_PARAMETERS, SHOCKS, Shock

__all__ = ["SHOCKS", "SHOCK_PARAMETERS", "Shock"]
