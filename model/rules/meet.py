"""Networks of firms (P5, D9, T4): who joins, who is heard."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..parameters.business import Business


@rule
def joining_chance(members: float, firms: float, is_recruiting: int, draw: float, dues_ratio: float, p: Business) -> float:
    """Chance a month that an owner joins the network of the city: a little by itself, more while its programme recruits or once others have (Granovetter 1978).

    The threshold is 2 x mean x own draw, higher by the weight of dues in turnover.

    >>> p = Business(*[0.0] * len(Business._fields))._replace(threshold=0.2, joining=0.1, spontaneous=0.01, recruiting=0.05)
    >>> joining_chance(10.0, 100.0, 0, 0.2, 0.0, p), joining_chance(10.0, 100.0, 0, 0.9, 0.0, p), joining_chance(0.0, 100.0, 1, 0.9, 0.0, p)
    (0.11, 0.01, 0.05)
    """
    burden = p.dues_effect * dues_ratio
    share = members / max(firms, 1.0)
    passed = members > 0.0 and share >= 2.0 * p.threshold * draw + burden
    return min((p.recruiting if is_recruiting == 1 else p.spontaneous) / (1.0 + burden) + (p.joining if passed else 0.0), 1.0)


@rule
def has_quorum(board: float, p: Business) -> bool:
    """Whether as many of its board are left as a chapter needs to meet: a share of a full board, two at least.

    >>> p = Business(*[0.0] * len(Business._fields))._replace(board=14.0, quorum=0.5)
    >>> has_quorum(7.0, p), has_quorum(6.0, p), has_quorum(1.0, p._replace(quorum=0.0))
    (True, False, False)
    """
    return board >= max(p.quorum * p.board, 2.0)


@rule
def answering_chance(organised: float, union: int, reports: float, p: Business) -> float:
    """Yearly chance that a government answers to advocacy: response x share organised x (1 + union) (1 + reports) (T4).

    >>> p = Business(*[0.0] * len(Business._fields))._replace(response=0.4, union_voice=0.5, report_voice=0.1)
    >>> answering_chance(0.5, 0, 0.0, p), round(answering_chance(0.5, 1, 2.0, p), 3)
    (0.2, 0.36)
    """
    return min(p.response * organised * (1.0 + p.union_voice * union) * (1.0 + p.report_voice * reports), 1.0)


@rule
def turnover_of(jobs: float, income: float, recession: float, in_network: int, p: Business) -> float:
    """Turnover of a month of a firm in the residence country, USD: per job x monthly income per head x jobs, more in a network (Cai and Szeidl 2018).

    >>> round(turnover_of(2.0, 1000.0, 0.0, 1, Business(*[0.0] * len(Business._fields))._replace(turnover_per_job=1.5, revenue_effect=0.1)), 6)
    3300.0
    """
    turnover = p.turnover_per_job * income * jobs * (1.0 - recession)
    return turnover * (1.0 + p.revenue_effect) if in_network == 1 else turnover
