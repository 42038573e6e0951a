"""What the window asks and warns of: pauses, restrictions, backups, forgetting, removing."""

from datetime import timedelta
from typing import cast

from PySide6.QtWidgets import QWidget

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.status import Capability, NumberStanding, Pause, PauseReason, QueueHealth, Wait
from kaspi_notifier.store.backup import Contents
from kaspi_notifier.ui import dialogs, restoring, tasks
from kaspi_notifier.ui.backups import BackupDialog, told
from kaspi_notifier.ui.bridge import now
from kaspi_notifier.ui.pages.settings import SettingsPage
from kaspi_notifier.ui.settings.shop import ShopGroup
from tests.ui.sample import SHOP, status
from tests.ui.scene import Scene, Shot, page_of, shown_dialog


def _asked(pause: PauseReason, *, not_worth: int = 0) -> Shot:
    """The overview with a question about messages that wait."""

    async def shot(scene: Scene) -> QWidget:
        asked = Pause(reason=pause, since=now() - timedelta(minutes=3))
        queue = QueueHealth(waiting=34, burst=31, sent_in_day=41, daily_limit=120, wait=Wait.PAUSED)
        scene.show(status(pause=asked, queue=queue, not_worth=not_worth))
        scene.window.go_to("overview")
        await scene.settle()
        return scene.window

    return shot


def _restricted(where: str) -> Shot:
    """WhatsApp lets no new chats begin until tomorrow; the number is young."""

    async def shot(scene: Scene) -> QWidget:
        ban = Restriction(
            why=Why.REFUSED, since=now() - timedelta(hours=2), until=now() + timedelta(hours=22)
        )
        number = NumberStanding(restriction=ban, warm_up_day=3, capability=Capability.RESENDS)
        chats = QueueHealth(
            waiting=3, sent_in_day=41, daily_limit=120, new_chats_in_day=4, new_chats_limit=20, held=2
        )
        scene.show(status(number=number, queue=chats))
        scene.window.go_to(where)
        await scene.settle()
        return scene.window

    return shot


def _data(press: str) -> Shot:
    """A window of the group about the data."""

    async def shot(scene: Scene) -> QWidget:
        await page_of("settings/data")(scene)
        settings = cast(SettingsPage, scene.window.pages["settings"])
        getattr(settings.groups["data"], press).click()
        await scene.settle()
        found = shown_dialog()
        assert found is not None
        return found

    return shot


async def _sealed(scene: Scene) -> QWidget:
    found = cast(BackupDialog, await _data("back_up")(scene))
    found.closed.click()
    found.first.setText("пароль")
    found.go_on.click()
    await scene.settle()
    return found


async def _restore(scene: Scene) -> QWidget:
    await page_of("settings/data")(scene)
    there = Contents(made_at=now(), shops=(SHOP,), messages=1377, has_secrets=False, is_from_here=False)
    asking = dialogs.ask(
        scene.window,
        restoring.translate("backups", "Restore this backup?"),
        told(there, now()),
        restoring.translate("backups", "Restore"),
        is_danger=True,
    )
    tasks.start(asking, scene.window)
    await scene.settle()
    found = shown_dialog()
    assert found is not None
    return found


async def _remove_shop(scene: Scene) -> QWidget:
    await page_of("settings/shop")(scene)
    settings = cast(SettingsPage, scene.window.pages["settings"])
    cast(ShopGroup, settings.groups["shop"]).wipe_shop.click()
    await scene.settle()
    found = shown_dialog()
    assert found is not None
    return found


OVERVIEW: dict[str, Shot] = {
    "1c-overview-catch-up": _asked(PauseReason.CATCH_UP, not_worth=5),
    "1d-overview-burst": _asked(PauseReason.BURST),
    "1e-overview-restored": _asked(PauseReason.RESTORED),
    "1f-overview-restricted": _restricted("overview"),
}
NUMBER: dict[str, Shot] = {"6-whatsapp-restricted": _restricted("whatsapp")}
DATA: dict[str, Shot] = {
    "8-backup": _data("back_up"),
    "8b-backup-password": _sealed,
    "8c-restore": _restore,
    "8d-forget": _data("forget"),
    "8e-remove-shop": _remove_shop,
}
