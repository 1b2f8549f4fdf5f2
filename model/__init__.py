"""What is the world? The agent-based model: populations, rules, levers, ledger, outcomes."""

import sys

from . import languages as languages  # what texts of a third language are said by
from .compiled.originals import watch

watch(sys.modules[__name__])
