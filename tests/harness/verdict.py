"""What a storm left behind, told from what buyers got and from what the server did."""

from collections import Counter
from dataclasses import asdict, dataclass

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.simulator.faults import Fault
from kaspi_notifier.store import Message, Store

DOUBTFUL = frozenset(
    {
        "drop_before", "drop_after", "error_500_after", "error_500_before", "reply_garbage", "reply_no_id",
        "empty_201", "timed_out", "connection_closed", "hang",
    }
)  # fmt: skip
"""Faults after which nobody but the server knows whether the message left."""

_UNFINISHED = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Counts of orders, unless a name says otherwise."""

    orders: int
    kills: int
    bubbles: int
    lost: int
    """No message arrived, and no person is asked."""
    doubled: int
    asked: int
    asked_in_vain: int
    """A person is asked though every answer about the message was clear."""
    asked_though_sent: int
    """A person is asked about what a look-up would have found."""
    wrongly_sent: int
    """Called sent, and never arrived."""
    old_orders_told: int
    """Orders from before the start that got a message."""
    stuck: int
    """Neither sent, nor not sent, nor put to a person, although nothing moves any more."""
    changed: int
    """Sent under two ids or with two texts."""
    doubtful_by_server: int
    doubtful_by_kill: int
    repeated_sends: int
    seconds: float

    def is_good(self, tier: int) -> bool:
        """Whether the storm passed: at tier 1 no person may be asked either."""
        bad = self.lost, self.doubled, self.wrongly_sent, self.old_orders_told, self.changed, self.stuck
        allowed = {1: 0, 2: self.asked - self.asked_though_sent, 3: self.asked}[tier]
        return not any(bad) and not self.asked_in_vain and self.asked == allowed

    @property
    def doubtful(self) -> int:
        """Sends whose outcome the program could not know."""
        return self.doubtful_by_server + self.doubtful_by_kill

    @property
    def bound(self) -> float | None:
        """With no failure in n doubtful outcomes, their failure rate is below 3/n (95 %)."""
        return 3 / self.doubtful if self.doubtful else None

    def rows(self) -> list[tuple[str, object]]:
        """For the table."""
        names = {name.replace("_", " "): value for name, value in asdict(self).items()}
        bound = "-" if self.bound is None else f"{100 * self.bound:.3f} %"
        return [*names.items(), ("doubtful outcomes", self.doubtful), ("bound, 3/n of these", bound)]

    def figures(self) -> dict[str, object]:
        """For the line of JSON."""
        bound = None if self.bound is None else round(self.bound, 6)
        return asdict(self) | {"seconds": round(self.seconds), "doubtful": self.doubtful, "bound": bound}


class Judge:
    """Watches the server from the first moment, so that it knows what could not be known."""

    def __init__(self, simulator: Simulator, store: Store) -> None:
        self._simulator = simulator
        self._store = store
        self._expected: set[str] = set()
        self._old: set[str] = set()
        self._doubted: set[str] = set()
        self._by_server = self._by_kill = 0
        self._arrived: set[str] = set()
        self._seen = 0
        faults = simulator.waha.faults
        self._take = faults.take
        faults.take = self._watched  # type: ignore[method-assign]

    def _watched(self, route: str) -> Fault | None:
        fault = self._take(route)
        if route == "sendText" and fault is not None and fault.kind in DOUBTFUL:
            self._by_server += 1
            self._doubted.add(_code(str(self._simulator.waha.sends[-1].get("text"))))
        return fault

    def expects(self, code: str) -> None:
        """An order came."""
        self._expected.add(code)

    def old_orders(self) -> None:
        """What came so far is from before the program's first start."""
        self._old, self._expected = self._expected, set()

    def killed(self) -> None:
        """The program was killed just now; what it had on the wire, nobody knows."""
        in_flight = [
            row[0]
            for row in self._store._db.rows(
                "SELECT order_code FROM whatsapp_messages_log WHERE state = 'sending'"
            )
        ]
        self._by_kill += len(in_flight)
        self._doubted.update(in_flight)

    def arrived(self) -> set[str]:
        """Orders whose buyers got something."""
        bubbles = self._simulator.waha.bubbles
        self._arrived.update(_code(bubble.text) for bubble in bubbles[self._seen :])
        self._seen = len(bubbles)
        return self._arrived

    def verdict(self, *, kills: int, seconds: float) -> Verdict:
        """Everything counted."""
        rows = self._rows()
        bubbles = self._simulator.waha.bubbles
        got = Counter(_code(bubble.text) for bubble in bubbles)
        asked = {code for code, row in rows.items() if row.state is MessageState.NEEDS_DECISION}
        sent = {code for code, row in rows.items() if row.state in REALLY_SENT}
        forms: dict[str, set[tuple[object, object]]] = {}
        for body in self._simulator.waha.sends:
            forms.setdefault(_code(str(body["text"])), set()).add((body.get("id"), body["text"]))
        return Verdict(
            orders=len(self._expected),
            kills=kills,
            bubbles=sum(got.values()),
            lost=sum(not got[code] and code not in asked for code in self._expected),
            doubled=sum(count > 1 for count in got.values()),
            asked=len(asked),
            asked_in_vain=len(asked - self._doubted),
            asked_though_sent=sum(got[code] > 0 for code in asked),
            wrongly_sent=sum(not got[code] for code in sent),
            old_orders_told=len(self._old & got.keys()),
            stuck=sum(row.state in _UNFINISHED for row in rows.values()),
            changed=sum(len(known) > 1 for known in forms.values()),
            doubtful_by_server=self._by_server,
            doubtful_by_kill=self._by_kill,
            repeated_sends=sum(bubble.deliveries - 1 for bubble in bubbles),
            seconds=seconds,
        )

    def _rows(self) -> dict[str, Message]:
        ids = self._store.reports.message_ids(1)
        return {message.order_code or "": message for message in self._store.reports.messages(ids)}


def _code(text: str) -> str:
    return text.rsplit(" ", 1)[1]
