"""The manifest of results that rest on an ensemble: its stamp, and what supports each lever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..calibrated.lever_evidence import evidence_document, stamp
from ..manifest import manifest_of


def manifest_with_evidence(chosen: Mapping[str, Scenario], against: Scenario | None, options: Mapping[str, Any], source: Ensemble | None) -> dict[str, Any]:
    """`manifest_of`, with the evidence of each lever and the stamp that follows from it; as it was where parameters do not come from an ensemble."""
    manifest = manifest_of(chosen, against, options)
    evidence = evidence_document([*chosen.values(), *([] if against is None else [against])], source)
    return manifest if not evidence else manifest | evidence | {"stamp": stamp(evidence)}
