"""A shop with every kind of message in a real store, and the states of an engine to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import App, Kaspi, Settings, Shop, Waha
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.status import (
    KaspiHealth,
    Pause,
    PauseReason,
    QueueHealth,
    SessionHealth,
    SessionProblem,
    ShopStatus,
    Wait,
)
from kaspi_notifier.store import FileSecrets, Said, Store

SHOP = "Арман Техно"
QR = "2@" + "Ab3dEf9h" * 24 + ",key,key=="
TEXT = (
    "Здравствуйте, Айгерим! Это магазин *Арман Техно* на Kaspi. Заказ №{code} принят: Чайник, 2 шт. "
    "Собираем и сразу напишем."
)


NAMES = ("Айгерим", "Данияр", "Олег", "Мадина", "Ерлан", "Әсел", "Тимур", "Жанна")
SURNAMES = ("Сапарова", "Ахметов", "Ким", "Оспанова", "Жұмабаев", "Төлегенова", "Садыков", "Бекова")
GOODS = ("Чайник Tefal KO2998", "Наушники JBL Tune 520BT", "Кофемолка Bosch", "Термос Stanley 1 л")


def settings(language: str = "ru", theme: str = "light") -> Settings:
    """Settings of the sample shop."""
    made = Shop(
        name=SHOP,
        kaspi=Kaspi(token="sample-token", base_url="http://127.0.0.1:9/shop/api/v2"),
        waha=Waha(url="http://localhost:3000", api_key="sample-key"),
    )
    return Settings(shops=(made,), app=App(language=language, theme=theme))  # type: ignore[arg-type]


def order(number: int, now: datetime, phone: str | None = None) -> Order:
    """An order that a buyer picks up in the shop."""
    return Order(
        code=str(512883000 + number),
        kaspi_id=f"kaspi-{number}",
        state=State.PICKUP,
        status=Status.ACCEPTED_BY_MERCHANT,
        delivery_mode=DeliveryMode.DELIVERY_PICKUP,
        created_at=now - timedelta(minutes=3),
        approved_at=now - timedelta(minutes=3),
        total_price=Decimal(4990 + 3700 * (number % 11)),
        buyer_first_name=NAMES[number % len(NAMES)],
        buyer_last_name=SURNAMES[number % len(SURNAMES)],
        pickup_address="Алматы, Абая 10",
        buyer_phone=f"70000000{number:02}" if phone is None else phone,
    )


TEMPLATES = (Template(id=None, name="Готов", event=Event.READY_FOR_PICKUP, text="№{order_num} {shop_name}"),)


class SampleStore:
    """Fills a store on its own thread; each step is one thing that can happen to a message."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store = store
        self.now = now
        store.settings.save(settings())
        self.shop_id = store.settings.shops()[0].id
        store.settings.set_baseline(self.shop_id, now - timedelta(days=30))
        for template in TEMPLATES:
            store.templates.save(template)

    def add(self, number: int, at: datetime, phone: str | None = None) -> int:
        """An order whose message is queued at `at`; gives the message's id."""
        self.store.orders.ingest(
            self.shop_id,
            [order(number, at, phone)],
            now=at,
            baseline=False,
            templates=self.store.templates.list(),
            language="ru",
        )
        entry = Entry(name=GOODS[number % len(GOODS)], quantity=Decimal(1 + number % 3 // 2))
        self.store.orders.set_entries(self.shop_id, str(512883000 + number), [entry])
        return self.store.reports.message_ids(self.shop_id)[0]

    def send(self, number: int, at: datetime, ack: int | None, later: timedelta = timedelta(0)) -> int:
        """A message that WAHA took, with this ack `later`."""
        message = self.add(number, at)
        self.write(message, number)
        self.store.outbox.claim(message, at)
        wa_id = f"WA{number}"
        self.store.outbox.accept(message, wa_id=wa_id, ack=None, now=at)
        if ack is not None:
            self.store.outbox.ack(self.shop_id, wa_id, 1, at + timedelta(seconds=1))
            self.store.outbox.ack(self.shop_id, wa_id, min(ack, 2), at + timedelta(seconds=3))
            self.store.outbox.ack(self.shop_id, wa_id, ack, at + timedelta(seconds=3) + later)
        return message

    def write(self, message: int, number: int) -> None:
        """Freeze the text."""
        self.store.outbox.freeze(
            message,
            chat_id=f"770000000{number:02}@c.us",
            text=TEXT.format(code=512883000 + number),
            wa_id=f"WA{number}",
        )

    def fill(self) -> dict[str, int]:
        """One message of each kind, newest first in the log; gives their ids by kind."""
        ids: dict[str, int] = {}
        out, start = self.store.outbox, self.now - timedelta(hours=5)

        def at(minutes: int) -> datetime:
            return start + timedelta(minutes=minutes)

        for back in range(13, 0, -1):
            for count in range(1 + back * 5 % 4):
                message = self.send(20 + 4 * back + count, self.now - timedelta(days=back), 3)
                ids[f"day{back}-{count}"] = message
        ids["read"] = self.send(1, at(0), 3, timedelta(minutes=9))
        ids["delivered"] = self.send(2, at(20), 2)
        ids["no_whatsapp"] = self.add(3, at(40))
        out.skip(ids["no_whatsapp"], reason=Reason.NO_WHATSAPP, now=at(41))
        ids["hidden"] = self.add(4, at(50), phone="0000000000")
        ids["failed"] = self.add(5, at(60))
        out.fail(ids["failed"], reason=Reason.TEMPLATE_ERROR, error="MissingValue", now=at(61))
        ids["cancelled"] = self.add(6, at(80))
        out.skip(ids["cancelled"], reason=Reason.CANCELLED, now=at(81))
        ids["needs_decision"] = self.add(7, at(100))
        self.write(ids["needs_decision"], 7)
        out.claim(ids["needs_decision"], at(101))
        out.doubt(ids["needs_decision"], settle_until=at(103), error="timed out", now=at(101))
        out.ask(ids["needs_decision"], error="lookup unavailable", now=at(110))
        ids["held"] = self.add(8, at(120))
        out.hold(ids["held"], error="463", now=at(121))
        ids["unknown"] = self.add(9, at(200))
        out.claim(ids["unknown"], at(201))
        out.doubt(ids["unknown"], settle_until=at(203), error="timed out", now=at(201))
        for number in range(10, 14):
            ids[f"read{number}"] = self.send(number, at(205 + number), 3, timedelta(minutes=number))
        ids["sent"] = self.send(14, at(260), 1)
        ids["accepted"] = self.send(15, at(280), None)
        ids["sending"] = self.add(16, at(295))
        out.claim(ids["sending"], at(296))
        ids["queued"] = self.add(17, at(299))
        for minutes, what in (
            (0, "starting"),
            (1, "needs_scan"),
            (3, "open"),
            (90, "starting"),
            (91, "open"),
        ):
            self.store.sessions.note(self.shop_id, what, at(minutes))
        self.talk()
        return ids

    def talk(self) -> None:
        """What some of the buyers answered, and the owner from the phone."""
        tomorrow = "А можно завтра после 18:00? Раньше с работы никак не успею, а забрать очень хочется"
        for number, minutes, words, media, from_me in (
            (2, 6, "", "photo", False),
            (2, 5, "Такой подойдёт?", None, False),
            (14, 9, "Спасибо", None, False),
            (14, 8, "Пожалуйста! Ждём Вас", None, True),
            (11, 40, "стоп", None, False),
            (10, 12, tomorrow, None, False),
            (1, 4, "Спасибо, жду", None, False),
        ):
            said = Said(
                wa_id=f"3A{number}-{minutes}",
                phone=f"770000000{number:02}",
                from_me=from_me,
                body=words,
                media=media,
                at=self.now - timedelta(minutes=minutes),
            )
            self.store.conversations.add(self.shop_id, said, needs_answer=words != "стоп")
        self.store.contacts.opt_out(self.shop_id, "77000000011", self.now)


@asynccontextmanager
async def sample(folder: Path) -> AsyncIterator[tuple[Store, DatabaseThread, SampleStore, dict[str, int]]]:
    """A filled store on its database thread."""

    def open_it() -> tuple[Store, SampleStore, dict[str, int]]:
        now = datetime.now(UTC)
        store = Store.open(folder / "sample.db", FileSecrets(folder / "secrets.json"), now)
        filled = SampleStore(store, now)
        return store, filled, filled.fill()

    async with DatabaseThread() as db:
        store, filled, ids = await db(open_it)
        try:
            yield store, db, filled, ids
        finally:
            await db(store.close)


class ShownEngine:
    """The states of an engine that stands still, for pages that only show them."""

    def __init__(self, *statuses: ShopStatus) -> None:
        self.statuses = statuses

    async def mark_read(self, _shop_id: int, _phone: str) -> None:
        """Nothing is noted."""

    async def read_entries(self, _shop_id: int, _code: str) -> None:
        """Nothing is read."""


def status(shop_id: int = 1, *, now: datetime | None = None, **changes: object) -> ShopStatus:
    """A shop where all is well; `changes` replace parts of it."""
    now = now or datetime.now(UTC)
    parts: dict[str, object] = {
        "shop_id": shop_id,
        "shop_name": SHOP,
        "kaspi": KaspiHealth(
            since=now - timedelta(hours=4),
            last_poll_at=now - timedelta(seconds=18),
            next_poll_at=now + timedelta(seconds=42),
            has_baseline=True,
        ),
        "session": SessionHealth(
            status="WORKING",
            problem=None,
            phone="77000000000",
            push_name=SHOP,
            engine="GOWS",
            version="2026.9.2",
        ),
        "queue": QueueHealth(
            waiting=3,
            needs_decision=1,
            unknown=1,
            held=1,
            sent_in_day=41,
            daily_limit=120,
            wait=Wait.GAP,
            next_send_at=now + timedelta(seconds=50),
        ),
    }
    return ShopStatus(**{**parts, **changes})  # type: ignore[arg-type]


def scanning(now: datetime) -> SessionHealth:
    """A session that shows a code."""
    return SessionHealth(
        status="SCAN_QR_CODE",
        problem=SessionProblem.NEEDS_SCAN,
        since=now - timedelta(minutes=2),
        engine="NOWEB",
        version="2026.9.2",
        qr=QR,
        qr_number=2,
        qr_expires_at=now + timedelta(seconds=14),
    )


def stopped(now: datetime) -> Pause:
    """A pause that the program made."""
    return Pause(reason=PauseReason.BURST, since=now - timedelta(minutes=12))
