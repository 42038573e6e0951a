"""Buyers, goods and a past: who orders what in the simulated shop."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from kaspi_notifier.simulator.kaspi_server import KaspiSimulator
from kaspi_notifier.simulator.orders import SimulatedOrder

_WOMEN = ("Айгерим", "Мадина", "Жанна", "Сауле", "Динара", "Гульнар", "Асель", "Ольга", "Камила", "Наталья")
_MEN = ("Данияр", "Ерлан", "Руслан", "Тимур", "Нурлан", "Аскар", "Олжас", "Сергей", "Арман", "Бауыржан")
# A man's and a woman's form of each family name.
_FAMILIES = (
    ("Ахметов", "Ахметова"), ("Касымов", "Касымова"), ("Оспанов", "Оспанова"), ("Смагулов", "Смагулова"),
    ("Ким", "Ким"), ("Нурпеисов", "Нурпеисова"), ("Ибраев", "Ибраева"), ("Жумабаев", "Жумабаева"),
    ("Садыков", "Садыкова"), ("Омаров", "Омарова"), ("Тулегенов", "Тулегенова"),
)  # fmt: skip
_GOODS = (
    ("Смартфон Samsung Galaxy A16 128 ГБ чёрный", 84_990),
    ("Наушники беспроводные JBL Tune 520BT", 24_990),
    ("Чайник электрический Tefal KO2701", 12_490),
    ("Робот-пылесос Xiaomi Robot Vacuum E10", 79_990),
    ("Кабель USB-C 1 м, 60 Вт", 2_990),
    ("Зарядное устройство 25 Вт", 6_990),
    ("Мышь беспроводная Logitech M185", 5_990),
    ("Телевизор Artel 43 дюйма Full HD", 119_990),
    ("Фен Philips BHD350", 18_990),
    ("Мультиварка Redmond RMC-M90", 34_990),
    ("Чехол прозрачный для Galaxy A16", 3_490),
    ("Защитное стекло для Galaxy A16", 1_990),
    ("Умные часы Amazfit Bip 5", 32_990),
    ("Колонка портативная Sony SRS-XB100", 27_990),
)
_ACCESSORIES = (4, 5, 10, 11)
_KINDS = ("pickup", "kaspi_delivery", "kaspi_delivery", "own_delivery", "express", "postomat")
_PAST = timedelta(days=12)
_NEWEST = timedelta(minutes=20)
MASKED_PHONE = "0000000000"


class Wish(Struct, frozen=True, kw_only=True):
    """An order before it is made."""

    name: str
    phone: str
    delivery: str
    entries: tuple[tuple[str, int], ...]
    total: int

    def place(self, kaspi: KaspiSimulator, **details: object) -> SimulatedOrder:
        """Make the order in Kaspi. `details` are further arguments of `add_order`."""
        return kaspi.add_order(
            delivery=self.delivery,
            phone=self.phone,
            name=self.name,
            entries=self.entries,
            total=self.total,
            **details,  # type: ignore[arg-type]
        )


def buyer(number: int) -> tuple[str, str]:
    """Name and Kaspi phone of a buyer; each of the 98 numbers belongs to one person."""
    number = number % 98 + 1
    is_woman = number % 2
    first = (_WOMEN if is_woman else _MEN)[number // 2 % 10]
    return f"{first} {_FAMILIES[number * 7 % 11][is_woman]}", f"70000000{number:02d}"


def wishes(seed: int) -> Iterator[Wish]:
    """Orders without end: every seventh has two products, every ninth a masked phone."""
    dice = random.Random(seed)
    number = 0
    while True:
        number += 1
        name, phone = buyer(number + seed)
        title, price = _GOODS[dice.randrange(len(_GOODS))]
        entries = [(title, 1)]
        if number % 7 == 3:
            extra, extra_price = _GOODS[dice.choice(_ACCESSORIES)]
            entries.append((extra, 2))
            price += 2 * extra_price
        yield Wish(
            name=name,
            phone=MASKED_PHONE if number % 9 == 5 else phone,
            delivery=_KINDS[(number - 1) % len(_KINDS)],
            entries=tuple(entries),
            total=price,
        )


def fill(kaspi: KaspiSimulator, count: int, seed: int) -> None:
    """Give the shop `count` orders of the last twelve days, most of them finished, the newest still open."""
    dice = random.Random(seed)
    now = kaspi.now()
    source = wishes(seed + 17)
    for number in range(count):
        age = _NEWEST + (_PAST - _NEWEST) * (count - 1 - number) / max(count - 1, 1)
        order = next(source).place(kaspi, created_at=now - age, status="APPROVED_BY_BANK")
        _age(order, age, now, dice)


def _age(order: SimulatedOrder, age: timedelta, now: datetime, dice: random.Random) -> None:
    if age < timedelta(hours=2):
        return
    order.accept()
    fate = dice.random()
    if fate < 0.08:
        order.cancel()
    elif age > timedelta(days=3) or fate < 0.3:
        if order.delivery not in ("pickup", "own_delivery"):
            order.hand_over()
            order.handed_over_at = order.created_at + timedelta(hours=20)
        order.complete()
        order.completed_at = min(order.created_at + timedelta(hours=40), now)
        if fate > 0.97:
            order.request_return()
    elif order.delivery not in ("pickup", "own_delivery"):
        order.assemble()
        if age > timedelta(days=1):
            order.hand_over()
            order.handed_over_at = order.created_at + timedelta(hours=20)
