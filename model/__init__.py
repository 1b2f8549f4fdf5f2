"""What is the world? The agent-based model: populations, rules, levers, ledger, outcomes."""

import sys

from .compiled.originals import watch

watch(sys.modules[__name__])
