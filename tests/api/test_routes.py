"""Every route with the bodies that clients of the first version send, and the refusals."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from kaspi_notifier.api import behind as behind_module
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import StoreError
from tests.api.place import Place, opened
from tests.engine.desk import until, until_so
from tests.kaspi import bodies


async def sent(place: Place, method: str, path: str, body: object = None) -> Any:
    """The JSON of a good answer."""
    answer = await place.client.request(method, path, json=body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


async def refused(place: Place, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """The status and the words of a refusal."""
    answer = await place.client.request(method, path, json=body)
    return answer.status_code, answer.json()["detail"]


async def test_sessions(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        shop = place.shop_id
        shown = await sent(place, "GET", f"sessions/status/{shop}")
        assert (shown["session_name"], shown["status"], shown["is_connected"]) == ("default", "WORKING", True)
        assert shown["phone"] == "77000000000"
        stopped = await sent(place, "POST", f"sessions/stop/{shop}")
        assert (stopped["status"], stopped["problem"]) == ("STOPPED", "stopped")
        body = {"webhook_url": "http://localhost:8000/waha/webhook"}
        connected = await sent(place, "POST", f"sessions/connect/{shop}", body)
        assert connected["status"] in ("STARTING", "WORKING")
        await until(lambda: place.engine.statuses[0].session.problem is None)
        assert (await sent(place, "POST", f"sessions/restart/{shop}"))["store_id"] == shop
        await sent(place, "POST", f"sessions/connect/{shop}")
        place.simulator.waha.faults.next("restart", "error_500")
        assert (await refused(place, "POST", f"sessions/restart/{shop}"))[0] == 409


async def test_templates(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        shop = place.shop_id
        body = {"template_name": "Заказ готов", "template_text": "Здравствуйте, {customer_name}! №{order_id}"}
        made = await sent(place, "POST", f"templates/{shop}", body)
        assert made["template_text"] == "Здравствуйте, {user_name}! №{order_num}"
        assert (made["is_active"], made["event"], made["store_id"]) == (True, "new_order", shop)
        number = made["id"]
        assert number in [one["id"] for one in await sent(place, "GET", f"templates/{shop}")]
        assert (await sent(place, "GET", f"templates/template/{number}"))["template_name"] == "Заказ готов"
        change: dict[str, object] = {
            "template_name": "Готов",
            "template_text": "Готов, {quantity} шт.",
            "is_active": False,
            "event": "ready_for_pickup",
            "delivery": "pickup",
            "language": "kk",
            "delay_minutes": 5,
        }
        changed = await sent(place, "PUT", f"templates/{number}", change)
        assert changed == {**change, "id": number, "store_id": None, "template_text": "Готов, {item_qty} шт."}
        assert await sent(place, "PUT", f"templates/{number}", {}) == changed
        assert (await sent(place, "PUT", f"templates/{number}", {"delivery": "any"}))["delivery"] == "any"
        gone = await place.client.delete(f"templates/{number}")
        assert (gone.status_code, gone.content) == (204, b"")
        for method, path in (("GET", "template/"), ("PUT", ""), ("DELETE", "")):
            status, words = await refused(place, method, f"templates/{path}{number}", {})
            assert (status, words) == (404, "there is no such template")
        assert "templates" in place.office.changes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Привет, {user_nme}", "line 1, column 10: unknown variable user_nme, did you mean user_name?"),
        ("раз }", "line 1, column 5: stray brace"),
    ],
)
async def test_a_text_that_can_never_be_sent_is_refused(tmp_path: Path, text: str, words: str) -> None:
    async with opened(tmp_path) as place:
        body = {"template_name": "x", "template_text": text}
        assert await refused(place, "POST", f"templates/{place.shop_id}", body) == (422, words)


async def test_previews_and_variables(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        variables = {one["name"]: one for one in await sent(place, "GET", "templates/variables")}
        assert variables["user_name"]["aliases"] == ["customer_name"]
        body: dict[str, Any] = {"template_text": "{user_name}, №{order_num}: {total_amount} ₸"}
        shown = await sent(place, "POST", "templates/preview", body)
        assert shown == {"preview": "Иван Иванов, №12345: 5 000 ₸", "problems": [], "detail": None}
        body["sample_data"] = {"customer_name": "Айгерим", "order_num": 777, "whatever": 1}
        assert (await sent(place, "POST", "templates/preview", body))["preview"].startswith("Айгерим, №777")
        wrong = await sent(place, "POST", "templates/preview", {"template_text": "{order_nm}"})
        assert wrong["preview"] is None
        assert wrong["problems"] == [
            {"line": 1, "column": 2, "kind": "unknown_variable", "name": "order_nm", "nearest": "order_num"}
        ]


async def test_settings(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        path = f"settings/{place.shop_id}"
        before = await sent(place, "GET", path)
        assert (before["waha_session_name"], before["is_enabled"]) == ("default", True)
        assert await sent(place, "POST", path, {}) == before
        assert place.saved == []
        body = {
            "waha_server_url": "http://localhost:3000",
            "waha_session_name": "kaspi-session",
            "is_enabled": False,
            "webhook_url": "http://localhost:8000/waha/webhook",
        }
        after = await sent(place, "POST", path, body)
        assert {key: after[key] for key in body if key != "webhook_url"} == {
            key: value for key, value in body.items() if key != "webhook_url"
        }
        assert place.saved[0].shops[0].waha.session == "kaspi-session"
        assert place.saved[0].shops[0].kaspi.token
        status, words = await refused(place, "POST", path, {"waha_server_url": "http://shop.kz:3000/x"})
        assert status == 422
        assert "url" in words


async def test_a_test_message_and_a_check(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        shop = place.shop_id
        body = {
            "phone_number": "+7 (700) 000-00-01",
            "template_text": "Тест: {user_name}",
            "sample_data": {"user_name": "Иван"},
        }
        queued = await sent(place, "POST", f"send-test/{shop}", body)
        assert (queued["success"], queued["message_text"]) == (True, "Тест: Иван")
        await until(lambda: [b.text for b in place.simulator.waha.bubbles] == ["Тест: Иван"])
        wrong = {**body, "template_text": "{nobody}"}
        assert (await refused(place, "POST", f"send-test/{shop}", wrong))[0] == 422
        landline = {**body, "phone_number": "8 7172 00 00 00"}
        assert await refused(place, "POST", f"send-test/{shop}", landline) == (
            409,
            "a landline, not a mobile number",
        )
        checked = await sent(place, "POST", f"check-phone/{shop}", {"phone_number": "87000000001"})
        assert checked == {"phone_number": "+77000000001", "is_valid": True, "exists": True, "detail": ""}
        odd = await sent(place, "POST", f"check-phone/{shop}", {"phone_number": "123"})
        assert (odd["phone_number"], odd["is_valid"], odd["exists"]) == (None, False, False)


async def test_the_log_and_the_statistics(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        shop = place.shop_id
        for number in range(1, 4):
            place.simulator.kaspi.add_order(delivery="own_delivery", phone=f"700000000{number}")

        async def delivered() -> bool:
            messages = await place.office.messages()
            return [m.state for m in messages].count(MessageState.DELIVERED) >= 3

        await until_so(delivered)
        whole = await sent(place, "GET", f"logs/{shop}")
        ids = [one["id"] for one in whole["logs"]]
        assert ids == sorted(ids, reverse=True)
        assert whole["next_cursor"] is None
        first = await sent(place, "GET", f"logs/{shop}?limit=1")
        second = await sent(place, "GET", f"logs/{shop}?limit=1&cursor={first['next_cursor']}")
        by_offset = await sent(place, "GET", f"logs/{shop}?limit=1&offset=1")
        assert second["logs"] == by_offset["logs"] == whole["logs"][1:2]
        row = next(one for one in whole["logs"] if one["status"] == "delivered")
        assert row["customer_phone"].startswith("+7700000000")
        assert row["message_text"].startswith("new_order")
        counted = await sent(place, "GET", f"statistics/{shop}?days=2")
        assert (counted["sent"], counted["delivered"], counted["days"]) == (3, 3, 2)
        assert counted["delivery_rate"] == 100.0
        assert [day["sent"] for day in counted["by_day"]] == [0, 3]
        assert [one["messages"] for one in counted["top_recipients"]] == [1, 1, 1]
        assert counted["total"] == counted["sent"] + counted["failed"] + counted["pending"]
        assert (await sent(place, "GET", f"statistics/{shop}"))["days"] == 30


async def test_statistics_of_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        assert (await sent(place, "GET", f"statistics/{place.shop_id}"))["delivery_rate"] == 0.0


async def test_orders_handed_over(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        path, now = f"process-orders/{place.shop_id}", int(place.simulator.kaspi.now().timestamp() * 1000)
        page = bodies.page(bodies.order(1, creationDate=now, status="APPROVED_BY_BANK", state="NEW"))
        taken = await sent(place, "POST", path, page)
        assert taken == {"store_id": place.shop_id, "processed": 1, "unreadable": 0, "queued": 1}
        assert (await sent(place, "POST", path, page))["queued"] == 0
        assert (await refused(place, "POST", path, {"date": "2026-05-12", "count": 3}))[0] == 409
        broken = await place.client.post(path, content=b"{", headers={"Content-Type": "application/json"})
        assert broken.status_code == 422


async def test_health_with_and_without_the_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        whole = await sent(place, "GET", "health")
        assert whole["status"] == "ok"
        assert whole["shops"][0] == {
            "store_id": place.shop_id,
            "store_name": "Арман Техно",
            "orders": "ok",
            "whatsapp": "ok",
            "sending": "on",
        }
        async with httpx.AsyncClient(trust_env=False) as stranger:
            answer = await stranger.get(f"{place.url}/waha/health")
        assert answer.json()["shops"] is None
        await place.engine.pause(place.shop_id)
        assert (await sent(place, "GET", "health"))["shops"][0]["sending"] == "by_person"


@pytest.mark.parametrize("key", [None, "wrong", "Key-of-the-tests", "ключ"])
async def test_without_the_key_nothing_opens(tmp_path: Path, key: str | None) -> None:
    async with opened(tmp_path) as place:
        document = place_document(await place.client.get("openapi.json"))
        headers = {} if key is None else {b"Authorization": f"Bearer {key}".encode()}
        async with httpx.AsyncClient(trust_env=False, headers=headers) as stranger:
            for path, operations in document["paths"].items():
                for method in operations:
                    url = place.url + path.replace("{store_id}", "1").replace("{template_id}", "1")
                    answer = await stranger.request(method, url, json={})
                    is_open = path == "/waha/health"
                    assert answer.status_code == (200 if is_open else 401), path
                    if not is_open and path != "/waha/webhook":
                        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert place.simulator.waha.bubbles == []


def place_document(answer: httpx.Response) -> dict[str, Any]:
    """The OpenAPI document."""
    document: dict[str, Any] = answer.json()
    return document


async def test_a_page_of_the_web_gets_nothing_under_a_name_of_its_own(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        answer = await place.client.get("health", headers={"Host": "evil.example:8765"})
        assert answer.status_code == 421


async def test_a_body_that_is_too_big(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        answer = await place.client.post(
            f"process-orders/{place.shop_id}", content=b'"' + b"x" * 5_000_000 + b'"'
        )
        assert answer.status_code == 413


async def test_the_page_about_it_all(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        text = (await place.client.get("docs")).text
        for route in ("sessions/connect/{store_id}", "webhook", "templates/preview", "health"):
            assert f"/waha/{route}" in text
        assert "<script" not in text
        assert '"webhook_url": "string or null' in text.replace("&quot;", '"')


async def test_what_nobody_foresaw_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as place:
        for error, status in ((RuntimeError("77000000001"), 500), (StoreError("the disk is full"), 409)):

            def fail(*_: object, error: Exception = error) -> None:
                raise error

            monkeypatch.setattr(place.office.store.reports, "page", fail)
            answer = await place.client.get(f"logs/{place.shop_id}")
            assert answer.status_code == status
            assert "77000000001" not in answer.text
        assert "77000000001" not in caplog.text


async def test_while_the_engine_is_replaced_requests_wait_for_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as place:
        place.behind._is_there.clear()
        asking = asyncio.create_task(place.client.get("health"))
        done, _ = await asyncio.wait([asking], timeout=0.1)
        assert not done
        place.behind._is_there.set()
        assert (await asking).status_code == 200
        place.behind._is_there.clear()
        monkeypatch.setattr(behind_module, "_PATIENCE", 0.05)
        assert await refused(place, "GET", "health") == (409, "the program is starting")


async def test_shops_that_do_not_exist(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        assert await refused(place, "GET", "logs/99") == (404, "there is no such shop")
        assert (await place.client.get(f"logs/{2**63}")).status_code == 422
