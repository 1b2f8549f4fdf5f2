"""What came of it: the registry of outcomes, their values, the ledger, what is additional, whom a lever reached."""

from ..outcome_registry import BREAKDOWNS, OUTCOMES, Adds, Outcome

__all__ = ["BREAKDOWNS", "OUTCOMES", "Adds", "Outcome"]
