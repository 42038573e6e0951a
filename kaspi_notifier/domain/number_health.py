"""How healthy the shop's WhatsApp number is: a score, the main reason against it, and nothing else."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

YOUNG = timedelta(days=9)
"""How long a number is new; as long as the warm-up goes on."""
FEWEST = 20
"""With fewer messages than this, shares say nothing."""
GOOD_REPLIES = 0.10
"""Below one answer in ten, WhatsApp's own filters begin to see a sender of advertisements."""
MANY_FAILED = 0.20
MANY_UNDELIVERED = 0.20


class Worry(StrEnum):
    """The main thing that speaks against the number."""

    RESTRICTED = "restricted"
    REFUSED = "refused"
    FAILED = "failed"
    UNDELIVERED = "undelivered"
    FEW_REPLIES = "few_replies"
    YOUNG = "young"


class Grade(StrEnum):
    """Four steps of health."""

    GOOD = "good"
    FAIR = "fair"
    CARE = "care"
    DANGER = "danger"


class NumberFacts(Struct, frozen=True, kw_only=True):
    """What is known of a number; counts are of the last seven days."""

    paired_at: datetime | None = None
    sent: int = 0
    """Messages that really left, whatever became of them."""
    delivered: int = 0
    failed: int = 0
    refused: int = 0
    """Messages that WhatsApp refused because it restricts new chats."""
    written_to: int = 0
    """Buyers written to."""
    replied: int = 0
    """Of these, who ever answered."""
    is_restricted: bool = False


class NumberHealth(Struct, frozen=True, kw_only=True):
    """The verdict: 100 is best; `worry` None means that nothing speaks against the number."""

    score: int
    worry: Worry | None

    @property
    def grade(self) -> Grade:
        """The score in four steps."""
        if self.score >= 80:
            return Grade.GOOD
        if self.score >= 60:
            return Grade.FAIR
        return Grade.CARE if self.score >= 40 else Grade.DANGER


def number_health(facts: NumberFacts, now: datetime) -> NumberHealth:
    """The score and what weighs most against it; the weights are a judgement, not WhatsApp's."""
    weights = _weights(facts, now)
    score = max(0, 100 - sum(weights.values()))
    heaviest = max(weights, key=lambda worry: weights[worry])
    return NumberHealth(score=score, worry=heaviest if weights[heaviest] else None)


def _weights(facts: NumberFacts, now: datetime) -> dict[Worry, int]:
    attempts = facts.sent + facts.failed
    failed = facts.failed / attempts if attempts >= FEWEST else 0.0
    undelivered = 1 - facts.delivered / facts.sent if facts.sent >= FEWEST else 0.0
    replies = facts.replied / facts.written_to if facts.written_to >= FEWEST else 1.0
    is_young = facts.paired_at is None or now - facts.paired_at < YOUNG
    return {
        Worry.RESTRICTED: 70 if facts.is_restricted else 0,
        Worry.REFUSED: min(40, 15 * facts.refused),
        Worry.FAILED: round(60 * min(1.0, failed)) if failed > MANY_FAILED else 0,
        Worry.UNDELIVERED: round(50 * min(1.0, undelivered)) if undelivered > MANY_UNDELIVERED else 0,
        Worry.FEW_REPLIES: 20 if replies < GOOD_REPLIES else 0,
        Worry.YOUNG: 15 if is_young else 0,
    }
