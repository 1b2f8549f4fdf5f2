"""Topics, acts and obstacles as bits: plain integers for the compiled loops."""

from __future__ import annotations

from ..compiled.numba_door import inlined
from .arrays import PEER_SHARE
from .vocabulary import Act, Support, Topic

TWELFTH = 1.0 / 12.0

REMITTANCE, INVESTMENT, GIVING, COLLECTIVE, PLACEMENT, NATIONALITY, ENTERPRISE, TRADE, SAVINGS, TOURISM, RELATIONS = (1 << topic.value for topic in Topic)
N_TOPICS = len(Topic)
(
    A_REMIT, A_PROPERTY, A_PRODUCTIVE, A_FIRM, A_REGULAR, A_COLLECTIVE, A_CRISIS, A_PLACEMENT, A_NATURALISE, A_KEEP,
    A_EXPORT, A_SAVE, A_BOND, A_VISIT, A_ACCOUNT, A_RETURN, A_ADVISE, A_REGISTER, A_SPEAK,
) = (1 << act.value for act in Act)  # fmt: skip
(
    S_REGISTRATION, S_FACILITATION, S_INFRASTRUCTURE, S_INFORMATION, S_GRANT, S_GUARANTEE, S_ZONE, S_COUNTER, S_SEED,
    S_NETWORK, S_FAIR, S_TRAINING, S_INCLUSION, S_SAVINGS, S_BOND, S_TOURISM,
    S_TALENT, S_KNOWLEDGE, S_REGISTER, S_MAPPING, S_CONSULTATION, S_HUB, S_POOL, S_PARTNERSHIP, S_GIVING_TRAINING,
) = (1 << support.value for support in list(Support)[Support.REGISTRATION.value :])  # fmt: skip
# obstacles O1 to O7 as bits of `blocked`
(
    BLOCKED_FINANCE, BLOCKED_PROCEDURES, BLOCKED_NATIONALITY, BLOCKED_INFORMATION, BLOCKED_INFRASTRUCTURE, BLOCKED_PARTNERS, BLOCKED_SKILLS, BLOCKED_CUSTOMS,
) = (1 << k for k in range(8))  # fmt: skip


@inlined
def four_apart(bits: int) -> int:
    """The lowest 16 bits, each in a place of four bits of its own.

    >>> f"{four_apart(0b1011):x}", f"{four_apart(1 << 15):x}"
    ('1011', '1000000000000000')
    """
    x = bits & 0xFFFF
    x = (x | x << 24) & 0x000000FF000000FF
    x = (x | x << 12) & 0x000F000F000F000F
    x = (x | x << 6) & 0x0303030303030303
    return (x | x << 3) & 0x1111111111111111


@inlined
def share_seen(seen: int, what: int) -> float:
    """Share of ties that show something, from the counters of `seen`.

    >>> share_seen(0b0010_0000, 4)
    0.25
    """
    return ((seen >> what) & 15) * PEER_SHARE
