"""What buyers write: the chats, the chosen one whole, and a box to answer in."""

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.domain.phone import masked
from kaspi_notifier.domain.template import MAX_OUTPUT
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import Chat
from kaspi_notifier.ui import conversation_labels, formats
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.forgetting import ForgetDialog
from kaspi_notifier.ui.models.chats import ChatDelegate, ChatsModel
from kaspi_notifier.ui.pages.page import Page
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Card, button, label, menu_button
from kaspi_notifier.ui.widgets.chat_view import ChatView
from kaspi_notifier.ui.widgets.emptiness import Emptiness
from kaspi_notifier.ui.widgets.search import SearchLine

SEARCH_PAUSE_MS = 250
_UNBOUND = (1 << 24) - 1
"""Qt's own bound of a width, which PySide has no name for."""
_LIST_SHARE = 0.34
"""The part of a small window that the list takes."""


class ConversationsPage(Page):
    """The list on the left, the chosen chat on the right. Who is looked at is no longer unread."""

    SHOWS = frozenset({Change.REPLIES, Change.MESSAGES, Change.STATUS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Chats"))
        self._chosen: str | None = None
        self._drafts: dict[str, str] = {}
        hint = self.tr("Name, phone, order number")
        self.search = SearchLine(hint, hint, narrow=260, wide=260, pause_ms=SEARCH_PAUSE_MS)
        self.search.asked.connect(self._reread)
        self.head.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._list_card())
        row.addWidget(self._chat_card(), 1)
        self.box.addLayout(row, 1)
        self._show_nobody()
        desk.shop_chosen.connect(self._leave_shop)

    def _list_card(self) -> Card:
        card = self._side = Card()
        card.box.setContentsMargins(4, 8, 4, 8)
        self.model = ChatsModel()
        self.model.setParent(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setProperty("kind", "chats")
        self.list.setItemDelegate(ChatDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Chats"))
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)
        self.empty = Emptiness("conversations")
        self.empty.acted.connect(self.search.clear)
        self.empty.hide()
        card.box.addWidget(self.empty)
        card.box.addWidget(self.list, 1)
        return card

    def _chat_card(self) -> Card:
        card = self._chat = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        self.who = label("", "strong", wraps=True, copies=True)
        self.about = label("", "muted", wraps=True, copies=True)
        self.open_order = button(self.tr("Open the order"))
        self.open_order.clicked.connect(self._open_order)
        texts.addWidget(self.who)
        texts.addWidget(self.about)
        head.addLayout(texts, 1)
        head.addWidget(self.open_order)
        self.more = menu_button(self.tr("More"))
        self.forget = self.more.menu().addAction(self.tr("Forget this buyer…"))
        self.forget.triggered.connect(self._forget_clicked)
        head.addWidget(self.more)
        card.box.addLayout(head)
        self.view = ChatView()
        card.box.addWidget(self.view, 1)
        self.refused = label(
            self.tr("The buyer asked not to be written to. Answer only if they ask something."),
            "muted",
            wraps=True,
        )
        card.box.addWidget(self.refused)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        self.answer = QLineEdit()
        self.answer.setPlaceholderText(self.tr("Answer…"))
        self.answer.setAccessibleName(self.answer.placeholderText())
        self.answer.setMaxLength(MAX_OUTPUT)
        self.answer.textChanged.connect(self._answer_changed)
        self.answer.returnPressed.connect(self._send)
        self.address = self._suggestion(self.tr("Address"))
        self.hours = self._suggestion(self.tr("Opening hours"))
        self.send = button(self.tr("Send"), "primary")
        self.send.clicked.connect(self._send)
        foot.addWidget(self.answer, 1)
        for made in (self.address, self.hours, self.send):
            foot.addWidget(made)
        card.box.addWidget(self._foot)
        self.error = label("", "error", wraps=True)
        self.error.hide()
        card.box.addWidget(self.error)
        return card

    def _suggestion(self, text: str) -> QPushButton:
        made = button(text)
        made.clicked.connect(self._suggested)
        return made

    # --- reading ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """The list beside the chat; all the room is its own while there is no chat."""
        if self._chat.isHidden():
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_UNBOUND)
        else:
            self._side.setFixedWidth(min(room(310), int(self.width() * _LIST_SHARE)))

    def refresh(self, _kinds: frozenset[Change]) -> None:
        self._reread()

    def _reread(self) -> None:
        self.start(self._read())

    async def _read(self) -> None:
        status, search = self.desk.status, self.search.words()
        if status is None:
            return
        shop_id = status.shop_id
        chats = await self.desk.read(self.desk.store.conversations.chats, shop_id, search)
        shown = self.desk.status
        if search != self.search.words() or shown is None or shown.shop_id != shop_id:
            return
        unread = status.replies.unread
        calm = self.tr("Everything is read") if chats else ""
        self.subtitle.setText(self.tr("%n unread message(s)", "", unread) if unread else calm)
        self.model.set_chats(chats)
        self.empty.setVisible(not chats)
        self.list.setVisible(bool(chats))
        if search:
            self.empty.say(self.tr("Nobody is found."), self.tr("Show all"))
        else:
            self.empty.say(self.tr("When a buyer answers a message, the chat appears here."))
        row = None if self._chosen is None else self.model.row_of(self._chosen)
        if row is None and chats and self._chosen is None:
            row = 0
            self._chosen = chats[0].phone
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            await self._show(shop_id, chats[row])

    def _selection_changed(self, *_selection: QItemSelection) -> None:
        chat = self.model.chat(self.list.currentIndex().row())
        if chat is None or chat.phone == self._chosen:
            return
        self._choose(chat.phone)

    def _choose(self, phone: str) -> None:
        """Show this chat, with the answer that was begun in it."""
        if self._chosen is not None:
            self._drafts[self._chosen] = self.answer.text()
        self._chosen = phone
        self.answer.setText(self._drafts.pop(phone, ""))
        self.error.hide()
        self._reread()

    def _show_nobody(self) -> None:
        for part in (self._chat, self._foot, self.open_order, self.more, self.refused):
            part.hide()
        self._fit_side()

    async def _show(self, shop_id: int, chat: Chat) -> None:
        lines = await self.desk.read(self.desk.store.conversations.lines, shop_id, chat.phone)
        if chat.phone != self._chosen:
            return
        self.who.setText(conversation_labels.name(chat))
        order = self.tr("order No. {code}").format(code=chat.order_code) if chat.order_code else ""
        phone = masked(chat.phone) if chat.name else ""
        self.about.setText(" · ".join(formats.kept(part) for part in (phone, order) if part))
        self.open_order.setVisible(chat.order_code is not None)
        self.refused.setVisible(chat.opted_out)
        self.view.say(lines)
        pickup = self._pickup()
        self.address.setVisible(bool(pickup[0]))
        self.hours.setVisible(bool(pickup[1]))
        for part in (self._chat, self._foot, self.more):
            part.show()
        self._fit_side()
        self._answer_changed()
        if chat.unread and self.desk.is_running and self.isVisible():
            await self.desk.engine.mark_read(shop_id, chat.phone)

    def _pickup(self) -> tuple[str, str]:
        """The address and the hours that a buyer may ask for."""
        status = self.desk.status
        for shop in self.desk.settings.shops:
            if status is not None and shop.name == status.shop_name:
                return shop.pickup.address, shop.pickup.hours
        return "", ""

    # --- answering -------------------------------------------------------------------------------

    def _answer_changed(self, *_text: object) -> None:
        self.send.setEnabled(bool(self.answer.text().strip()) and self.desk.is_running)

    def _suggested(self) -> None:
        """Put the words into the box; only a person sends them."""
        words = self._pickup()[0 if self.sender() is self.address else 1]
        before = self.answer.text()
        self.answer.setText(f"{before.rstrip()} {words}".strip())
        self.answer.setFocus()

    def _open_order(self) -> None:
        chat = self.model.chat(self.list.currentIndex().row())
        if chat is not None and chat.order_code is not None:
            self.go_to.emit(f"orders/{chat.order_code}")

    def _forget_clicked(self) -> None:
        if self._chosen is not None:
            dialog = ForgetDialog(self, self.desk, self._chosen)
            dialog.accepted.connect(self._forgotten)
            dialog.open()

    def _forgotten(self) -> None:
        """Nothing of the buyer is left on the screen either."""
        self._leave()
        self._reread()

    def _leave_shop(self) -> None:
        """A chat of one shop must not be answered from another one's number."""
        self._leave()
        self._drafts.clear()

    def _leave(self) -> None:
        self._chosen = None
        self.who.clear()
        self.about.clear()
        self.answer.clear()
        self.view.say([])
        self._show_nobody()

    def show_part(self, part: str) -> None:
        """Show the chat with this phone."""
        if part != self._chosen:
            self._choose(part)

    def _send(self) -> None:
        text, status = self.answer.text().strip(), self.desk.status
        if text and self._chosen is not None and status is not None and self.desk.is_running:
            self.start(self._answer(status.shop_id, self._chosen, text))

    async def _answer(self, shop_id: int, phone: str, text: str) -> None:
        from kaspi_notifier.engine.engine import ActionRefused

        self.answer.clear()
        try:
            await self.desk.engine.answer(shop_id, phone, text)
        except ActionRefused:
            self.answer.setText(text)
            self.error.setText(self.tr("The answer was not taken. Check the text and the number."))
            self.error.show()
            return
        self.error.hide()
        await self._read()
