"""What kind of WAHA server is simulated, and what follows from its engine and version."""

from collections.abc import Mapping, Set

from msgspec import Struct, field

BROWSER_ENGINES = frozenset({"WEBJS", "WPP"})
ENGINES = BROWSER_ENGINES | {"NOWEB", "GOWS"}


class AckDelays(Struct, frozen=True, kw_only=True):
    """Seconds from a message's arrival to each receipt; None: it does not come by itself."""

    server: float | None = 0.02
    device: float | None = 0.05
    read: float | None = None


class WahaOptions(Struct, frozen=True, kw_only=True):
    """The server's engine, version and habits; times are seconds, much shorter than the real ones.

    `honours_ids` None: as the engine and version do. `has_store` False: look-ups don't work.
    `lookup_lag`: how long after its arrival a message can't be looked up yet. `without_whatsapp`: digits
    of numbers that have no account. `known_as`: digits of numbers whose account bears another number.
    `answers_lid`: chats are named by @lid in answers and events. `gate_wait`: how long a request waits
    for the session's status before it is refused.
    """

    engine: str = "GOWS"
    version: str = "2026.9.2"
    tier: str = "CORE"
    lookup_lag: float = 0.0
    honours_ids: bool | None = None
    has_store: bool = True
    without_whatsapp: Set[str] = frozenset()
    known_as: Mapping[str, str] = field(default_factory=dict)
    acks: bool = True
    answers_lid: bool = False
    ack_delays: AckDelays = AckDelays()
    gate_wait: float = 0.05
    start_seconds: float = 0.02
    stop_seconds: float = 0.0
    lock_wait: float = 5.0
    qr_first: float = 60.0
    qr_next: float = 20.0
    qr_count: int = 6

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"no such engine: {self.engine}")

    def at_least(self, version: str) -> bool:
        """Whether the server is this version or a newer one."""
        return _numbers(self.version) >= _numbers(version)

    @property
    def is_browser(self) -> bool:
        """Whether WhatsApp Web runs in a browser behind this engine."""
        return self.engine in BROWSER_ENGINES

    @property
    def is_single(self) -> bool:
        """Old free servers know one session, `default`, and forget its config at a restart."""
        return self.tier == "CORE" and not self.at_least("2026.6.1")

    @property
    def hands_out_ids(self) -> bool:
        """Whether the server has `new-message-id`."""
        return self.at_least("2026.4.3") and not self.is_browser

    @property
    def obeys_ids(self) -> bool:
        """Whether a message gets the id its sender chose."""
        return self.hands_out_ids if self.honours_ids is None else self.honours_ids

    @property
    def environment(self) -> dict[str, object]:
        """The body of `/api/server/version`, repeated in every event."""
        return {
            "version": self.version,
            "engine": self.engine,
            "tier": self.tier,
            "browser": "/usr/bin/google-chrome-stable" if self.is_browser else None,
            "platform": "linux/x64",
            "worker": {"id": None},
        }


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
