"""Topics, acts and obstacles as bits: plain integers for the compiled loops."""

from __future__ import annotations

from .vocabulary import Act, Support, Topic

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
) = (1 << support.value for support in list(Support)[Support.REGISTRATION.value : -1])  # fmt: skip
# obstacles O1 to O7 as bits of `blocked`
(
    BLOCKED_FINANCE, BLOCKED_PROCEDURES, BLOCKED_NATIONALITY, BLOCKED_INFORMATION, BLOCKED_INFRASTRUCTURE, BLOCKED_PARTNERS, BLOCKED_SKILLS, BLOCKED_CUSTOMS,
) = (1 << k for k in range(8))  # fmt: skip
