"""All institutions of the model, room by room: what the world carries out after the households have decided."""

from __future__ import annotations

from .business_networks.month import INSTITUTIONS as BUSINESS_NETWORKS
from .dialogue.month import INSTITUTIONS as DIALOGUE
from .enterprise.month import INSTITUTIONS as ENTERPRISE
from .finance.month import INSTITUTIONS as FINANCE
from .giving.month import INSTITUTIONS as GIVING
from .institution import Institution
from .policy.levers_in_force import Policy
from .skills.month import INSTITUTIONS as SKILLS

INSTITUTIONS: tuple[Institution, ...] = (*FINANCE, *ENTERPRISE, *BUSINESS_NETWORKS, *GIVING, *SKILLS, *DIALOGUE)


def institutions_of(policy: Policy) -> tuple[Institution, ...]:
    """Those of the model, and those that levers of this policy bring along."""
    return INSTITUTIONS + tuple(lever.institution for lever in policy.levers if lever.institution is not None)
