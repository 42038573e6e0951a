"""Bodies as Kaspi gives them, made for one test or read from the samples."""

import json
from pathlib import Path
from typing import Any

SAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "data/samples.json").read_text("utf-8"))

CREATED_MS = 1_773_288_300_000  # 2026-03-12 04:05 UTC


def order(number: int = 1, **attributes: Any) -> dict[str, Any]:
    """One order of a page; an attribute of `...` is left out."""
    given = {
        "code": f"9{number:08}",
        "state": "PICKUP",
        "status": "ACCEPTED_BY_MERCHANT",
        "deliveryMode": "DELIVERY_PICKUP",
        "isKaspiDelivery": False,
        "creationDate": CREATED_MS,
        "totalPrice": 24990.0,
        "customer": {
            "id": "opaque",
            "cellPhone": "7000000001",
            "firstName": "Айгерим",
            "lastName": "Тестова",
        },
    } | attributes
    return {
        "type": "orders",
        "id": f"aWQ{number}",
        "attributes": {name: value for name, value in given.items() if value is not ...},
    }


def page(*items: Any, pages: int | None = 1, total: int | None = None) -> dict[str, Any]:
    """A page of orders; `pages` None leaves the counts out."""
    if pages is None:
        return {"data": list(items)}
    return {
        "data": list(items),
        "included": [],
        "meta": {"pageCount": pages, "totalCount": len(items) if total is None else total},
    }


def line(number: int = 0, name: str | None = "Чайник", quantity: object = 1) -> dict[str, Any]:
    """One line of an order; without a name it has no `offer`."""
    attributes: dict[str, Any] = {"quantity": quantity, "entryNumber": number}
    if name is not None:
        attributes["offer"] = {"code": "SKU", "name": name}
    return {"type": "orderentries", "id": f"bGluZQ##{number}", "attributes": attributes}


def raw(document: object) -> bytes:
    """The document as JSON bytes."""
    return json.dumps(document, ensure_ascii=False).encode()
