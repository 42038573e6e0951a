<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>AboutGroup</name>
        <message>
            <source>About</source>
            <translation>О программе</translation>
        </message>
        <message>
            <source>Reads the orders of your Kaspi shop and writes to the buyers in WhatsApp.</source>
            <translation>Читает заказы вашего магазина на Kaspi и пишет покупателям в WhatsApp.</translation>
        </message>
        <message>
            <source>Everything stays on this computer: orders, messages and keys are sent to nobody else.</source>
            <translation>Всё остаётся на этом компьютере: заказы, сообщения и ключи никому больше не передаются.</translation>
        </message>
        <message>
            <source>Not a program of Kaspi or of WhatsApp. Free software under the MIT licence.</source>
            <translation>Программа не принадлежит ни Kaspi, ни WhatsApp. Свободная программа по лицензии MIT.</translation>
        </message>
        <message>
            <source>Built of</source>
            <translation>Из чего сделана</translation>
        </message>
    </context>
    <context>
        <name>AccessGroup</name>
        <message>
            <source>Other programs on this computer</source>
            <translation>Другие программы на этом компьютере</translation>
        </message>
        <message>
            <source>Let them in</source>
            <translation>Разрешить доступ</translation>
        </message>
        <message>
            <source>They may read the log, change templates and hand over orders. They need the key.</source>
            <translation>Они смогут читать журнал, менять шаблоны и передавать заказы. Для этого нужен ключ.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Порт</translation>
        </message>
        <message>
            <source>Change it if another program has it.</source>
            <translation>Поменяйте, если он занят другой программой.</translation>
        </message>
        <message>
            <source>Copy the key</source>
            <translation>Скопировать ключ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Ключ</translation>
        </message>
        <message>
            <source>Who has it can send messages in your name.</source>
            <translation>У кого он есть, тот сможет писать от вашего имени.</translation>
        </message>
        <message>
            <source>News from the WhatsApp server</source>
            <translation>Новости от сервера WhatsApp</translation>
        </message>
        <message>
            <source>Let the server bring it</source>
            <translation>Пусть сервер сообщает сам</translation>
        </message>
        <message>
            <source>Not needed: the program listens by itself. It helps where that connection often breaks.</source>
            <translation>Обычно не нужно: программа слушает сама. Помогает, если связь с сервером часто рвётся.</translation>
        </message>
        <message>
            <source>Port of the receiver</source>
            <translation>Порт приёма</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Подключить</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>Отключить</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>На сервере</translation>
        </message>
        <message>
            <source>Save first. The WhatsApp connection is restarted for some seconds.</source>
            <translation>Сначала сохраните. Связь с WhatsApp прервётся на несколько секунд.</translation>
        </message>
        <message>
            <source>It could not be opened: another program uses this port. Choose another number.</source>
            <translation>Открыть не удалось: этот порт занят другой программой. Выберите другой номер.</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Скопировано</translation>
        </message>
        <message>
            <source>Trying… this takes up to a minute.</source>
            <translation>Пробуем… это займёт до минуты.</translation>
        </message>
        <message>
            <source>The server does not reach this computer. All goes on without it, as before.</source>
            <translation>Сервер не может достучаться до этого компьютера. Всё работает и без этого, как раньше.</translation>
        </message>
        <message>
            <source>Connected: the server brings its news.</source>
            <translation>Подключено: сервер сообщает новости сам.</translation>
        </message>
        <message>
            <source>The server does not answer. Try again later.</source>
            <translation>Сервер не отвечает. Попробуйте позже.</translation>
        </message>
        <message>
            <source>Disconnected: the program listens by itself.</source>
            <translation>Отключено: программа слушает сама.</translation>
        </message>
    </context>
    <context>
        <name>BackupDialog</name>
        <message>
            <source>Back up everything</source>
            <translation>Резервная копия</translation>
        </message>
        <message>
            <source>Orders, messages, templates, settings and the memory of who was written to, all in one file.</source>
            <translation>Заказы, сообщения, шаблоны, настройки и память о том, кому уже написали: всё в одном файле.</translation>
        </message>
        <message>
            <source>Without a password</source>
            <translation>Без пароля</translation>
        </message>
        <message>
            <source>With a password</source>
            <translation>С паролем</translation>
        </message>
        <message>
            <source>Whoever gets the file can read buyers' names and phones. The Kaspi token and the key of the server are not in it.</source>
            <translation>Имена и телефоны покупателей прочтёт любой, к кому попадёт файл. Токена Kaspi и ключа сервера в нём нет.</translation>
        </message>
        <message>
            <source>Nobody can read the file without it. The token and the key go along, sealed.</source>
            <translation>Без пароля файл не прочтёт никто. Токен и ключ тоже сохраняются, в зашифрованном виде.</translation>
        </message>
        <message>
            <source>Choose where to save…</source>
            <translation>Выбрать, куда сохранить…</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Пароль</translation>
        </message>
        <message>
            <source>The password once more</source>
            <translation>Пароль ещё раз</translation>
        </message>
        <message>
            <source>A forgotten password can't be brought back by anybody, and the file is lost with it. Write it down and keep it apart from the file.</source>
            <translation>Забытый пароль не восстановит никто, и копия пропадёт вместе с ним. Запишите его и храните отдельно от файла.</translation>
        </message>
        <message>
            <source>Enter a password, or choose “Without a password”.</source>
            <translation>Введите пароль или выберите «Без пароля».</translation>
        </message>
        <message>
            <source>The two passwords differ. Enter them once more.</source>
            <translation>Пароли не совпадают. Введите их ещё раз.</translation>
        </message>
    </context>
    <context>
        <name>ChatDelegate</name>
        <message>
            <source>refused</source>
            <translation>отказ</translation>
        </message>
    </context>
    <context>
        <name>ConversationsPage</name>
        <message>
            <source>Chats</source>
            <translation>Диалоги</translation>
        </message>
        <message>
            <source>Open the order</source>
            <translation>Открыть заказ</translation>
        </message>
        <message>
            <source>The buyer asked not to be written to. Answer only if they ask something.</source>
            <translation>Покупатель попросил больше не писать. Отвечайте, только если он сам о чём-то спрашивает.</translation>
        </message>
        <message>
            <source>Answer…</source>
            <translation>Ответить…</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Адрес</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Режим</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>Nobody is found.</source>
            <translation>Никого не нашлось.</translation>
        </message>
        <message>
            <source>When a buyer answers a message, the chat appears here.</source>
            <translation>Когда покупатель ответит на сообщение, диалог появится здесь.</translation>
        </message>
        <message>
            <source>order No. {code}</source>
            <translation>заказ № {code}</translation>
        </message>
        <message>
            <source>The answer was not taken. Check the text and the number.</source>
            <translation>Ответ не принят. Проверьте текст и номер телефона.</translation>
        </message>
        <message numerus="yes">
            <source>%n unread message(s)</source>
            <translation>
                <numerusform>%n непрочитанное сообщение</numerusform>
                <numerusform>%n непрочитанных сообщения</numerusform>
                <numerusform>%n непрочитанных сообщений</numerusform>
            </translation>
        </message>
        <message>
            <source>More</source>
            <translation>Ещё</translation>
        </message>
        <message>
            <source>Forget this buyer…</source>
            <translation>Забыть этого покупателя…</translation>
        </message>
        <message>
            <source>Name, phone, order number</source>
            <translation>Имя, телефон, заказ</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Показать все</translation>
        </message>
        <message>
            <source>Everything is read</source>
            <translation>Всё прочитано</translation>
        </message>
    </context>
    <context>
        <name>DataGroup</name>
        <message>
            <source>Data folder</source>
            <translation>Папка с данными</translation>
        </message>
        <message>
            <source>Orders, messages, templates and settings are kept here, and nowhere else.</source>
            <translation>Заказы, сообщения, шаблоны и настройки хранятся здесь, и больше нигде.</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>Открыть папку</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>Резервная копия</translation>
        </message>
        <message>
            <source>Everything in one file, for another disk or a new computer. Do it once a week: a computer may break any day.</source>
            <translation>Всё в одном файле: для флешки, другого диска или нового компьютера. Делайте копию раз в неделю, компьютер может сломаться в любой день.</translation>
        </message>
        <message>
            <source>Back up everything…</source>
            <translation>Сделать копию…</translation>
        </message>
        <message>
            <source>Restore from a backup…</source>
            <translation>Восстановить из копии…</translation>
        </message>
        <message>
            <source>How far it is</source>
            <translation>Ход работы</translation>
        </message>
        <message>
            <source>Not in the demo: its data is made anew at every start.</source>
            <translation>В демо недоступно: его данные создаются заново при каждом запуске.</translation>
        </message>
        <message>
            <source>A buyer's wish</source>
            <translation>Просьба покупателя</translation>
        </message>
        <message>
            <source>A buyer asks you to delete what you know about them? One button does it.</source>
            <translation>Покупатель просит удалить его данные? Это делается одной кнопкой.</translation>
        </message>
        <message>
            <source>Forget a buyer…</source>
            <translation>Забыть покупателя…</translation>
        </message>
        <message>
            <source>Back up everything</source>
            <translation>Резервная копия</translation>
        </message>
        <message>
            <source>The backup is written: {file}</source>
            <translation>Копия сохранена: {file}</translation>
        </message>
        <message>
            <source>The backup was stopped; nothing was written.</source>
            <translation>Копирование остановлено, ничего не записано.</translation>
        </message>
    </context>
    <context>
        <name>DayBars</name>
        <message>
            <source>Messages by day</source>
            <translation>Сообщения по дням</translation>
        </message>
        <message>
            <source>{day} · sent: {sent}, failed: {failed}</source>
            <translation>{day} · отправлено: {sent}, не отправлено: {failed}</translation>
        </message>
    </context>
    <context>
        <name>DecisionBanner</name>
        <message>
            <source>Open chat</source>
            <translation>Открыть чат</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Дошло</translation>
        </message>
        <message>
            <source>Send from my phone…</source>
            <translation>С моего телефона…</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Ещё раз</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Не отправлять</translation>
        </message>
    </context>
    <context>
        <name>Decisions</name>
        <message numerus="yes">
            <source>%n more message(s) wait for your decision</source>
            <translation>
                <numerusform>Ещё %n сообщение ждёт вашего решения</numerusform>
                <numerusform>Ещё %n сообщения ждут вашего решения</numerusform>
                <numerusform>Ещё %n сообщений ждут вашего решения</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Dialog</name>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
    </context>
    <context>
        <name>DoctorCard</name>
        <message>
            <source>Check everything</source>
            <translation>Проверить всё</translation>
        </message>
        <message>
            <source>Ten checks from the token to the clock; nothing is changed.</source>
            <translation>Десять проверок, от токена до часов; ничего не меняется.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Проверить</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) need a look</source>
            <translation>
                <numerusform>Внимания требует %n пункт</numerusform>
                <numerusform>Внимания требуют %n пункта</numerusform>
                <numerusform>Внимания требуют %n пунктов</numerusform>
            </translation>
        </message>
        <message>
            <source>All is well, nothing to do.</source>
            <translation>Всё в порядке, делать ничего не нужно.</translation>
        </message>
        <message>
            <source>well</source>
            <translation>в порядке</translation>
        </message>
        <message>
            <source>not well</source>
            <translation>не в порядке</translation>
        </message>
        <message>
            <source>Fix</source>
            <translation>Исправить</translation>
        </message>
        <message>
            <source>Fix: {name}</source>
            <translation>Исправить: {name}</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Writing {name}…</source>
            <translation>Записываем {name}…</translation>
        </message>
        <message>
            <source>How far the export is</source>
            <translation>Сколько уже записано</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Server</source>
            <translation>Сервер</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Версия</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Сессия</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Состояние</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Back</source>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Пропустить</translation>
        </message>
        <message>
            <source>Step {n} of {all}</source>
            <translation>Шаг {n} из {all}</translation>
        </message>
    </context>
    <context>
        <name>ForgetDialog</name>
        <message>
            <source>Forget this buyer</source>
            <translation>Забыть покупателя</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Номер покупателя</translation>
        </message>
        <message>
            <source>The number of the buyer who asks for it:</source>
            <translation>Номер покупателя, который об этом просит:</translation>
        </message>
        <message>
            <source>Everything about {phone} is wiped.</source>
            <translation>Всё о покупателе {phone} будет стёрто.</translation>
        </message>
        <message>
            <source>Wiped in every shop, and in the copies on this computer: name, phone, address, the texts of messages and the chat. What waits for this buyer is not sent. It can't be undone.</source>
            <translation>Сотрутся во всех магазинах и в копиях на этом компьютере: имя, телефон, адрес, тексты сообщений и переписка. То, что ждёт отправки этому покупателю, не уйдёт. Вернуть это нельзя.</translation>
        </message>
        <message>
            <source>Kept: that there was an order and a message, for the counts; and a refusal to be written to, in a form that nobody can read the number from.</source>
            <translation>Останется: что был заказ и было сообщение, для подсчётов; и отказ от сообщений, в виде, из которого номер не узнать.</translation>
        </message>
        <message>
            <source>Backups that you saved elsewhere and the phone's own WhatsApp are not touched.</source>
            <translation>Копии, которые вы сохранили в другом месте, и WhatsApp на телефоне не меняются.</translation>
        </message>
        <message>
            <source>Forget the buyer</source>
            <translation>Забыть покупателя</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Это не казахстанский мобильный номер. Пример: +7 700 000 00 00</translation>
        </message>
        <message>
            <source>Wiping…</source>
            <translation>Стираем…</translation>
        </message>
        <message>
            <source>A message to this buyer is on its way just now. Try again in some minutes.</source>
            <translation>Этому покупателю как раз уходит сообщение. Повторите через несколько минут.</translation>
        </message>
    </context>
    <context>
        <name>FromPhoneDialog</name>
        <message>
            <source>Send from my phone</source>
            <translation>Отправить с моего телефона</translation>
        </message>
        <message>
            <source>Point the phone's camera at the code. The chat opens with the text, you press Send.</source>
            <translation>Наведите камеру телефона на код. Откроется чат с готовым текстом, вам останется нажать «Отправить».</translation>
        </message>
        <message>
            <source>Point the phone's camera at the code. The chat opens, you write the text.</source>
            <translation>Наведите камеру телефона на код. Откроется чат, текст напишете сами.</translation>
        </message>
        <message>
            <source>Copy the text</source>
            <translation>Скопировать текст</translation>
        </message>
        <message>
            <source>Open on this computer</source>
            <translation>Открыть на этом компьютере</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>HelpWindow</name>
        <message>
            <source>Help</source>
            <translation>Справка</translation>
        </message>
    </context>
    <context>
        <name>ImaginedDialog</name>
        <message>
            <source>Buyer</source>
            <translation>Покупатель</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Заказ</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Телефон</translation>
        </message>
        <message>
            <source>The latest {n} are shown.</source>
            <translation>Показаны последние {n}.</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>What it would have sent</source>
            <translation>Что бы он отправил</translation>
        </message>
        <message>
            <source>new</source>
            <translation>новый</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Сообщения</translation>
        </message>
    </context>
    <context>
        <name>JournalCard</name>
        <message>
            <source>Journal of the connection</source>
            <translation>Журнал соединения</translation>
        </message>
        <message>
            <source>Nothing has happened yet.</source>
            <translation>Пока ничего не происходило.</translation>
        </message>
    </context>
    <context>
        <name>KaspiStep</name>
        <message>
            <source>Kaspi token</source>
            <translation>Токен Kaspi</translation>
        </message>
        <message>
            <source>This does not look like a Kaspi token. Copy it once more.</source>
            <translation>Это не похоже на токен Kaspi. Скопируйте его ещё раз.</translation>
        </message>
        <message>
            <source>The Kaspi token</source>
            <translation>Токен Kaspi</translation>
        </message>
        <message>
            <source>With it the program reads your orders. It only reads: nothing is changed at Kaspi.</source>
            <translation>С ним программа читает ваши заказы. Только читает: в Kaspi ничего не меняется.</translation>
        </message>
        <message>
            <source>1. Open kaspi.kz/mc, the Kaspi cabinet, as the manager of the shop</source>
            <translation>1. Войдите в кабинет kaspi.kz/mc как менеджер магазина</translation>
        </message>
        <message>
            <source>2. Settings → API token</source>
            <translation>2. Настройки → Токен API</translation>
        </message>
        <message>
            <source>3. Press “Create” and copy the token</source>
            <translation>3. Нажмите «Сформировать» и скопируйте токен</translation>
        </message>
        <message>
            <source>4. Paste it here</source>
            <translation>4. Вставьте его сюда</translation>
        </message>
        <message>
            <source>It is kept in the system's own safe place for passwords.</source>
            <translation>Хранится в защищённом хранилище паролей системы.</translation>
        </message>
    </context>
    <context>
        <name>Latest</name>
        <message>
            <source>Latest events</source>
            <translation>Последние события</translation>
        </message>
        <message>
            <source>Nothing yet. The first order appears here by itself.</source>
            <translation>Пока ничего. Первый заказ появится здесь сам.</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>sent</source>
            <translation>отправлено</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>не отправлено</translation>
        </message>
    </context>
    <context>
        <name>Line</name>
        <message>
            <source>Show or hide</source>
            <translation>Показать или скрыть</translation>
        </message>
    </context>
    <context>
        <name>Linking</name>
        <message>
            <source>Scan the code</source>
            <translation>Отсканируйте QR-код</translation>
        </message>
        <message>
            <source>Can't scan? Link by phone number</source>
            <translation>Не получается сканировать? Связать по номеру телефона</translation>
        </message>
        <message>
            <source>Code by phone number</source>
            <translation>Код по номеру телефона</translation>
        </message>
        <message>
            <source>The number of the shop's WhatsApp</source>
            <translation>Номер WhatsApp магазина</translation>
        </message>
        <message>
            <source>Get the code</source>
            <translation>Получить код</translation>
        </message>
        <message>
            <source>Type this code on the phone. It is valid for a few minutes.</source>
            <translation>Введите этот код на телефоне. Он действует несколько минут.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Скопировать</translation>
        </message>
        <message>
            <source>Back to the QR code</source>
            <translation>Вернуться к QR-коду</translation>
        </message>
        <message>
            <source>Send from this number</source>
            <translation>Отправлять с этого номера</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Это не казахстанский мобильный номер. Пример: +7 700 000 00 00</translation>
        </message>
        <message>
            <source>The code is coming…</source>
            <translation>Получаем код…</translation>
        </message>
        <message>
            <source>A new code in {seconds} s</source>
            <translation>Код обновится через {seconds} с</translation>
        </message>
        <message>
            <source>code {number} of {all}</source>
            <translation>попытка {number} из {all}</translation>
        </message>
        <message>
            <source>The phone is linked. Messages leave from this number.</source>
            <translation>Телефон связан. Сообщения уходят с этого номера.</translation>
        </message>
        <message>
            <source>Another number is linked: {phone}</source>
            <translation>Подключён другой номер: {phone}</translation>
        </message>
        <message>
            <source>Send a test to this number</source>
            <translation>Отправить проверку на этот номер</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Period</source>
            <translation>Период</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Opening…</source>
            <translation>Открываем…</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Запускаемся…</translation>
        </message>
        <message>
            <source>A demo shop with made-up orders. Nothing leaves this computer.</source>
            <translation>Демонстрация: магазин и заказы вымышленные, с этого компьютера ничего не уходит.</translation>
        </message>
        <message>
            <source>Orders checked in {time}</source>
            <translation>Проверка через {time}</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
    </context>
    <context>
        <name>MessageDetails</name>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>Open chat in WhatsApp</source>
            <translation>Открыть чат в WhatsApp</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Дошло</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Отправить ещё раз</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Не отправлять</translation>
        </message>
        <message>
            <source>The text is written when the message leaves.</source>
            <translation>Текст составляется в момент отправки.</translation>
        </message>
        <message>
            <source>you</source>
            <translation>вы</translation>
        </message>
        <message>
            <source>What does it mean?</source>
            <translation>Что это значит?</translation>
        </message>
        <message>
            <source>From my phone</source>
            <translation>С телефона</translation>
        </message>
    </context>
    <context>
        <name>MessageJobs</name>
        <message>
            <source>Export messages</source>
            <translation>Экспорт сообщений</translation>
        </message>
        <message>
            <source>Nothing to send again</source>
            <translation>Отправлять нечего</translation>
        </message>
        <message>
            <source>All of these numbers have no WhatsApp.</source>
            <translation>Ни у одного из этих номеров нет WhatsApp.</translation>
        </message>
        <message numerus="yes">
            <source>Send %n message(s) again?</source>
            <translation>
                <numerusform>Отправить ещё раз %n сообщение?</numerusform>
                <numerusform>Отправить ещё раз %n сообщения?</numerusform>
                <numerusform>Отправить ещё раз %n сообщений?</numerusform>
            </translation>
        </message>
        <message>
            <source>They leave one by one, at the usual pace and not at night.</source>
            <translation>Они уйдут по одному, в обычном темпе и не ночью.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Отправить ещё раз</translation>
        </message>
    </context>
    <context>
        <name>MessagesModel</name>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Заказ</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Событие</translation>
        </message>
        <message>
            <source>Buyer</source>
            <translation>Покупатель</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Состояние</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Подробности</translation>
        </message>
    </context>
    <context>
        <name>MessagesPage</name>
        <message>
            <source>Messages</source>
            <translation>Сообщения</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>Your decision</source>
            <translation>Ждёт вас</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>В очереди</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Отправлено</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Не отправлено</translation>
        </message>
        <message>
            <source>Nothing here with this filter.</source>
            <translation>С таким отбором ничего нет.</translation>
        </message>
        <message>
            <source>No messages yet. When an order comes, its message appears here.</source>
            <translation>Сообщений пока нет. Как только придёт заказ, его сообщение появится здесь.</translation>
        </message>
        <message>
            <source>Text, order, name or phone</source>
            <translation>Текст, заказ, имя, телефон</translation>
        </message>
        <message>
            <source>Search in the messages</source>
            <translation>Поиск по сообщениям</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Шаблон</translation>
        </message>
        <message>
            <source>All templates</source>
            <translation>Все шаблоны</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Экспорт…</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Доставлено</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Прочитано</translation>
        </message>
        <message>
            <source>Send again…</source>
            <translation>Отправить ещё раз…</translation>
        </message>
        <message>
            <source>Send every message again that could not be sent</source>
            <translation>Отправить ещё раз все сообщения, которые не удалось отправить</translation>
        </message>
        <message>
            <source>Without a template</source>
            <translation>Без шаблона</translation>
        </message>
        <message>
            <source>In the list: {count}</source>
            <translation>В списке: {count}</translation>
        </message>
        <message>
            <source>Found: {count}</source>
            <translation>Найдено: {count}</translation>
        </message>
        <message>
            <source>Found: the newest {count}</source>
            <translation>Найдено: последние {count}</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Показать все</translation>
        </message>
    </context>
    <context>
        <name>NewServer</name>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>A new server</source>
            <translation>Новый сервер</translation>
        </message>
        <message>
            <source>Docker is working</source>
            <translation>Docker работает</translation>
        </message>
        <message>
            <source>Write the file and start</source>
            <translation>Записать файл и запустить</translation>
        </message>
        <message>
            <source>Write the file</source>
            <translation>Записать файл</translation>
        </message>
        <message>
            <source>Docker is not installed on this computer</source>
            <translation>На этом компьютере нет Docker</translation>
        </message>
        <message>
            <source>Install Docker Desktop from docker.com (free for small shops), start it, and come back here. The file can be written already.</source>
            <translation>Установите Docker Desktop с docker.com (для небольших магазинов бесплатно), запустите его и вернитесь сюда. Файл можно записать уже сейчас.</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файл не удаётся записать</translation>
        </message>
        <message>
            <source>The file is written, Docker is still missing</source>
            <translation>Файл записан, осталось установить Docker</translation>
        </message>
        <message>
            <source>When Docker is installed, press the button once more. The file: {file}</source>
            <translation>Когда Docker будет установлен, нажмите кнопку ещё раз. Файл: {file}</translation>
        </message>
        <message>
            <source>Docker loads and starts the server; the first time takes some minutes.</source>
            <translation>Docker загружает и запускает сервер; в первый раз это несколько минут.</translation>
        </message>
        <message>
            <source>The server is started</source>
            <translation>Сервер запущен</translation>
        </message>
        <message>
            <source>Address and key are filled in above.</source>
            <translation>Адрес и ключ вписаны выше.</translation>
        </message>
        <message>
            <source>Docker did not start the server</source>
            <translation>Docker не запустил сервер</translation>
        </message>
        <message>
            <source>Start Docker Desktop and try again.</source>
            <translation>Запустите Docker Desktop и попробуйте ещё раз.</translation>
        </message>
        <message>
            <source>The program writes a ready file for the server WAHA ({image}).</source>
            <translation>Программа запишет готовый файл для сервера WAHA ({image}).</translation>
        </message>
        <message>
            <source>Its key is random, only this computer reaches it, and it starts again by itself.</source>
            <translation>Ключ случайный, доступ только с этого компьютера, после перезагрузки сервер запускается сам.</translation>
        </message>
    </context>
    <context>
        <name>NumberCard</name>
        <message>
            <source>Health of the number</source>
            <translation>Здоровье номера</translation>
        </message>
        <message>
            <source>{score} of 100</source>
            <translation>{score} из 100</translation>
        </message>
        <message>
            <source>Let new chats begin again</source>
            <translation>Разрешить новые чаты</translation>
        </message>
        <message>
            <source>Open settings</source>
            <translation>Открыть настройки</translation>
        </message>
        <message>
            <source>Open messages</source>
            <translation>Открыть сообщения</translation>
        </message>
        <message>
            <source>Open templates</source>
            <translation>Открыть шаблоны</translation>
        </message>
    </context>
    <context>
        <name>Numbers</name>
        <message>
            <source>Last 14 days</source>
            <translation>За 14 дней</translation>
        </message>
        <message>
            <source>sent</source>
            <translation>отправлено</translation>
        </message>
        <message>
            <source>delivered</source>
            <translation>доставлено</translation>
        </message>
        <message>
            <source>read</source>
            <translation>прочитано</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>не отправлено</translation>
        </message>
    </context>
    <context>
        <name>OrderDetails</name>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
        <message>
            <source>Enter the number…</source>
            <translation>Ввести номер…</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>Написать…</translation>
        </message>
        <message>
            <source>Send a template…</source>
            <translation>Отправить шаблон…</translation>
        </message>
        <message>
            <source>Open chat</source>
            <translation>Открыть чат</translation>
        </message>
        <message>
            <source>From my phone</source>
            <translation>С телефона</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>The order's number</source>
            <translation>Номер заказа</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Номер покупателя</translation>
        </message>
        <message>
            <source>The history as text</source>
            <translation>История текстом</translation>
        </message>
        <message>
            <source>The number is hidden by Kaspi</source>
            <translation>Номер скрыт Kaspi</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Скрыть</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Ещё</translation>
        </message>
        <message>
            <source>Forget this buyer…</source>
            <translation>Забыть этого покупателя…</translation>
        </message>
    </context>
    <context>
        <name>OrdersModel</name>
        <message>
            <source>Order</source>
            <translation>Заказ</translation>
        </message>
        <message>
            <source>Buyer</source>
            <translation>Покупатель</translation>
        </message>
        <message>
            <source>Sum, delivery</source>
            <translation>Сумма, получение</translation>
        </message>
        <message>
            <source>In Kaspi</source>
            <translation>Статус в Kaspi</translation>
        </message>
    </context>
    <context>
        <name>OrdersPage</name>
        <message>
            <source>Orders</source>
            <translation>Заказы</translation>
        </message>
        <message>
            <source>Number, name, phone, goods</source>
            <translation>Номер, имя, телефон, товар</translation>
        </message>
        <message>
            <source>Search in the orders</source>
            <translation>Поиск по заказам</translation>
        </message>
        <message>
            <source>Where the order stands</source>
            <translation>Статус заказа</translation>
        </message>
        <message>
            <source>All orders</source>
            <translation>Все заказы</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Доставка</translation>
        </message>
        <message>
            <source>Any delivery</source>
            <translation>Любая доставка</translation>
        </message>
        <message>
            <source>In the list: {count}</source>
            <translation>В списке: {count}</translation>
        </message>
        <message>
            <source>No order fits this filter.</source>
            <translation>По этому отбору заказов нет.</translation>
        </message>
        <message>
            <source>No orders in this time yet. New ones appear here by themselves.</source>
            <translation>За это время заказов пока нет. Новые появятся здесь сами.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Показать все</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Проверить заказы сейчас</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>Overview</source>
            <translation>Обзор</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Проверить заказы сейчас</translation>
        </message>
        <message>
            <source>Open settings</source>
            <translation>Открыть настройки</translation>
        </message>
        <message>
            <source>Open WhatsApp</source>
            <translation>Открыть «WhatsApp»</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Очередь</translation>
        </message>
        <message>
            <source>Next at {time}</source>
            <translation>Следующее в {time}</translation>
        </message>
        <message numerus="yes">
            <source>%n being checked</source>
            <translation>
                <numerusform>%n проверяется</numerusform>
                <numerusform>%n проверяются</numerusform>
                <numerusform>%n проверяются</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on hold</source>
            <translation>
                <numerusform>%n отложено</numerusform>
                <numerusform>%n отложено</numerusform>
                <numerusform>%n отложено</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n order(s) today</source>
            <translation>
                <numerusform>сегодня %n заказ</numerusform>
                <numerusform>сегодня %n заказа</numerusform>
                <numerusform>сегодня %n заказов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Skip %n message(s)?</source>
            <translation>
                <numerusform>Не отправлять %n сообщение?</numerusform>
                <numerusform>Не отправлять %n сообщения?</numerusform>
                <numerusform>Не отправлять %n сообщений?</numerusform>
            </translation>
        </message>
        <message>
            <source>Buyers won't get them. Each stays in the log and can be sent from there.</source>
            <translation>Покупатели их не получат. Каждое останется в журнале, и его можно будет отправить оттуда.</translation>
        </message>
        <message>
            <source>Skip these</source>
            <translation>Не отправлять эти</translation>
        </message>
        <message>
            <source>Check the clock</source>
            <translation>Проверьте часы</translation>
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>Restore from a backup</source>
            <translation>Восстановление из копии</translation>
        </message>
        <message>
            <source>«{name}» is under a password.</source>
            <translation>Копия «{name}» закрыта паролем.</translation>
        </message>
        <message>
            <source>Password of the backup</source>
            <translation>Пароль копии</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Далее</translation>
        </message>
        <message>
            <source>This password does not open it, or the file is damaged. Try once more.</source>
            <translation>Пароль не подходит, или файл повреждён. Попробуйте ещё раз.</translation>
        </message>
    </context>
    <context>
        <name>Period</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n день</numerusform>
                <numerusform>%n дня</numerusform>
                <numerusform>%n дней</numerusform>
            </translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Первый день</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Последний день</translation>
        </message>
        <message>
            <source>Own period</source>
            <translation>Свой период</translation>
        </message>
    </context>
    <context>
        <name>PhoneDialog</name>
        <message>
            <source>Number for order № {code}</source>
            <translation>Номер для заказа № {code}</translation>
        </message>
        <message>
            <source>Kaspi hides this buyer's number. If the buyer gave it to you, enter it here.</source>
            <translation>Kaspi скрывает номер этого покупателя. Если покупатель сам дал вам номер, введите его здесь.</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Номер покупателя</translation>
        </message>
        <message>
            <source>What is still of use is then sent, nothing else.</source>
            <translation>Уйдёт только то, что ещё уместно.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Это не казахстанский мобильный номер. Пример: +7 700 000 00 00</translation>
        </message>
    </context>
    <context>
        <name>PhoneStep</name>
        <message>
            <source>Take care of the number.</source>
            <translation>Берегите номер.</translation>
        </message>
        <message>
            <source>WhatsApp does not allow programs like this one for ordinary numbers and may block a number, above all for bulk messages. The program sends slowly, only about orders, and stops when a buyer asks for it; you decide which number you link.</source>
            <translation>По правилам WhatsApp обычный номер нельзя подключать к программам, и номер могут заблокировать, прежде всего за массовую рассылку. Программа отправляет медленно, только по заказам, и останавливается, если покупатель просит не писать. Какой номер привязать, решаете вы.</translation>
        </message>
        <message>
            <source>The shop's WhatsApp</source>
            <translation>WhatsApp магазина</translation>
        </message>
        <message>
            <source>1. Open WhatsApp on the shop's phone</source>
            <translation>1. Откройте WhatsApp на телефоне магазина</translation>
        </message>
        <message>
            <source>2. Settings → Linked devices → Link a device</source>
            <translation>2. Настройки → Связанные устройства → Связать устройство</translation>
        </message>
        <message>
            <source>3. Point the camera at the code</source>
            <translation>3. Наведите камеру на код</translation>
        </message>
    </context>
    <context>
        <name>ProgramGroup</name>
        <message>
            <source>Program</source>
            <translation>Программа</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Оформление</translation>
        </message>
        <message>
            <source>As in the system</source>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Светлое</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Тёмное</translation>
        </message>
        <message>
            <source>It changes at once.</source>
            <translation>Меняется сразу после сохранения.</translation>
        </message>
        <message>
            <source>Start with the computer</source>
            <translation>Запускать вместе с компьютером</translation>
        </message>
        <message>
            <source>The program then waits beside the clock, and no order is missed.</source>
            <translation>Программа будет ждать возле часов, и ни один заказ не пропустится.</translation>
        </message>
        <message>
            <source>Look for new versions</source>
            <translation>Проверять, есть ли новая версия</translation>
        </message>
        <message>
            <source>Twice a day the program asks whether there is one. It installs nothing by itself.</source>
            <translation>Два раза в день программа узнаёт, вышла ли новая. Сама она ничего не устанавливает.</translation>
        </message>
        <message>
            <source>Show buyers' phones in full</source>
            <translation>Показывать телефоны покупателей полностью</translation>
        </message>
        <message>
            <source>Otherwise only the last digits are seen, which is enough to tell buyers apart.</source>
            <translation>Иначе видны только последние цифры — этого хватает, чтобы не перепутать покупателей.</translation>
        </message>
        <message>
            <source>Keep texts and phones</source>
            <translation>Хранить тексты и телефоны</translation>
        </message>
        <message>
            <source>Then they are wiped; counts stay.</source>
            <translation>Потом они стираются, остаётся только число сообщений.</translation>
        </message>
        <message>
            <source>Keep buyers in orders</source>
            <translation>Хранить покупателей в заказах</translation>
        </message>
        <message>
            <source>Name, phone and address.</source>
            <translation>Имя, телефон и адрес.</translation>
        </message>
        <message>
            <source>days</source>
            <translation>дн.</translation>
        </message>
    </context>
    <context>
        <name>QrCode</name>
        <message>
            <source>QR code for the phone</source>
            <translation>QR-код для телефона</translation>
        </message>
    </context>
    <context>
        <name>RemovalDialog</name>
        <message>
            <source>Remove the shop with its data</source>
            <translation>Удаление магазина с данными</translation>
        </message>
        <message>
            <source>Remove «{name}» with everything it left?</source>
            <translation>Удалить «{name}» и всё, что с ним связано?</translation>
        </message>
        <message>
            <source>Deleted from this computer: orders ({orders}), messages ({messages}), chats, statistics, the token and the key.</source>
            <translation>С этого компьютера удалятся: заказы ({orders}), сообщения ({messages}), переписка, статистика, токен и ключ.</translation>
        </message>
        <message>
            <source>It can't be undone: save a backup first if you may need the data. The nightly copies on this computer hold it for about a month more.</source>
            <translation>Вернуть это нельзя: если данные могут понадобиться, сначала сделайте копию. В ночных копиях на этом компьютере они пробудут ещё около месяца.</translation>
        </message>
        <message>
            <source>The phone stays linked to the WhatsApp server. If the number is no longer used, unlink it on the WhatsApp page first.</source>
            <translation>Телефон останется привязан к серверу WhatsApp. Если номер больше не нужен, сначала отвяжите его на странице «WhatsApp».</translation>
        </message>
        <message>
            <source>To confirm, type the name of the shop: {name}</source>
            <translation>Для подтверждения введите название магазина: {name}</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Название магазина</translation>
        </message>
        <message>
            <source>Remove with its data</source>
            <translation>Удалить с данными</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>%n ожидающее сообщение не будет отправлено.</numerusform>
                <numerusform>%n ожидающих сообщения не будут отправлены.</numerusform>
                <numerusform>%n ожидающих сообщений не будут отправлены.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RepliesGroup</name>
        <message>
            <source>When buyers write</source>
            <translation>Когда пишут покупатели</translation>
        </message>
        <message>
            <source>Somebody reads from</source>
            <translation>Читаем с</translation>
        </message>
        <message>
            <source>Somebody reads until</source>
            <translation>Читаем до</translation>
        </message>
        <message>
            <source>Somebody reads</source>
            <translation>Читаем ответы</translation>
        </message>
        <message>
            <source>Almaty time, every day.</source>
            <translation>Время Алматы, каждый день.</translation>
        </message>
        <message>
            <source>Remind me</source>
            <translation>Напомнить мне</translation>
        </message>
        <message>
            <source>never</source>
            <translation>никогда</translation>
        </message>
        <message>
            <source>after {n} min</source>
            <translation>через {n} мин</translation>
        </message>
        <message>
            <source>If a buyer waits longer than this in these hours, a message appears beside the clock.</source>
            <translation>Если покупатель в эти часы ждёт дольше, рядом с часами появится сообщение.</translation>
        </message>
        <message>
            <source>Answer by itself</source>
            <translation>Отвечать автоматически</translation>
        </message>
        <message>
            <source>Outside these hours each buyer is told once a day when somebody will read it.</source>
            <translation>В остальное время каждый покупатель раз в день узнает, когда ему ответят.</translation>
        </message>
        <message>
            <source>Words of the answer</source>
            <translation>Текст ответа</translation>
        </message>
        <message>
            <source>Empty: a short text in Russian and Kazakh with the hour you open.</source>
            <translation>Если пусто: короткий текст на русском и казахском с часом открытия.</translation>
        </message>
        <message>
            <source>The day in figures</source>
            <translation>Итоги дня</translation>
        </message>
        <message>
            <source>Tell me at</source>
            <translation>Сообщить в</translation>
        </message>
        <message>
            <source>To my own WhatsApp</source>
            <translation>В мой WhatsApp</translation>
        </message>
        <message>
            <source>A message to the number the program sends from.</source>
            <translation>Сообщение на номер, с которого пишет программа.</translation>
        </message>
        <message>
            <source>Beside the clock</source>
            <translation>Рядом с часами</translation>
        </message>
        <message>
            <source>Up to {n} characters.</source>
            <translation>Не больше {n} символов.</translation>
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>It can't be written there. Choose another folder.</source>
            <translation>Туда записать нельзя. Выберите другую папку.</translation>
        </message>
        <message>
            <source>Phones, keys and the names of your shops are left out. Nothing is sent anywhere: save the file and send it yourself to the person who helps you.</source>
            <translation>Телефонов, ключей и названий магазинов здесь нет. Никуда ничего не отправляется: сохраните файл и сами перешлите тому, кто вам помогает.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Отчёт</translation>
        </message>
        <message>
            <source>Save the file…</source>
            <translation>Сохранить файл…</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>Сохранено: {name}</translation>
        </message>
        <message>
            <source>This is all that the report says</source>
            <translation>Вот весь отчёт целиком</translation>
        </message>
    </context>
    <context>
        <name>ScheduleGroup</name>
        <message>
            <source>Reading the orders</source>
            <translation>Чтение заказов</translation>
        </message>
        <message>
            <source>Ask Kaspi every</source>
            <translation>Спрашивать Kaspi каждые</translation>
        </message>
        <message>
            <source>More often is rarely faster for the buyer: Kaspi itself shows changes with a delay.</source>
            <translation>Чаще — не значит быстрее для покупателя: сам Kaspi показывает изменения с задержкой.</translation>
        </message>
        <message>
            <source>Merchant number</source>
            <translation>Номер мерчанта</translation>
        </message>
        <message>
            <source>Only if one Kaspi login owns several shops. Digits, as in the Kaspi cabinet.</source>
            <translation>Нужен, только если у одного входа в Kaspi несколько магазинов. Цифры, как в кабинете Kaspi.</translation>
        </message>
        <message>
            <source>Care with each message</source>
            <translation>Осторожность с каждым сообщением</translation>
        </message>
        <message>
            <source>Look at the order again</source>
            <translation>Проверять заказ ещё раз</translation>
        </message>
        <message>
            <source>If the last look is older than this, the order is read once more before its message.</source>
            <translation>Если заказ читали раньше, чем столько минут назад, перед сообщением он читается снова.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>мин</translation>
        </message>
        <message>
            <source>Wait when in doubt</source>
            <translation>Ждать при сомнении</translation>
        </message>
        <message>
            <source>When the answer of the server got lost, it is asked after this time what happened.</source>
            <translation>Если ответ сервера потерялся, через это время программа узнаёт, ушло ли сообщение.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>с</translation>
        </message>
        <message>
            <source>Up to 20 digits, nothing else.</source>
            <translation>До 20 цифр, и больше ничего.</translation>
        </message>
    </context>
    <context>
        <name>SendingGroup</name>
        <message>
            <source>Send messages</source>
            <translation>Отправлять сообщения</translation>
        </message>
        <message>
            <source>Pace</source>
            <translation>Темп отправки</translation>
        </message>
        <message>
            <source>Gentle</source>
            <translation>Бережно</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Обычно</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>Быстро</translation>
        </message>
        <message>
            <source>The quick pace opens two weeks after the number was linked.</source>
            <translation>Быстрый темп откроется через две недели после привязки номера.</translation>
        </message>
        <message>
            <source>Own numbers</source>
            <translation>Свои числа</translation>
        </message>
        <message>
            <source>s</source>
            <translation>с</translation>
        </message>
        <message>
            <source>Shortest pause</source>
            <translation>Самая короткая пауза</translation>
        </message>
        <message>
            <source>Longest pause</source>
            <translation>Самая длинная пауза</translation>
        </message>
        <message>
            <source>Pause between messages</source>
            <translation>Пауза между сообщениями</translation>
        </message>
        <message>
            <source>A pause of uneven length looks like a person and protects the number.</source>
            <translation>Неровная пауза похожа на человека и бережёт номер.</translation>
        </message>
        <message>
            <source>At most in an hour</source>
            <translation>Не больше в час</translation>
        </message>
        <message>
            <source>At most in a day</source>
            <translation>Не больше в сутки</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>без ограничения</translation>
        </message>
        <message>
            <source>Care for the number</source>
            <translation>Забота о номере</translation>
        </message>
        <message>
            <source>Off: orders are read, nobody is written to.</source>
            <translation>Выключено: заказы читаются, но никому не пишем.</translation>
        </message>
        <message>
            <source>Start slowly with a new number</source>
            <translation>Новый номер разгонять понемногу</translation>
        </message>
        <message>
            <source>10 new chats on the first day, a little more each day, for nine days.</source>
            <translation>10 новых чатов в первый день и чуть больше каждый следующий, девять дней.</translation>
        </message>
        <message>
            <source>Show “typing…”</source>
            <translation>Показывать «печатает…»</translation>
        </message>
        <message>
            <source>As a person does before the message comes.</source>
            <translation>Как у человека перед отправкой сообщения.</translation>
        </message>
        <message>
            <source>Stop and ask from</source>
            <translation>Остановиться и спросить от</translation>
        </message>
        <message>
            <source>So many messages at once are rarely right; you look at them first.</source>
            <translation>Столько сообщений сразу бывает редко: сначала вы их посмотрите.</translation>
        </message>
        <message>
            <source>never</source>
            <translation>никогда</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Тихие часы</translation>
        </message>
        <message>
            <source>Quiet from</source>
            <translation>Тихо с</translation>
        </message>
        <message>
            <source>Quiet until</source>
            <translation>Тихо до</translation>
        </message>
        <message>
            <source>from</source>
            <translation>с</translation>
        </message>
        <message>
            <source>to</source>
            <translation>до</translation>
        </message>
        <message>
            <source>Don't write at night</source>
            <translation>Не писать ночью</translation>
        </message>
        <message>
            <source>Almaty time. What comes up in these hours leaves in the morning.</source>
            <translation>Время Алматы. Что появилось в эти часы, уйдёт утром.</translation>
        </message>
        <message>
            <source>Buyers who say no</source>
            <translation>Кто просит не писать</translation>
        </message>
        <message>
            <source>Words of refusal</source>
            <translation>Слова отказа</translation>
        </message>
        <message>
            <source>Separated by commas. Whoever answers with one gets no more messages.</source>
            <translation>Через запятую. Кто ответит таким словом, больше сообщений не получит.</translation>
        </message>
        <message>
            <source>Up to 50 words of up to 50 letters.</source>
            <translation>До 50 слов, каждое до 50 букв.</translation>
        </message>
        <message>
            <source>{shortest}–{longest} s between messages, up to {hour} an hour and {day} a day</source>
            <translation>{shortest}–{longest} с между сообщениями, до {hour} в час и {day} в сутки</translation>
        </message>
    </context>
    <context>
        <name>ServerGroup</name>
        <message>
            <source>WhatsApp server (WAHA)</source>
            <translation>Сервер WhatsApp (WAHA)</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Адрес</translation>
        </message>
        <message>
            <source>On this computer it is usually http://localhost:3000</source>
            <translation>На этом компьютере обычно http://localhost:3000</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Ключ</translation>
        </message>
        <message>
            <source>It was set when the WAHA server was installed.</source>
            <translation>Его задали при установке сервера WAHA.</translation>
        </message>
        <message>
            <source>A key has only Latin letters, digits and signs.</source>
            <translation>В ключе бывают только латинские буквы, цифры и знаки.</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Сессия</translation>
        </message>
        <message>
            <source>The name of the connection on the server, usually default.</source>
            <translation>Имя подключения на сервере, обычно default.</translation>
        </message>
        <message>
            <source>Only Latin letters, digits, _ and -, up to 54.</source>
            <translation>Только латинские буквы, цифры, _ и -, до 54 знаков.</translation>
        </message>
        <message>
            <source>An address looks like http://localhost:3000. A server outside your own network needs https://</source>
            <translation>Адрес выглядит так: http://localhost:3000. Серверу вне вашей сети нужен https://</translation>
        </message>
    </context>
    <context>
        <name>ServerStep</name>
        <message>
            <source>Address</source>
            <translation>Адрес</translation>
        </message>
        <message>
            <source>On this computer it is usually http://localhost:3000</source>
            <translation>На этом компьютере обычно http://localhost:3000</translation>
        </message>
        <message>
            <source>An address looks like http://localhost:3000. A server outside your own network needs https://</source>
            <translation>Адрес выглядит так: http://localhost:3000. Серверу вне вашей сети нужен https://</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Ключ</translation>
        </message>
        <message>
            <source>It was set when the WAHA server was installed.</source>
            <translation>Его задали при установке сервера WAHA.</translation>
        </message>
        <message>
            <source>A key has only Latin letters, digits and signs.</source>
            <translation>В ключе бывают только латинские буквы, цифры и знаки.</translation>
        </message>
        <message>
            <source>The WhatsApp server</source>
            <translation>Сервер WhatsApp</translation>
        </message>
        <message>
            <source>Messages go through WAHA, a small free server on your own computer. So neither orders nor chats pass through anybody else.</source>
            <translation>Сообщения идут через WAHA, небольшой бесплатный сервер на вашем компьютере. Ни заказы, ни переписка через чужие руки не проходят.</translation>
        </message>
        <message>
            <source>I have no server yet</source>
            <translation>У меня ещё нет сервера</translation>
        </message>
        <message>
            <source>Looking for a server on this computer…</source>
            <translation>Ищем сервер на этом компьютере…</translation>
        </message>
        <message>
            <source>No server was found on this computer</source>
            <translation>На этом компьютере сервер не нашёлся</translation>
        </message>
        <message>
            <source>Give its address if it runs elsewhere, or make one below.</source>
            <translation>Впишите адрес, если он в другом месте, или создайте новый ниже.</translation>
        </message>
        <message>
            <source>A server was found: {url}</source>
            <translation>Нашёлся сервер: {url}</translation>
        </message>
        <message>
            <source>Now enter its key.</source>
            <translation>Теперь впишите его ключ.</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Не сохранено</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Сохранено</translation>
        </message>
        <message>
            <source>Groups of settings</source>
            <translation>Группы настроек</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Магазин</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Shop {n}</source>
            <translation>Магазин {n}</translation>
        </message>
        <message>
            <source>Remove the shop «{name}»?</source>
            <translation>Удалить магазин «{name}»?</translation>
        </message>
        <message>
            <source>Its orders are no longer read, its token and key are deleted. The log stays.</source>
            <translation>Его заказы больше не читаются, токен и ключ удаляются. Журнал остаётся.</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>%n сообщение в очереди не уйдёт.</numerusform>
                <numerusform>%n сообщения в очереди не уйдут.</numerusform>
                <numerusform>%n сообщений в очереди не уйдут.</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>My shop</source>
            <translation>Мой магазин</translation>
        </message>
    </context>
    <context>
        <name>ShopGroup</name>
        <message>
            <source>Shop and Kaspi</source>
            <translation>Магазин и Kaspi</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Название магазина</translation>
        </message>
        <message>
            <source>Buyers see it in the messages.</source>
            <translation>Покупатели видят его в сообщениях.</translation>
        </message>
        <message>
            <source>Kaspi token</source>
            <translation>Токен Kaspi</translation>
        </message>
        <message>
            <source>Kaspi cabinet → Settings → API token → Create. Only the shop's manager can do it.</source>
            <translation>Кабинет Kaspi → Настройки → Токен API → Сформировать. Это может сделать только менеджер магазина.</translation>
        </message>
        <message>
            <source>Give the shop a name, up to 100 letters.</source>
            <translation>Укажите название магазина, до 100 знаков.</translation>
        </message>
        <message>
            <source>This does not look like a Kaspi token. Copy it once more.</source>
            <translation>Это не похоже на токен Kaspi. Скопируйте его ещё раз.</translation>
        </message>
        <message>
            <source>For buyers who come themselves</source>
            <translation>Для тех, кто забирает сам</translation>
        </message>
        <message>
            <source>Up to 200 letters.</source>
            <translation>До 200 букв.</translation>
        </message>
        <message>
            <source>Pickup address</source>
            <translation>Адрес выдачи</translation>
        </message>
        <message>
            <source>Stands in messages about orders that are ready.</source>
            <translation>Стоит в сообщениях о готовых заказах.</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Часы работы</translation>
        </message>
        <message>
            <source>For example: every day 10:00–20:00.</source>
            <translation>Например: ежедневно 10:00–20:00.</translation>
        </message>
        <message>
            <source>Phone for buyers</source>
            <translation>Телефон для покупателей</translation>
        </message>
        <message>
            <source>If it is another one than the WhatsApp number.</source>
            <translation>Если это не номер WhatsApp.</translation>
        </message>
        <message>
            <source>Several shops</source>
            <translation>Несколько магазинов</translation>
        </message>
        <message>
            <source>Add a shop</source>
            <translation>Добавить магазин</translation>
        </message>
        <message>
            <source>Remove this shop…</source>
            <translation>Удалить этот магазин…</translation>
        </message>
        <message>
            <source>Each shop has its own token, number and messages.</source>
            <translation>У каждого магазина свой токен, свой номер и свои сообщения.</translation>
        </message>
        <message>
            <source>Another shop has this name already.</source>
            <translation>Так уже называется другой магазин.</translation>
        </message>
        <message>
            <source>Remove this shop with its data…</source>
            <translation>Удалить магазин с данными…</translation>
        </message>
    </context>
    <context>
        <name>ShopStep</name>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Название магазина</translation>
        </message>
        <message>
            <source>Buyers see it in the messages.</source>
            <translation>Покупатели видят его в сообщениях.</translation>
        </message>
        <message>
            <source>Give the shop a name, up to 100 letters.</source>
            <translation>Укажите название магазина, до 100 знаков.</translation>
        </message>
        <message>
            <source>Up to 200 letters.</source>
            <translation>До 200 букв.</translation>
        </message>
        <message>
            <source>Pickup address</source>
            <translation>Адрес выдачи</translation>
        </message>
        <message>
            <source>Stands in messages about orders that are ready.</source>
            <translation>Стоит в сообщениях о готовых заказах.</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Часы работы</translation>
        </message>
        <message>
            <source>For example: every day 10:00–20:00.</source>
            <translation>Например: ежедневно 10:00–20:00.</translation>
        </message>
        <message>
            <source>Your shop</source>
            <translation>Ваш магазин</translation>
        </message>
        <message>
            <source>A few lines, then buyers hear of their orders by themselves. All of it can be changed.</source>
            <translation>Несколько строк, и покупатели узнают о заказах сами. Всё это потом можно изменить.</translation>
        </message>
        <message>
            <source>I have a backup of this program…</source>
            <translation>У меня есть резервная копия этой программы…</translation>
        </message>
    </context>
    <context>
        <name>StatisticsPage</name>
        <message>
            <source>Buyer</source>
            <translation>Покупатель</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>По дням</translation>
        </message>
        <message>
            <source>By delivery</source>
            <translation>По способам получения</translation>
        </message>
        <message>
            <source>By hour</source>
            <translation>По часам</translation>
        </message>
        <message>
            <source>By template</source>
            <translation>По шаблонам</translation>
        </message>
        <message>
            <source>Choose another folder or a name that ends in .xlsx, .csv or .json. ({detail})</source>
            <translation>Выберите другую папку или имя, которое кончается на .xlsx, .csv или .json. ({detail})</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Доставлено</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Способ получения</translation>
        </message>
        <message>
            <source>Everything was sent.</source>
            <translation>Отправлено всё.</translation>
        </message>
        <message>
            <source>Export statistics</source>
            <translation>Экспорт статистики</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Экспорт…</translation>
        </message>
        <message>
            <source>Got most messages</source>
            <translation>Чаще всего получали</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Сообщений</translation>
        </message>
        <message>
            <source>Messages by day</source>
            <translation>Сообщения по дням</translation>
        </message>
        <message>
            <source>Messages by hour</source>
            <translation>Сообщения по часам</translation>
        </message>
        <message>
            <source>No messages in these days.</source>
            <translation>За эти дни сообщений не было.</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Не отправлено</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Прочитано</translation>
        </message>
        <message>
            <source>Replied</source>
            <translation>Ответили</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Отправлено</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Шаблон</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файл не записывается</translation>
        </message>
        <message>
            <source>Usually within {span}</source>
            <translation>Обычно за {span}</translation>
        </message>
        <message>
            <source>WhatsApp refused it</source>
            <translation>WhatsApp не принял сообщение</translation>
        </message>
        <message>
            <source>Why not sent</source>
            <translation>Почему не отправлено</translation>
        </message>
        <message>
            <source>Without an order</source>
            <translation>Без заказа</translation>
        </message>
        <message>
            <source>delivered</source>
            <translation>доставлено</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>не отправлено</translation>
        </message>
        <message>
            <source>nothing before</source>
            <translation>раньше сообщений не было</translation>
        </message>
        <message>
            <source>read</source>
            <translation>прочитано</translation>
        </message>
        <message>
            <source>sent</source>
            <translation>отправлено</translation>
        </message>
        <message>
            <source>sent: {n}</source>
            <translation>отправлено: {n}</translation>
        </message>
        <message>
            <source>sent: {sent}, delivered: {delivered}, read: {read}, not sent: {missed}</source>
            <translation>отправлено: {sent}, доставлено: {delivered}, прочитано: {read}, не отправлено: {missed}</translation>
        </message>
        <message>
            <source>{change} % to the period before</source>
            <translation>{change} % к прошлому периоду</translation>
        </message>
        <message>
            <source>{change} points</source>
            <translation>{change} п. п.</translation>
        </message>
        <message>
            <source>Without a template</source>
            <translation>Без шаблона</translation>
        </message>
        <message>
            <source>{part} of {whole}</source>
            <translation>{part} из {whole}</translation>
        </message>
    </context>
    <context>
        <name>StatusBox</name>
        <message>
            <source>Send messages</source>
            <translation>Отправлять сообщения</translation>
        </message>
    </context>
    <context>
        <name>Step</name>
        <message>
            <source>My shop</source>
            <translation>Мой магазин</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Дальше</translation>
        </message>
    </context>
    <context>
        <name>StoppedBanner</name>
        <message>
            <source>Go on</source>
            <translation>Продолжить</translation>
        </message>
        <message>
            <source>Skip these</source>
            <translation>Не отправлять эти</translation>
        </message>
        <message>
            <source>Sending is paused</source>
            <translation>Отправка на паузе</translation>
        </message>
        <message>
            <source>Sending stopped by itself</source>
            <translation>Отправка остановилась сама</translation>
        </message>
        <message>
            <source>New buyers wait</source>
            <translation>Новые покупатели ждут</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>Open WhatsApp</source>
            <translation>Открыть «WhatsApp»</translation>
        </message>
        <message>
            <source>Look through</source>
            <translation>Посмотреть</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) at once: send them?</source>
            <translation>
                <numerusform>%n сообщение сразу: отправить?</numerusform>
                <numerusform>%n сообщения сразу: отправить?</numerusform>
                <numerusform>%n сообщений сразу: отправить?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) waited: still send them?</source>
            <translation>
                <numerusform>%n сообщение ждало: отправить?</numerusform>
                <numerusform>%n сообщения ждали: отправить?</numerusform>
                <numerusform>%n сообщений ждали: отправить?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more came too late and will not be sent.</source>
            <translation>
                <numerusform>Ещё %n уже устарело и отправлено не будет.</numerusform>
                <numerusform>Ещё %n уже устарели и отправлены не будут.</numerusform>
                <numerusform>Ещё %n уже устарели и отправлены не будут.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Summary</name>
        <message numerus="yes">
            <source>In the last 14 days it would have sent %n message(s)</source>
            <translation>
                <numerusform>За последние 14 дней он отправил бы %n сообщение</numerusform>
                <numerusform>За последние 14 дней он отправил бы %n сообщения</numerusform>
                <numerusform>За последние 14 дней он отправил бы %n сообщений</numerusform>
            </translation>
        </message>
        <message>
            <source>In the last 14 days it would have sent nothing.</source>
            <translation>За последние 14 дней он не отправил бы ничего.</translation>
        </message>
        <message numerus="yes">
            <source>to %n new people</source>
            <translation>
                <numerusform>из них новым людям: %n</numerusform>
                <numerusform>из них новым людям: %n</numerusform>
                <numerusform>из них новым людям: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>to nobody new</source>
            <translation>новых людей среди них нет</translation>
        </message>
    </context>
    <context>
        <name>TemplateEditor</name>
        <message>
            <source>A text is missing in a language that is to be sent.</source>
            <translation>Не хватает текста на языке, который уйдёт покупателю.</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Оба</translation>
        </message>
        <message>
            <source>Bring back the original text</source>
            <translation>Вернуть исходный текст</translation>
        </message>
        <message>
            <source>Correct</source>
            <translation>Исправить</translation>
        </message>
        <message>
            <source>Delete template…</source>
            <translation>Удалить шаблон…</translation>
        </message>
        <message>
            <source>Earlier versions…</source>
            <translation>Прежние версии…</translation>
        </message>
        <message>
            <source>First correct the mistake in the text.</source>
            <translation>Сначала исправьте ошибку в тексте.</translation>
        </message>
        <message>
            <source>More actions</source>
            <translation>Другие действия</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Ещё не сохранено</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Send to myself</source>
            <translation>Отправить себе</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить правку</translation>
        </message>
    </context>
    <context>
        <name>TemplateFiles</name>
        <message>
            <source>Choose another folder. ({detail})</source>
            <translation>Выберите другую папку. ({detail})</translation>
        </message>
        <message>
            <source>Export templates</source>
            <translation>Экспорт шаблонов</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импортировать</translation>
        </message>
        <message numerus="yes">
            <source>Import %n template(s)?</source>
            <translation>
                <numerusform>Импортировать %n шаблон?</numerusform>
                <numerusform>Импортировать %n шаблона?</numerusform>
                <numerusform>Импортировать %n шаблонов?</numerusform>
            </translation>
        </message>
        <message>
            <source>Import templates</source>
            <translation>Импорт шаблонов</translation>
        </message>
        <message>
            <source>Nothing was changed. A file of templates is one that was exported here. ({detail})</source>
            <translation>Ничего не изменилось. Нужен файл шаблонов, какой получается при экспорте отсюда. ({detail})</translation>
        </message>
        <message>
            <source>One with the same event, delivery, language and name takes the place of yours.</source>
            <translation>Если событие, способ получения, язык и название совпадут, ваш шаблон будет заменён. Прежний текст останется среди прежних версий.</translation>
        </message>
        <message>
            <source>The file can't be used</source>
            <translation>Этот файл не подходит</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файл не записывается</translation>
        </message>
    </context>
    <context>
        <name>TemplateForm</name>
        <message>
            <source>Buyer gets it in</source>
            <translation>Покупатель получит</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Способ получения</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Событие</translation>
        </message>
        <message>
            <source>Name in the list</source>
            <translation>Название в списке</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Когда</translation>
        </message>
        <message>
            <source>Both together</source>
            <translation>Оба вместе</translation>
        </message>
    </context>
    <context>
        <name>TemplatePreview</name>
        <message>
            <source>Example</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>Kaspi has not shown the products of this order yet.</source>
            <translation>Kaspi пока не показал товары этого заказа.</translation>
        </message>
        <message>
            <source>Looks through the orders of the last 14 days; nothing is sent.</source>
            <translation>Просмотрит заказы за последние 14 дней; ничего не отправляется.</translation>
        </message>
        <message>
            <source>Order to show the message for</source>
            <translation>Заказ, для которого показано сообщение</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Предпросмотр</translation>
        </message>
        <message>
            <source>Show the list</source>
            <translation>Показать список</translation>
        </message>
        <message>
            <source>Your shop</source>
            <translation>Ваш магазин</translation>
        </message>
        <message>
            <source>What would it have sent?</source>
            <translation>Сколько бы он отправил?</translation>
        </message>
    </context>
    <context>
        <name>TemplateRow</name>
        <message>
            <source>Whether buyers get this message</source>
            <translation>Получают ли покупатели это сообщение</translation>
        </message>
    </context>
    <context>
        <name>TemplatesPage</name>
        <message>
            <source>Buyers will not get “{name}” any more. Earlier versions go with it.</source>
            <translation>Покупатели больше не получат «{name}». Прежние версии тоже удалятся.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Delete the template?</source>
            <translation>Удалить шаблон?</translation>
        </message>
        <message>
            <source>Each time you save another text, the one before is kept here.</source>
            <translation>Каждый раз, когда вы сохраняете другой текст, прежний остаётся здесь.</translation>
        </message>
        <message>
            <source>Export to a file…</source>
            <translation>Экспорт в файл…</translation>
        </message>
        <message>
            <source>Import and export</source>
            <translation>Импорт и экспорт</translation>
        </message>
        <message>
            <source>Import from a file…</source>
            <translation>Импорт из файла…</translation>
        </message>
        <message>
            <source>It will come to your own WhatsApp number in a moment.</source>
            <translation>Скоро придёт на ваш собственный номер WhatsApp.</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Уйти</translation>
        </message>
        <message>
            <source>Leave without saving?</source>
            <translation>Уйти без сохранения?</translation>
        </message>
        <message>
            <source>New template</source>
            <translation>Новый шаблон</translation>
        </message>
        <message>
            <source>Saved. New messages are written with it at once.</source>
            <translation>Сохранено. Новые сообщения уже пишутся по нему.</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Шаблоны</translation>
        </message>
        <message>
            <source>There are no earlier versions yet</source>
            <translation>Прежних версий пока нет</translation>
        </message>
        <message>
            <source>There is no message for this order; choose another one.</source>
            <translation>Для этого заказа сообщения не получается; выберите другой.</translation>
        </message>
        <message>
            <source>There is no original text for this event and delivery.</source>
            <translation>Для этого события и способа получения исходного текста нет.</translation>
        </message>
        <message>
            <source>What buyers get, and when</source>
            <translation>Что и когда получает покупатель</translation>
        </message>
        <message>
            <source>What you changed in this template will be lost.</source>
            <translation>Ваши правки в этом шаблоне пропадут.</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Предпросмотр</translation>
        </message>
    </context>
    <context>
        <name>TemplatesStep</name>
        <message>
            <source>On its way. Look at the shop's phone, chat with yourself.</source>
            <translation>Уже в пути. Посмотрите на телефоне магазина, чат с самим собой.</translation>
        </message>
        <message>
            <source>The messages</source>
            <translation>Сообщения</translation>
        </message>
        <message>
            <source>Choose what buyers hear of. The texts can be changed later, under Templates.</source>
            <translation>Выберите, о чём писать покупателям. Тексты можно изменить позже, в шаблонах.</translation>
        </message>
        <message>
            <source>Messages to buyers</source>
            <translation>Сообщения покупателям</translation>
        </message>
        <message>
            <source>As the buyer sees it</source>
            <translation>Как это увидит покупатель</translation>
        </message>
        <message>
            <source>Send this one to my own number</source>
            <translation>Отправить это на свой номер</translation>
        </message>
        <message>
            <source>Start sending</source>
            <translation>Начать отправку</translation>
        </message>
        <message>
            <source>For a test, link the phone first.</source>
            <translation>Для проверки сначала привяжите телефон.</translation>
        </message>
        <message>
            <source>Only what changes from now on is written.</source>
            <translation>Пишем только о том, что изменится с этой минуты.</translation>
        </message>
        <message>
            <source>There is no order yet; words in braces are filled in from it.</source>
            <translation>Заказов пока нет; слова в скобках подставятся из заказа.</translation>
        </message>
        <message>
            <source>On your order № {code}.</source>
            <translation>На вашем заказе № {code}.</translation>
        </message>
    </context>
    <context>
        <name>TextBox</name>
        <message>
            <source>B</source>
            <translation>Ж</translation>
        </message>
        <message>
            <source>Bold (Ctrl+B)</source>
            <translation>Жирный (Ctrl+B)</translation>
        </message>
        <message>
            <source>I</source>
            <translation>К</translation>
        </message>
        <message>
            <source>Italic (Ctrl+I)</source>
            <translation>Курсив (Ctrl+I)</translation>
        </message>
        <message>
            <source>S</source>
            <translation>З</translation>
        </message>
        <message>
            <source>Struck out (Ctrl+U)</source>
            <translation>Зачёркнутый (Ctrl+U)</translation>
        </message>
        <message>
            <source>Up to {n} characters are read to the end.</source>
            <translation>До конца дочитывают тексты до {n} знаков.</translation>
        </message>
        <message>
            <source>What the buyer reads in {language}</source>
            <translation>Что прочтёт покупатель: {language}</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>The program goes on here, beside the clock. To end it, choose Quit in this menu.</source>
            <translation>Программа продолжает работать здесь, возле часов. Чтобы закрыть её совсем, выберите «Выход» в этом меню.</translation>
        </message>
        <message>
            <source>Open the window</source>
            <translation>Открыть окно</translation>
        </message>
        <message>
            <source>Pause sending</source>
            <translation>Поставить отправку на паузу</translation>
        </message>
        <message>
            <source>Go on sending</source>
            <translation>Продолжить отправку</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Проверить заказы сейчас</translation>
        </message>
        <message>
            <source>For an hour</source>
            <translation>На час</translation>
        </message>
        <message>
            <source>Till tomorrow, 09:00</source>
            <translation>До завтра, 09:00</translation>
        </message>
        <message>
            <source>Until I go on</source>
            <translation>Пока не продолжу</translation>
        </message>
    </context>
    <context>
        <name>TrialBox</name>
        <message>
            <source>Checking…</source>
            <translation>Проверяем…</translation>
        </message>
    </context>
    <context>
        <name>Updates</name>
        <message>
            <source>Download</source>
            <translation>Скачать</translation>
        </message>
        <message>
            <source>Show the file</source>
            <translation>Показать файл</translation>
        </message>
        <message>
            <source>The download broke off. Check the internet connection and try later.</source>
            <translation>Скачать до конца не удалось. Проверьте интернет и попробуйте позже.</translation>
        </message>
        <message>
            <source>The file is not the one that was announced, and was deleted. Try again tomorrow.</source>
            <translation>Пришёл не тот файл, который обещали, поэтому он удалён. Попробуйте завтра.</translation>
        </message>
        <message>
            <source>The new version is here</source>
            <translation>Новая версия скачана</translation>
        </message>
        <message>
            <source>The new version was not downloaded</source>
            <translation>Новая версия не скачалась</translation>
        </message>
        <message>
            <source>Version {version} is out</source>
            <translation>Вышла версия {version}</translation>
        </message>
        <message>
            <source>You have {version}. The new one is only downloaded, and you start its installation yourself whenever it suits you. Orders, messages and settings stay.</source>
            <translation>У вас {version}. Новая только скачается, а установку вы запустите сами, когда удобно. Заказы, сообщения и настройки останутся.</translation>
        </message>
        <message>
            <source>{name} lies in your downloads. Start it: it replaces the program and keeps your data.</source>
            <translation>Файл {name} лежит в загрузках. Запустите его: он заменит программу и сохранит ваши данные.</translation>
        </message>
    </context>
    <context>
        <name>VersionsDialog</name>
        <message>
            <source>Bring back</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Each was replaced at the time shown. Bringing one back can be undone.</source>
            <translation>Указано время, когда текст заменили. Возврат можно отменить.</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>Прежние версии</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
    </context>
    <context>
        <name>WhatsAppPage</name>
        <message>
            <source>The connection to your WAHA server</source>
            <translation>Связь с вашим сервером WAHA</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Перезапустить</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Остановить</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Запустить</translation>
        </message>
        <message>
            <source>Unlink phone</source>
            <translation>Отвязать телефон</translation>
        </message>
        <message>
            <source>Change server…</source>
            <translation>Изменить сервер…</translation>
        </message>
        <message>
            <source>How to link</source>
            <translation>Как связать</translation>
        </message>
        <message>
            <source>Take care of the number.</source>
            <translation>Берегите номер.</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) will wait until a phone is linked again.</source>
            <translation>
                <numerusform>%n сообщение будет ждать, пока телефон не свяжут снова.</numerusform>
                <numerusform>%n сообщения будут ждать, пока телефон не свяжут снова.</numerusform>
                <numerusform>%n сообщений будут ждать, пока телефон не свяжут снова.</numerusform>
            </translation>
        </message>
        <message>
            <source>Unlink the shop's phone?</source>
            <translation>Отвязать телефон магазина?</translation>
        </message>
        <message>
            <source>To send again you will have to scan a new code.</source>
            <translation>Чтобы снова отправлять, придётся отсканировать новый код.</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Подключено</translation>
        </message>
        <message>
            <source>4. Choose “Link with phone number” there and type the code</source>
            <translation>4. Выберите «Связать по номеру телефона» и введите код</translation>
        </message>
        <message>
            <source>4. Point the camera at the code on the left</source>
            <translation>4. Наведите камеру на код слева</translation>
        </message>
        <message>
            <source>1. Open WhatsApp on the shop's phone</source>
            <translation>1. Откройте WhatsApp на телефоне магазина</translation>
        </message>
        <message>
            <source>2. Settings → Linked devices</source>
            <translation>2. Настройки → Связанные устройства</translation>
        </message>
        <message>
            <source>3. Tap “Link a device”</source>
            <translation>3. Нажмите «Связать устройство»</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Проверяем…</translation>
        </message>
        <message>
            <source>WhatsApp does not allow programs like this one for ordinary numbers and may block a number, above all for bulk messages. The program sends slowly, only about orders, and stops when a buyer asks for it; you decide which number you link.</source>
            <translation>По правилам WhatsApp обычный номер нельзя подключать к программам, и номер могут заблокировать, прежде всего за массовую рассылку. Программа отправляет медленно, только по заказам, и останавливается, если покупатель просит не писать. Какой номер привязать, решаете вы.</translation>
        </message>
        <message>
            <source>Test: messages of «{shop}» arrive. If you see this, all is set up.</source>
            <translation>Проверка: сообщения от «{shop}» приходят. Если вы это видите, всё настроено.</translation>
        </message>
        <message>
            <source>On its way. Look at the shop's phone, chat with yourself.</source>
            <translation>Уже в пути. Посмотрите на телефоне магазина, чат с самим собой.</translation>
        </message>
    </context>
    <context>
        <name>WriteDialog</name>
        <message>
            <source>Message about order № {code}</source>
            <translation>Сообщение по заказу № {code}</translation>
        </message>
        <message>
            <source>To {phone}</source>
            <translation>Кому: {phone}</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Шаблон</translation>
        </message>
        <message>
            <source>My own words</source>
            <translation>Своими словами</translation>
        </message>
        <message>
            <source>The message</source>
            <translation>Сообщение</translation>
        </message>
        <message>
            <source>What would you like to tell the buyer?</source>
            <translation>Что вы хотите сказать покупателю?</translation>
        </message>
        <message>
            <source>Send from my phone…</source>
            <translation>С моего телефона…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>Nothing is known for {name} in this order. Write the text yourself.</source>
            <translation>В этом заказе нет данных для {name}. Напишите текст сами.</translation>
        </message>
        <message>
            <source>There is a mistake in this template. Correct it on the Templates page.</source>
            <translation>В этом шаблоне ошибка. Исправьте её на странице «Шаблоны».</translation>
        </message>
        <message>
            <source>The buyer has got this message already.</source>
            <translation>Это сообщение покупатель уже получил.</translation>
        </message>
        <message>
            <source>This message waits in the queue; the buyer would get both.</source>
            <translation>Такое сообщение уже стоит в очереди: покупатель получит оба.</translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%n message(s) waiting</source>
            <translation>
                <numerusform>%n ждёт отправки</numerusform>
                <numerusform>%n ждут отправки</numerusform>
                <numerusform>%n ждут отправки</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n day(s)</source>
            <translation>
                <numerusform>через %n день</numerusform>
                <numerusform>через %n дня</numerusform>
                <numerusform>через %n дней</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n hour(s)</source>
            <translation>
                <numerusform>через %n час</numerusform>
                <numerusform>через %n часа</numerusform>
                <numerusform>через %n часов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n minute(s)</source>
            <translation>
                <numerusform>через %n минуту</numerusform>
                <numerusform>через %n минуты</numerusform>
                <numerusform>через %n минут</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n строка</numerusform>
                <numerusform>%n строки</numerusform>
                <numerusform>%n строк</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s)</source>
            <translation>
                <numerusform>%n сообщение</numerusform>
                <numerusform>%n сообщения</numerusform>
                <numerusform>%n сообщений</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Decisions</name>
        <message numerus="yes">
            <source>%n message(s) need your decision</source>
            <translation>
                <numerusform>%n сообщение ждёт вашего решения</numerusform>
                <numerusform>%n сообщения ждут вашего решения</numerusform>
                <numerusform>%n сообщений ждут вашего решения</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Found</name>
        <message numerus="yes">
            <source>%n order(s) in the last two weeks</source>
            <translation>
                <numerusform>За две недели %n заказ</numerusform>
                <numerusform>За две недели %n заказа</numerusform>
                <numerusform>За две недели %n заказов</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Old</name>
        <message numerus="yes">
            <source>%n old order(s) found: nobody old will be messaged</source>
            <translation>
                <numerusform>Найден %n старый заказ: по старым никому не пишем</numerusform>
                <numerusform>Найдено %n старых заказа: по старым никому не пишем</numerusform>
                <numerusform>Найдено %n старых заказов: по старым никому не пишем</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Periods</name>
        <message>
            <source>All the time</source>
            <translation>За всё время</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Сегодня</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n день</numerusform>
                <numerusform>%n дня</numerusform>
                <numerusform>%n дней</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>backups</name>
        <message>
            <source>The backup was made by a newer version of the program. Install that version first.</source>
            <translation>Копию сделала более новая версия программы. Сначала установите её.</translation>
        </message>
        <message>
            <source>This file is no backup of this program, or it is damaged. Choose another one.</source>
            <translation>Это не копия данных этой программы, или файл повреждён. Выберите другой.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space and try again.</source>
            <translation>Диск заполнен. Освободите место и попробуйте ещё раз.</translation>
        </message>
        <message>
            <source>Nothing can be written there. Is the disk full, or write-protected? Choose another place.</source>
            <translation>Туда не удаётся записать. Возможно, диск заполнен или защищён от записи. Выберите другое место.</translation>
        </message>
        <message>
            <source>The file can't be read. Is the disk or the stick still there?</source>
            <translation>Файл не читается. Проверьте, на месте ли диск или флешка.</translation>
        </message>
        <message>
            <source>no shop yet</source>
            <translation>магазина ещё нет</translation>
        </message>
        <message>
            <source>Made: {time}</source>
            <translation>Сделана {time}</translation>
        </message>
        <message>
            <source>It takes the place of everything that is in the program now. What is here now is kept for seven days in the folder “backups”.</source>
            <translation>Она заменит всё, что сейчас есть в программе. Нынешние данные семь дней пролежат в папке «backups».</translation>
        </message>
        <message>
            <source>What was sent is remembered: nobody is written to twice.</source>
            <translation>Что отправлено, программа помнит: никто не получит сообщение дважды.</translation>
        </message>
        <message>
            <source>It was made on this computer: sending goes on as before.</source>
            <translation>Копия сделана на этом компьютере: отправка продолжится как прежде.</translation>
        </message>
        <message>
            <source>Sending stays paused until you say that this is the computer that sends.</source>
            <translation>Отправка будет на паузе, пока вы не подтвердите, что теперь отправляет этот компьютер.</translation>
        </message>
        <message>
            <source>The Kaspi token and the key of the server are not in it: enter them in the settings afterwards.</source>
            <translation>Токена Kaspi и ключа сервера в копии нет: введите их потом в настройках.</translation>
        </message>
        <message>
            <source>The window opens anew by itself; that takes some seconds.</source>
            <translation>Окно само откроется заново, это займёт несколько секунд.</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Резервные копии</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>Все файлы</translation>
        </message>
        <message>
            <source>Restore from a backup</source>
            <translation>Восстановление из копии</translation>
        </message>
        <message>
            <source>This file can't be restored</source>
            <translation>Восстановить этот файл нельзя</translation>
        </message>
        <message>
            <source>Restore this backup?</source>
            <translation>Восстановить эту копию?</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Восстановить</translation>
        </message>
    </context>
    <context>
        <name>conversations</name>
        <message>
            <source>photo</source>
            <translation>фото</translation>
        </message>
        <message>
            <source>video</source>
            <translation>видео</translation>
        </message>
        <message>
            <source>voice message</source>
            <translation>голосовое сообщение</translation>
        </message>
        <message>
            <source>document</source>
            <translation>документ</translation>
        </message>
        <message>
            <source>sticker</source>
            <translation>стикер</translation>
        </message>
        <message>
            <source>place on the map</source>
            <translation>место на карте</translation>
        </message>
        <message>
            <source>contact</source>
            <translation>контакт</translation>
        </message>
        <message>
            <source>file</source>
            <translation>файл</translation>
        </message>
        <message>
            <source>«{thing}»</source>
            <translation>«{thing}»</translation>
        </message>
        <message>
            <source>You: {text}</source>
            <translation>Вы: {text}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>вчера</translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>Понятно</translation>
        </message>
        <message>
            <source>This can't be done right now</source>
            <translation>Сейчас это сделать нельзя</translation>
        </message>
        <message>
            <source>The state has just changed. Look at it once more and try again.</source>
            <translation>Состояние только что изменилось. Посмотрите ещё раз и попробуйте снова.</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Что-то пошло не так</translation>
        </message>
        <message>
            <source>The program goes on. The details are in its log ({kind}).</source>
            <translation>Программа продолжает работать. Подробности в её журнале ({kind}).</translation>
        </message>
        <message>
            <source>Send the message once more?</source>
            <translation>Отправить сообщение ещё раз?</translation>
        </message>
        <message>
            <source>If the first one arrived after all, the buyer gets it twice. Look into the chat first.</source>
            <translation>Если первое всё-таки дошло, покупатель получит его дважды. Сначала посмотрите в чат.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Отправить ещё раз</translation>
        </message>
    </context>
    <context>
        <name>export</name>
        <message>
            <source>The file can't be written</source>
            <translation>Файл не записался</translation>
        </message>
        <message>
            <source>Is it open in another program, is the disk full? ({kind})</source>
            <translation>Не открыт ли он в другой программе, есть ли место на диске? ({kind})</translation>
        </message>
        <message>
            <source>The file is written</source>
            <translation>Файл записан</translation>
        </message>
    </context>
    <context>
        <name>formats</name>
        <message>
            <source>{n} s</source>
            <translation>{n} с</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} мин</translation>
        </message>
        <message>
            <source>{days} d {hours} h</source>
            <translation>{days} дн {hours} ч</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} ч {minutes} мин</translation>
        </message>
        <message>
            <source>{span} ago</source>
            <translation>{span} назад</translation>
        </message>
    </context>
    <context>
        <name>happenings</name>
        <message>
            <source>New order № {code}</source>
            <translation>Новый заказ № {code}</translation>
        </message>
        <message>
            <source>Order № {code} accepted</source>
            <translation>Заказ № {code} принят</translation>
        </message>
        <message>
            <source>Order № {code} packed</source>
            <translation>Заказ № {code} собран</translation>
        </message>
        <message>
            <source>Order № {code} ready for pickup</source>
            <translation>Заказ № {code} готов к выдаче</translation>
        </message>
        <message>
            <source>Order № {code} handed to delivery</source>
            <translation>Заказ № {code} передан в доставку</translation>
        </message>
        <message>
            <source>Order № {code} is late</source>
            <translation>Заказ № {code} задерживается</translation>
        </message>
        <message>
            <source>Order № {code} handed out</source>
            <translation>Заказ № {code} выдан</translation>
        </message>
        <message>
            <source>Order № {code} cancelled</source>
            <translation>Заказ № {code} отменён</translation>
        </message>
        <message>
            <source>Order № {code}: return requested</source>
            <translation>Заказ № {code}: запрошен возврат</translation>
        </message>
        <message>
            <source>Order № {code} returned</source>
            <translation>Заказ № {code} возвращён</translation>
        </message>
        <message>
            <source>A buyer</source>
            <translation>Покупатель</translation>
        </message>
        <message>
            <source>{who} answered: “{text}”</source>
            <translation>{who}, ответ: «{text}»</translation>
        </message>
        <message>
            <source>order № {code}</source>
            <translation>заказ № {code}</translation>
        </message>
        <message>
            <source>No WhatsApp at {phone}</source>
            <translation>Нет WhatsApp у номера {phone}</translation>
        </message>
        <message>
            <source>no message: {reason}</source>
            <translation>без сообщения: {reason}</translation>
        </message>
        <message>
            <source>{who} answered: {text}</source>
            <translation>{who}, ответ: {text}</translation>
        </message>
    </context>
    <context>
        <name>health</name>
        <message>
            <source>Kaspi token</source>
            <translation>Токен Kaspi</translation>
        </message>
        <message>
            <source>WhatsApp server</source>
            <translation>Сервер WhatsApp</translation>
        </message>
        <message>
            <source>Key of the server</source>
            <translation>Ключ сервера</translation>
        </message>
        <message>
            <source>Version of the server</source>
            <translation>Версия сервера</translation>
        </message>
        <message>
            <source>Engine of the server</source>
            <translation>Движок сервера</translation>
        </message>
        <message>
            <source>Connection to WhatsApp</source>
            <translation>Связь с WhatsApp</translation>
        </message>
        <message>
            <source>The shop's number</source>
            <translation>Номер магазина</translation>
        </message>
        <message>
            <source>Database</source>
            <translation>База данных</translation>
        </message>
        <message>
            <source>Room on the disk</source>
            <translation>Место на диске</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Часы</translation>
        </message>
        <message>
            <source>Not known while the server does not answer.</source>
            <translation>Неизвестно, пока сервер не отвечает.</translation>
        </message>
        <message>
            <source>The server lets everybody in without a key. Set a key on it, then enter it here.</source>
            <translation>Сервер пускает всех без ключа. Задайте на нём ключ и впишите его сюда.</translation>
        </message>
        <message>
            <source>The server is too old. Update it, the linked phone stays.</source>
            <translation>Сервер слишком старый. Обновите его, привязка телефона останется.</translation>
        </message>
        <message>
            <source>The server runs in a way this program does not know. Start it with GOWS or NOWEB.</source>
            <translation>Сервер работает неизвестным нам способом. Запустите его с GOWS или NOWEB.</translation>
        </message>
        <message>
            <source>No phone is linked. Scan the code with the shop's phone.</source>
            <translation>Телефон не привязан. Отсканируйте код телефоном магазина.</translation>
        </message>
        <message>
            <source>The file is damaged. Restore the last backup.</source>
            <translation>Файл повреждён. Восстановите последнюю копию.</translation>
        </message>
        <message>
            <source>Almost no room left. Delete what is not needed; without room nothing can be sent.</source>
            <translation>Места почти нет. Удалите лишнее: без места ничего не отправить.</translation>
        </message>
        <message>
            <source>The clock is wrong. Switch on “Set time automatically” in the system's settings.</source>
            <translation>Часы спешат или отстают. Включите в настройках системы «Устанавливать время автоматически».</translation>
        </message>
        <message>
            <source>WhatsApp restricts new chats of this number right now.</source>
            <translation>Сейчас WhatsApp ограничивает новые чаты этого номера.</translation>
        </message>
        <message>
            <source>Wait until it ends; write to the most urgent buyers from the phone.</source>
            <translation>Дождитесь конца ограничения; самым срочным покупателям напишите с телефона.</translation>
        </message>
        <message>
            <source>WhatsApp refused new chats in the last days.</source>
            <translation>В последние дни WhatsApp отказывал в новых чатах.</translation>
        </message>
        <message>
            <source>Choose the gentle pace in the settings for two weeks.</source>
            <translation>Выберите в настройках темп «Бережно» на две недели.</translation>
        </message>
        <message>
            <source>Many messages fail on their way.</source>
            <translation>Многие сообщения не уходят.</translation>
        </message>
        <message>
            <source>Restart the connection, then run the check below.</source>
            <translation>Перезапустите соединение, затем проверьте всё внизу.</translation>
        </message>
        <message>
            <source>Many messages do not reach the phones.</source>
            <translation>Многие сообщения не доходят до телефонов.</translation>
        </message>
        <message>
            <source>See in the messages which buyers these are; make texts shorter.</source>
            <translation>Посмотрите в сообщениях, у кого это; сделайте тексты короче.</translation>
        </message>
        <message>
            <source>Hardly anybody answers, and to WhatsApp that looks like advertising.</source>
            <translation>Почти никто не отвечает, для WhatsApp это похоже на рекламу.</translation>
        </message>
        <message>
            <source>End the first message with a simple question.</source>
            <translation>Закончите первое сообщение простым вопросом.</translation>
        </message>
        <message>
            <source>The number is new here.</source>
            <translation>Номер здесь новый.</translation>
        </message>
        <message>
            <source>Leave the slow start on; it ends by itself after nine days.</source>
            <translation>Оставьте медленный разгон: через девять дней он кончится сам.</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Здоров</translation>
        </message>
        <message>
            <source>All right</source>
            <translation>Нормально</translation>
        </message>
        <message>
            <source>Needs care</source>
            <translation>Нужна осторожность</translation>
        </message>
        <message>
            <source>In danger</source>
            <translation>В опасности</translation>
        </message>
        <message>
            <source>Connected, messages can leave</source>
            <translation>Подключено, сообщения могут уходить</translation>
        </message>
        <message>
            <source>The program restarted the connection</source>
            <translation>Программа перезапустила соединение</translation>
        </message>
        <message>
            <source>You started the connection</source>
            <translation>Вы запустили соединение</translation>
        </message>
        <message>
            <source>You restarted the connection</source>
            <translation>Вы перезапустили соединение</translation>
        </message>
        <message>
            <source>You stopped the connection</source>
            <translation>Вы остановили соединение</translation>
        </message>
        <message>
            <source>You unlinked the phone</source>
            <translation>Вы отвязали телефон</translation>
        </message>
        <message>
            <source>You confirmed the new number</source>
            <translation>Вы подтвердили новый номер</translation>
        </message>
        <message>
            <source>Nothing speaks against it.</source>
            <translation>Замечаний нет.</translation>
        </message>
    </context>
    <context>
        <name>help</name>
        <message>
            <source>Help</source>
            <translation>Справка</translation>
        </message>
    </context>
    <context>
        <name>labels</name>
        <message>
            <source>New order</source>
            <translation>Новый заказ</translation>
        </message>
        <message>
            <source>Order accepted</source>
            <translation>Заказ принят</translation>
        </message>
        <message>
            <source>Order packed</source>
            <translation>Заказ собран</translation>
        </message>
        <message>
            <source>Ready for pickup</source>
            <translation>Готов к выдаче</translation>
        </message>
        <message>
            <source>Handed to delivery</source>
            <translation>Передан в доставку</translation>
        </message>
        <message>
            <source>Order delayed</source>
            <translation>Заказ задерживается</translation>
        </message>
        <message>
            <source>Order handed out</source>
            <translation>Заказ выдан</translation>
        </message>
        <message>
            <source>Order cancelled</source>
            <translation>Заказ отменён</translation>
        </message>
        <message>
            <source>Return requested</source>
            <translation>Заявка на возврат</translation>
        </message>
        <message>
            <source>Order returned</source>
            <translation>Заказ возвращён</translation>
        </message>
        <message>
            <source>Pickup reminder</source>
            <translation>Напоминание забрать</translation>
        </message>
        <message>
            <source>Review request</source>
            <translation>Просьба об отзыве</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>В очереди</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Отправляется</translation>
        </message>
        <message>
            <source>Being checked</source>
            <translation>Проверяется</translation>
        </message>
        <message>
            <source>Your decision</source>
            <translation>Ждёт вас</translation>
        </message>
        <message>
            <source>Handed over</source>
            <translation>Передано</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Отправлено</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Доставлено</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Прочитано</translation>
        </message>
        <message>
            <source>On hold</source>
            <translation>Отложено</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Не отправлено</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Снято</translation>
        </message>
        <message>
            <source>the order was cancelled before sending</source>
            <translation>заказ отменён до отправки</translation>
        </message>
        <message>
            <source>too much time has passed, the message is out of date</source>
            <translation>прошло слишком много времени, сообщение устарело</translation>
        </message>
        <message>
            <source>the buyer asked not to be written to</source>
            <translation>покупатель попросил не писать</translation>
        </message>
        <message>
            <source>the order has no usable phone number</source>
            <translation>в заказе нет подходящего номера телефона</translation>
        </message>
        <message>
            <source>Kaspi hides the buyer's number</source>
            <translation>Kaspi скрывает номер покупателя</translation>
        </message>
        <message>
            <source>this number has no WhatsApp</source>
            <translation>у этого номера нет WhatsApp</translation>
        </message>
        <message>
            <source>the order was there before the program was set up</source>
            <translation>заказ был до запуска программы, о старых не пишем</translation>
        </message>
        <message>
            <source>the order has moved on, a newer message replaces it</source>
            <translation>заказ уже дальше, его заменило новое сообщение</translation>
        </message>
        <message>
            <source>something is missing for the text of the template</source>
            <translation>для текста шаблона не хватает данных</translation>
        </message>
        <message>
            <source>WhatsApp restricts new chats of this number</source>
            <translation>WhatsApp ограничил новые чаты этого номера</translation>
        </message>
        <message>
            <source>you decided not to send it</source>
            <translation>вы решили не отправлять</translation>
        </message>
        <message>
            <source>No token yet</source>
            <translation>Токена ещё нет</translation>
        </message>
        <message>
            <source>Enter the shop's Kaspi token in the settings, then orders are read.</source>
            <translation>Введите токен Kaspi в настройках, и программа начнёт читать заказы.</translation>
        </message>
        <message>
            <source>Token not accepted</source>
            <translation>Токен не подходит</translation>
        </message>
        <message>
            <source>Kaspi does not accept the token, orders are not read. Make a new one in the Kaspi cabinet: Settings, API token.</source>
            <translation>Kaspi не принимает токен, заказы не читаются. Сделайте новый в кабинете Kaspi: Настройки, Токен API.</translation>
        </message>
        <message>
            <source>No access</source>
            <translation>Нет доступа</translation>
        </message>
        <message>
            <source>The token is not allowed to read orders. The manager of the shop can allow it.</source>
            <translation>Токену не разрешено читать заказы. Доступ может дать менеджер магазина.</translation>
        </message>
        <message>
            <source>Kaspi lets nobody in from here</source>
            <translation>Kaspi недоступен с этого интернета</translation>
        </message>
        <message>
            <source>Kaspi does not answer this internet connection. Is a VPN on? Switch it off.</source>
            <translation>Kaspi не отвечает этому подключению: нужен казахстанский адрес. Если включён VPN, выключите его.</translation>
        </message>
        <message>
            <source>Kaspi asks for a break</source>
            <translation>Kaspi просит подождать</translation>
        </message>
        <message>
            <source>Too many requests. The program waits and goes on by itself.</source>
            <translation>Слишком много запросов. Программа подождёт и продолжит сама.</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Нет связи</translation>
        </message>
        <message>
            <source>Kaspi can't be reached. Check the internet; it is tried again by itself.</source>
            <translation>Kaspi не отвечает. Проверьте интернет; программа пробует снова сама.</translation>
        </message>
        <message>
            <source>Strange answer</source>
            <translation>Непонятный ответ</translation>
        </message>
        <message>
            <source>Kaspi answered something unreadable. It is asked again by itself.</source>
            <translation>Kaspi ответил что-то непонятное. Программа спросит ещё раз сама.</translation>
        </message>
        <message>
            <source>Kaspi is having trouble</source>
            <translation>Неполадки у Kaspi</translation>
        </message>
        <message>
            <source>The fault is on Kaspi's side. It is asked again by itself.</source>
            <translation>Неполадка на стороне Kaspi. Программа спросит ещё раз сама.</translation>
        </message>
        <message>
            <source>Server does not answer</source>
            <translation>Сервер не отвечает</translation>
        </message>
        <message>
            <source>The WAHA server can't be reached. Is it running, is its address right? It is tried again by itself.</source>
            <translation>Нет связи с сервером WAHA. Запущен ли он, верен ли адрес? Программа пробует снова сама.</translation>
        </message>
        <message>
            <source>Key not accepted</source>
            <translation>Ключ не подходит</translation>
        </message>
        <message>
            <source>The WAHA server does not accept the key. Correct it in the settings.</source>
            <translation>Сервер WAHA не принимает ключ. Исправьте его в настройках.</translation>
        </message>
        <message>
            <source>Key has no rights</source>
            <translation>У ключа нет прав</translation>
        </message>
        <message>
            <source>This key may not use the session. Take another key in the settings.</source>
            <translation>Этому ключу нельзя работать с сессией. Укажите другой ключ в настройках.</translation>
        </message>
        <message>
            <source>Not linked yet</source>
            <translation>Ещё не связан</translation>
        </message>
        <message>
            <source>Start the connection and link the shop's phone with a code.</source>
            <translation>Запустите подключение и свяжите телефон магазина кодом.</translation>
        </message>
        <message>
            <source>Server is having trouble</source>
            <translation>Неполадки на сервере</translation>
        </message>
        <message>
            <source>The WAHA server answers with an error. It is tried again by itself.</source>
            <translation>Сервер WAHA отвечает ошибкой. Программа пробует снова сама.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Остановлено</translation>
        </message>
        <message>
            <source>The connection is stopped. Messages wait until you start it.</source>
            <translation>Подключение остановлено. Сообщения подождут, пока вы его запустите.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Подключаемся…</translation>
        </message>
        <message>
            <source>The connection to WhatsApp is being made. It takes up to a minute.</source>
            <translation>Устанавливаем связь с WhatsApp. Это занимает до минуты.</translation>
        </message>
        <message>
            <source>Waits for the phone</source>
            <translation>Ждёт сканирования</translation>
        </message>
        <message>
            <source>Scan the code with the shop's phone; messages wait until then.</source>
            <translation>Отсканируйте код телефоном магазина, сообщения пока подождут.</translation>
        </message>
        <message>
            <source>Confirm on the phone</source>
            <translation>Подтвердите на телефоне</translation>
        </message>
        <message>
            <source>WhatsApp asks for a confirmation on the shop's phone.</source>
            <translation>WhatsApp просит подтвердить вход на телефоне магазина.</translation>
        </message>
        <message>
            <source>Connection broken</source>
            <translation>Нужна помощь</translation>
        </message>
        <message>
            <source>WhatsApp did not connect. Restart it; if that is no help, link the phone anew.</source>
            <translation>WhatsApp не подключился. Перезапустите; если не поможет, свяжите телефон заново.</translation>
        </message>
        <message>
            <source>Unknown state</source>
            <translation>Неизвестное состояние</translation>
        </message>
        <message>
            <source>The server reports a state this program does not know. Nothing is sent.</source>
            <translation>Сервер сообщает состояние, которого программа не знает. Пока ничего не отправляем.</translation>
        </message>
        <message>
            <source>Another number</source>
            <translation>Другой номер</translation>
        </message>
        <message>
            <source>Another number than before is linked. Nothing is sent until you confirm it.</source>
            <translation>Подключён не тот номер, что раньше. Пока вы не подтвердите, ничего не отправляем.</translation>
        </message>
        <message>
            <source>You paused sending. Orders are still being read.</source>
            <translation>Вы поставили отправку на паузу. Заказы по-прежнему читаются.</translation>
        </message>
        <message>
            <source>Unusually many messages at once. Look through the queue; if all is right, go on.</source>
            <translation>Необычно много сообщений сразу. Просмотрите очередь; если всё верно, продолжайте.</translation>
        </message>
        <message>
            <source>WhatsApp refused several messages in a row. Look at the number, then go on.</source>
            <translation>WhatsApp отказал несколько раз подряд. Проверьте номер, потом продолжайте.</translation>
        </message>
        <message>
            <source>Nothing is being waited for.</source>
            <translation>Ничего не ждём.</translation>
        </message>
        <message>
            <source>Sending is switched off in the settings.</source>
            <translation>Отправка выключена в настройках.</translation>
        </message>
        <message>
            <source>Sending is paused.</source>
            <translation>Отправка на паузе.</translation>
        </message>
        <message>
            <source>Waits for WhatsApp to be connected.</source>
            <translation>Ждём подключения WhatsApp.</translation>
        </message>
        <message>
            <source>Waits for Kaspi: the order is checked once more before sending.</source>
            <translation>Ждём Kaspi: перед отправкой заказ проверяется ещё раз.</translation>
        </message>
        <message>
            <source>The computer's clock is wrong. Set the right time, then it goes on.</source>
            <translation>На компьютере неверное время. Поставьте правильное, и отправка продолжится.</translation>
        </message>
        <message>
            <source>The next message has its own time.</source>
            <translation>У следующего сообщения своё время.</translation>
        </message>
        <message>
            <source>A short break between messages, as a person would make.</source>
            <translation>Короткая пауза между сообщениями, как у человека.</translation>
        </message>
        <message>
            <source>Quiet hours: nobody is written to at night.</source>
            <translation>Тихие часы: ночью никому не пишем.</translation>
        </message>
        <message>
            <source>Enough for this hour: the limit protects the number.</source>
            <translation>На этот час хватит: ограничение бережёт номер.</translation>
        </message>
        <message>
            <source>Enough for today: the limit protects the number.</source>
            <translation>На сегодня хватит: ограничение бережёт номер.</translation>
        </message>
        <message>
            <source>Orders are read for the first time.</source>
            <translation>Читаем заказы в первый раз.</translation>
        </message>
        <message>
            <source>Last check {ago}</source>
            <translation>Последняя проверка {ago}</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Подключено</translation>
        </message>
        <message>
            <source>The next message is leaving now.</source>
            <translation>Следующее сообщение уходит прямо сейчас.</translation>
        </message>
        <message>
            <source>All messages are out. New orders bring new ones.</source>
            <translation>Всё отправлено. Новые заказы принесут новые сообщения.</translation>
        </message>
        <message>
            <source>{text} Next at {time}.</source>
            <translation>{text} Следующее в {time}.</translation>
        </message>
        <message>
            <source>The queue is empty</source>
            <translation>Очередь пуста</translation>
        </message>
        <message>
            <source>In 24 hours: {sent}</source>
            <translation>За сутки: {sent}</translation>
        </message>
        <message>
            <source>In 24 hours: {sent} of {limit}</source>
            <translation>За сутки: {sent} из {limit}</translation>
        </message>
        <message>
            <source>Not set up yet</source>
            <translation>Ещё не настроено</translation>
        </message>
        <message>
            <source>Sending is off</source>
            <translation>Отправка выключена</translation>
        </message>
        <message>
            <source>On a break</source>
            <translation>На паузе</translation>
        </message>
        <message>
            <source>No WhatsApp</source>
            <translation>Нет WhatsApp</translation>
        </message>
        <message>
            <source>Orders are not read</source>
            <translation>Заказы не читаются</translation>
        </message>
        <message>
            <source>Sending is on</source>
            <translation>Отправка идёт</translation>
        </message>
        <message>
            <source>WhatsApp is connected, but messages don't go out. Restart the connection.</source>
            <translation>WhatsApp подключён, но сообщения не уходят. Перезапустите соединение.</translation>
        </message>
        <message>
            <source>A longer break after a row of messages protects the number.</source>
            <translation>Перерыв подольше после серии сообщений бережёт номер.</translation>
        </message>
        <message>
            <source>Enough new buyers for today: the limit protects the number. Buyers who know you are written to as before.</source>
            <translation>На сегодня новых покупателей достаточно: лимит бережёт номер. Тем, кто вас уже знает, пишем как обычно.</translation>
        </message>
        <message>
            <source>The program did not work for a while. Look through what waits: send it, or leave it out.</source>
            <translation>Программа какое-то время не работала. Посмотрите, что накопилось: отправить или не отправлять.</translation>
        </message>
        <message>
            <source>The data came back from a copy. Make sure that no other computer sends for this shop, then go on.</source>
            <translation>Данные восстановлены из копии. Убедитесь, что с другого компьютера для этого магазина ничего не отправляется, и продолжайте.</translation>
        </message>
        <message>
            <source>The data was copied from another computer. Switch the program off there, then go on here.</source>
            <translation>Данные перенесены с другого компьютера. Выключите программу там и продолжайте здесь.</translation>
        </message>
        <message>
            <source>The new token belongs to another shop. If that is right, go on; only new orders get messages.</source>
            <translation>Новый токен — от другого магазина. Если так и надо, продолжайте: сообщения уйдут только по новым заказам.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space, then it goes on by itself.</source>
            <translation>Диск заполнен. Освободите место, и отправка продолжится сама.</translation>
        </message>
        <message>
            <source>The clock of this computer is wrong by more than an hour. Set it, and sending goes on.</source>
            <translation>Часы компьютера ошибаются больше чем на час. Поставьте верное время, и отправка продолжится.</translation>
        </message>
        <message>
            <source>The clock of this computer is wrong by some minutes. Please set it.</source>
            <translation>Часы компьютера ошибаются на несколько минут. Пожалуйста, подведите их.</translation>
        </message>
        <message>
            <source>{text} Since {time}.</source>
            <translation>{text} Так с {time}.</translation>
        </message>
        <message>
            <source>Known buyers only</source>
            <translation>Только знакомым</translation>
        </message>
        <message>
            <source>{text} From {start} until {end}.</source>
            <translation>{text} С {start} до {end}.</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>will be sent at {time}</source>
            <translation>отправится в {time}</translation>
        </message>
        <message>
            <source>waits for its turn</source>
            <translation>ждёт своей очереди</translation>
        </message>
        <message>
            <source>is on its way right now</source>
            <translation>отправляется прямо сейчас</translation>
        </message>
        <message>
            <source>checking whether it went out, up to 2 minutes</source>
            <translation>проверяем, ушло ли сообщение, до 2 минут</translation>
        </message>
        <message>
            <source>WhatsApp did not send it</source>
            <translation>WhatsApp не отправил его</translation>
        </message>
        <message>
            <source>we don't know whether it arrived; look into the chat</source>
            <translation>не знаем, дошло ли; посмотрите в чате</translation>
        </message>
        <message>
            <source>the server took it, WhatsApp has not confirmed yet</source>
            <translation>сервер принял, WhatsApp ещё не подтвердил</translation>
        </message>
        <message>
            <source>WhatsApp took it, the buyer's phone has not yet</source>
            <translation>WhatsApp принял, до телефона ещё не дошло</translation>
        </message>
        <message>
            <source>will not be sent</source>
            <translation>не будет отправлено</translation>
        </message>
        <message>
            <source>read after {span}</source>
            <translation>прочитано через {span}</translation>
        </message>
        <message>
            <source>the buyer opened it</source>
            <translation>покупатель открыл</translation>
        </message>
        <message>
            <source>delivered in {span}</source>
            <translation>доставлено за {span}</translation>
        </message>
        <message>
            <source>is on the buyer's phone</source>
            <translation>дошло до телефона покупателя</translation>
        </message>
        <message>
            <source>WhatsApp did not send the message about order {code}.</source>
            <translation>WhatsApp не отправил сообщение по заказу № {code}.</translation>
        </message>
        <message>
            <source>We don't know whether the message about order {code} arrived. Open the chat and look.</source>
            <translation>Не знаем, дошло ли сообщение по заказу № {code}. Откройте чат и посмотрите.</translation>
        </message>
        <message>
            <source>hidden by Kaspi</source>
            <translation>скрыт Kaspi</translation>
        </message>
        <message>
            <source>Automatic reply</source>
            <translation>Автоответ</translation>
        </message>
        <message>
            <source>Opt-out confirmed</source>
            <translation>Подтверждение отписки</translation>
        </message>
        <message>
            <source>Test message</source>
            <translation>Проверочное сообщение</translation>
        </message>
        <message>
            <source>The day in figures</source>
            <translation>Итоги дня</translation>
        </message>
        <message>
            <source>Written by hand</source>
            <translation>Написано вручную</translation>
        </message>
        <message>
            <source>WhatsApp did not send the message.</source>
            <translation>WhatsApp не отправил сообщение.</translation>
        </message>
        <message>
            <source>We don't know whether the message arrived. Open the chat and look.</source>
            <translation>Не знаем, дошло ли сообщение. Откройте чат и посмотрите.</translation>
        </message>
        <message>
            <source>the buyer got four messages in 24 hours</source>
            <translation>покупатель уже получил четыре сообщения за сутки</translation>
        </message>
        <message>
            <source>The buyer got four messages in 24 hours. Send this one, too, or let it be?</source>
            <translation>Покупатель уже получил четыре сообщения за сутки. Отправить и это или не нужно?</translation>
        </message>
        <message>
            <source>told together with the buyer's other order</source>
            <translation>сказано вместе с другим заказом покупателя</translation>
        </message>
    </context>
    <context>
        <name>notices</name>
        <message>
            <source>You are needed</source>
            <translation>Нужны вы</translation>
        </message>
        <message>
            <source>A buyer has waited for an answer for {span}</source>
            <translation>Покупатель ждёт ответа уже {span}</translation>
        </message>
    </context>
    <context>
        <name>number</name>
        <message>
            <source>WhatsApp does not let this number begin new chats. That is WhatsApp's decision; we wait. Buyers who know you are written to as before.</source>
            <translation>WhatsApp не даёт этому номеру начинать новые чаты. Это решение WhatsApp, ждём. Тем, кто вас уже знает, пишем как обычно.</translation>
        </message>
        <message>
            <source>WhatsApp restricted new chats of this number. That is WhatsApp's decision; we wait. Buyers who know you are written to as before.</source>
            <translation>WhatsApp ограничил новые чаты этого номера. Это решение WhatsApp, ждём. Тем, кто вас уже знает, пишем как обычно.</translation>
        </message>
        <message>
            <source>WhatsApp's quota of new chats is used up. New buyers wait; those who know you are written to as before.</source>
            <translation>Норма WhatsApp на новые чаты исчерпана. Новые покупатели ждут, тем, кто вас уже знает, пишем как обычно.</translation>
        </message>
        <message>
            <source>WhatsApp warned that its quota of new chats is almost used up. New buyers wait; those who know you are written to as before.</source>
            <translation>WhatsApp предупредил: норма на новые чаты почти исчерпана. Новые покупатели ждут, тем, кто вас уже знает, пишем как обычно.</translation>
        </message>
        <message>
            <source>Whether the server finds sent messages is not known yet. The first messages will tell.</source>
            <translation>Пока неизвестно, находит ли сервер отправленные сообщения. Это покажут первые из них.</translation>
        </message>
        <message>
            <source>If a message gets lost on the way, the program notices and sends it again by itself.</source>
            <translation>Если сообщение потеряется в пути, программа заметит и сама отправит его снова.</translation>
        </message>
        <message>
            <source>If a message gets lost on the way, the program looks for it and asks you before it sends again.</source>
            <translation>Если сообщение потеряется в пути, программа поищет его и спросит вас, прежде чем отправить снова.</translation>
        </message>
        <message>
            <source>The server does not show what was sent: when in doubt, the program asks you. The engine GOWS can do more.</source>
            <translation>Сервер не показывает отправленное: если есть сомнение, программа спросит вас. С движком GOWS возможностей больше.</translation>
        </message>
        <message>
            <source>WhatsApp has no objections to this number.</source>
            <translation>У WhatsApp нет замечаний к этому номеру.</translation>
        </message>
        <message>
            <source>WhatsApp gave a first warning: messages leave half as fast.</source>
            <translation>Первое предупреждение от WhatsApp: пишем вдвое реже.</translation>
        </message>
        <message>
            <source>WhatsApp gave a second warning: no new chats for now.</source>
            <translation>Второе предупреждение от WhatsApp: новых чатов пока не начинаем.</translation>
        </message>
        <message>
            <source>WhatsApp's quota of new chats is used up.</source>
            <translation>Норма WhatsApp на новые чаты исчерпана.</translation>
        </message>
        <message>
            <source>{text} This is the second time in a week: look at the phone, then go on.</source>
            <translation>{text} Это второй раз за неделю: посмотрите в телефон, потом нажмите «Продолжить».</translation>
        </message>
        <message>
            <source>{text} The time is over: one message tries first, the others follow it.</source>
            <translation>{text} Срок вышел: сначала уйдёт одно сообщение, за ним остальные.</translation>
        </message>
        <message>
            <source>{text} New chats: {used} of {total}.</source>
            <translation>{text} Новых чатов: {used} из {total}.</translation>
        </message>
        <message>
            <source>New chats wait for you</source>
            <translation>Новые чаты ждут вас</translation>
        </message>
        <message>
            <source>New chats: one message tries first</source>
            <translation>Новые чаты: пробуем с одного</translation>
        </message>
        <message>
            <source>No new chats until {time}</source>
            <translation>Новых чатов нет до {time}</translation>
        </message>
        <message>
            <source>New buyers in 24 hours: {count} of {limit}, {left} more possible.</source>
            <translation>Новые покупатели за сутки: {count} из {limit}, можно ещё {left}.</translation>
        </message>
        <message>
            <source>A new number, day {day} of {days}: the limit grows by itself.</source>
            <translation>Новый номер, день {day} из {days}: лимит растёт сам.</translation>
        </message>
        <message>
            <source>{text} Until {time}.</source>
            <translation>{text} До {time}.</translation>
        </message>
    </context>
    <context>
        <name>opening</name>
        <message>
            <source>The data was written by a newer version of the program. Install that version.</source>
            <translation>Данные записаны более новой версией программы. Установите её.</translation>
        </message>
        <message>
            <source>Another program holds the database. Close it and start again.</source>
            <translation>База данных занята другой программой. Закройте её и запустите снова.</translation>
        </message>
        <message>
            <source>The data folder is write-protected. Allow writing and start again.</source>
            <translation>Папка с данными защищена от записи. Разрешите запись и запустите снова.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space and start again.</source>
            <translation>Диск заполнен. Освободите место и запустите снова.</translation>
        </message>
        <message>
            <source>The program can't open its data</source>
            <translation>Не удаётся открыть данные</translation>
        </message>
        <message>
            <source>This system has no safe place for keys; they lie in a file of the data folder that only you can read.</source>
            <translation>В этой системе нет защищённого места для ключей; они лежат в файле папки данных, который можете читать только вы.</translation>
        </message>
        <message>
            <source>The database is damaged, and there is no whole copy of it here.</source>
            <translation>База данных повреждена, и целой копии здесь нет.</translation>
        </message>
        <message>
            <source>The database is damaged</source>
            <translation>База данных повреждена</translation>
        </message>
        <message>
            <source>There is a whole copy of {day}. The damaged file is kept beside it. Sending then waits until you have looked at the messages.</source>
            <translation>Есть целая копия от {day}. Повреждённый файл останется рядом с ней. Отправка подождёт, пока вы не посмотрите сообщения.</translation>
        </message>
        <message>
            <source>Take the copy</source>
            <translation>Взять копию</translation>
        </message>
        <message>
            <source>The data folder lies in a folder that is copied to the internet. That can damage the database: choose another folder.</source>
            <translation>Папка с данными лежит в облачной папке. Это может повредить базу: выберите другую папку.</translation>
        </message>
        <message>
            <source>The data folder lies on a stick or an outer disk. Never pull it out while the program runs.</source>
            <translation>Папка с данными лежит на флешке или внешнем диске. Не вынимайте его, пока программа работает.</translation>
        </message>
        <message>
            <source>The backup is being restored…</source>
            <translation>Восстанавливаем копию…</translation>
        </message>
        <message>
            <source>Sending goes on. What was sent is remembered, nobody is written to twice.</source>
            <translation>Отправка продолжается. Что отправлено, программа помнит: никто не получит сообщение дважды.</translation>
        </message>
        <message>
            <source>Sending is paused. Make sure that no other computer sends for this shop, then press “Go on” on the overview.</source>
            <translation>Отправка на паузе. Убедитесь, что другой компьютер для этого магазина ничего не отправляет, и нажмите «Продолжить» на странице «Обзор».</translation>
        </message>
        <message>
            <source>The data is back</source>
            <translation>Данные восстановлены</translation>
        </message>
        <message>
            <source>Everything is as it was before.</source>
            <translation>Всё осталось как было.</translation>
        </message>
        <message>
            <source>The backup was not restored</source>
            <translation>Копия не восстановлена</translation>
        </message>
    </context>
    <context>
        <name>orders</name>
        <message>
            <source>New</source>
            <translation>Новый</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Принят</translation>
        </message>
        <message>
            <source>Handed out</source>
            <translation>Выдан</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Отменён</translation>
        </message>
        <message>
            <source>Being cancelled</source>
            <translation>Отменяется</translation>
        </message>
        <message>
            <source>Return requested</source>
            <translation>Запрошен возврат</translation>
        </message>
        <message>
            <source>On the way back</source>
            <translation>Едет обратно</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>Возвращён</translation>
        </message>
        <message>
            <source>New ones</source>
            <translation>Новые</translation>
        </message>
        <message>
            <source>In work</source>
            <translation>В работе</translation>
        </message>
        <message>
            <source>Handed out ones</source>
            <translation>Выданные</translation>
        </message>
        <message>
            <source>Cancelled ones</source>
            <translation>Отменённые</translation>
        </message>
        <message>
            <source>Returns</source>
            <translation>Возвраты</translation>
        </message>
        <message>
            <source>Pickup</source>
            <translation>Самовывоз</translation>
        </message>
        <message>
            <source>Own delivery</source>
            <translation>Своя доставка</translation>
        </message>
        <message>
            <source>Kaspi Delivery</source>
            <translation>Kaspi Доставка</translation>
        </message>
        <message>
            <source>Postomat</source>
            <translation>Postomat</translation>
        </message>
        <message>
            <source>Unknown delivery</source>
            <translation>Неизвестная доставка</translation>
        </message>
        <message>
            <source>no WhatsApp</source>
            <translation>нет WhatsApp</translation>
        </message>
        <message>
            <source>number hidden</source>
            <translation>номер скрыт</translation>
        </message>
        <message>
            <source>no number</source>
            <translation>нет номера</translation>
        </message>
        <message>
            <source>asked not to</source>
            <translation>просил не писать</translation>
        </message>
        <message>
            <source>text is missing</source>
            <translation>нет данных</translation>
        </message>
        <message>
            <source>Waits for a signature</source>
            <translation>Ждёт подписи</translation>
        </message>
        <message>
            <source>Ready for pickup</source>
            <translation>Готов к выдаче</translation>
        </message>
        <message>
            <source>Handed to delivery</source>
            <translation>Передан в доставку</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Собран</translation>
        </message>
        <message>
            <source>Being delivered</source>
            <translation>В доставке</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>и ещё {n}</translation>
        </message>
        <message>
            <source>no message about this order</source>
            <translation>сообщений по этому заказу нет</translation>
        </message>
        <message>
            <source>the buyer has answered</source>
            <translation>покупатель ответил</translation>
        </message>
        <message>
            <source>Express</source>
            <translation>Экспресс</translation>
        </message>
    </context>
    <context>
        <name>pages</name>
        <message>
            <source>Overview</source>
            <translation>Обзор</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Сообщения</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Шаблоны</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Заказы</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Диалоги</translation>
        </message>
    </context>
    <context>
        <name>report</name>
        <message>
            <source>Make a report…</source>
            <translation>Составить отчёт…</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>Shop and Kaspi</source>
            <translation>Магазин и Kaspi</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Программа</translation>
        </message>
        <message>
            <source>WhatsApp server</source>
            <translation>Сервер WhatsApp</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Отправка</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Проверка заказов</translation>
        </message>
        <message>
            <source>About</source>
            <translation>О программе</translation>
        </message>
        <message>
            <source>Data and copies</source>
            <translation>Данные и копии</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Диалоги</translation>
        </message>
        <message>
            <source>Access</source>
            <translation>Доступ</translation>
        </message>
    </context>
    <context>
        <name>story</name>
        <message>
            <source>Answer: “{text}”</source>
            <translation>Ответ: «{text}»</translation>
        </message>
        <message>
            <source>Order № {code}</source>
            <translation>Заказ № {code}</translation>
        </message>
        <message>
            <source>no template is switched on for this</source>
            <translation>шаблон для этого не включён</translation>
        </message>
        <message>
            <source>no message: {reason}</source>
            <translation>без сообщения: {reason}</translation>
        </message>
        <message>
            <source>another message speaks for it too</source>
            <translation>сказано в другом сообщении</translation>
        </message>
        <message>
            <source>unless it has been collected</source>
            <translation>если не забрали</translation>
        </message>
        <message>
            <source>“{subject}” sent</source>
            <translation>«{subject}» отправлено</translation>
        </message>
        <message>
            <source>read at {time}</source>
            <translation>прочитано {time}</translation>
        </message>
        <message>
            <source>delivered at {time}</source>
            <translation>доставлено {time}</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Не отправлять</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Дошло</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Ещё раз</translation>
        </message>
    </context>
    <context>
        <name>templates</name>
        <message>
            <source>A bracket { is opened and not closed.</source>
            <translation>Скобка { открыта и не закрыта.</translation>
        </message>
        <message>
            <source>A bracket } without its {.</source>
            <translation>Скобка } без своей {.</translation>
        </message>
        <message>
            <source>A condition has no end.</source>
            <translation>У условия нет конца.</translation>
        </message>
        <message>
            <source>A link in the first message looks like spam to WhatsApp. Better give it in answer to a reply.</source>
            <translation>Ссылка в первом сообщении похожа для WhatsApp на рассылку. Лучше дать её, когда покупатель ответит.</translation>
        </message>
        <message>
            <source>An invisible sign that can't be sent.</source>
            <translation>Невидимый знак, который нельзя отправить.</translation>
        </message>
        <message>
            <source>Any delivery</source>
            <translation>Любой способ</translation>
        </message>
        <message>
            <source>Don't promise a day for the money: only Kaspi knows it.</source>
            <translation>Не обещайте срок возврата денег: его знает только Kaspi.</translation>
        </message>
        <message>
            <source>First correct the mistake in the text.</source>
            <translation>Сначала исправьте ошибку в тексте.</translation>
        </message>
        <message>
            <source>For this order {variable} is not known: {meaning}. Without it the message does not leave. Put it into a condition or give a word for this case.</source>
            <translation>Для этого заказа неизвестно {variable}: {meaning}. Без него сообщение не уйдёт. Поставьте его в условие или дайте запасное слово.</translation>
        </message>
        <message>
            <source>Line {line}:</source>
            <translation>Строка {line}:</translation>
        </message>
        <message>
            <source>Many emoji look like bulk mail. One is enough.</source>
            <translation>Много смайликов похоже на рассылку. Хватит одного.</translation>
        </message>
        <message>
            <source>Never ask for the code in the chat: only swindlers do. The buyer says it on the spot.</source>
            <translation>Никогда не просите код в чате: так делают мошенники. Покупатель назовёт его на месте.</translation>
        </message>
        <message>
            <source>No message comes of this: it is empty or too long.</source>
            <translation>Сообщения не получается: оно пустое или слишком длинное.</translation>
        </message>
        <message>
            <source>Notes can't stand in a template.</source>
            <translation>Пометки в шаблоне не ставятся.</translation>
        </message>
        <message>
            <source>One pair of brackets is enough.</source>
            <translation>Хватит одной пары скобок.</translation>
        </message>
        <message>
            <source>Only variables and simple conditions fit here.</source>
            <translation>Здесь годятся только переменные и простые условия.</translation>
        </message>
        <message>
            <source>Perhaps {nearest}?</source>
            <translation>Возможно, {nearest}?</translation>
        </message>
        <message>
            <source>The filter {name} is written in another way.</source>
            <translation>Фильтр {name} пишется иначе.</translation>
        </message>
        <message>
            <source>The second language is missing.</source>
            <translation>Нет второго языка.</translation>
        </message>
        <message>
            <source>The text is too long.</source>
            <translation>Текст слишком длинный.</translation>
        </message>
        <message>
            <source>There is no command {name}.</source>
            <translation>Нет команды {name}.</translation>
        </message>
        <message>
            <source>There is no filter {name}.</source>
            <translation>Нет фильтра {name}.</translation>
        </message>
        <message>
            <source>There is no text yet.</source>
            <translation>Текста пока нет.</translation>
        </message>
        <message>
            <source>There is no variable {name}.</source>
            <translation>Нет переменной {name}.</translation>
        </message>
        <message>
            <source>There is nothing between the brackets.</source>
            <translation>Между скобками ничего нет.</translation>
        </message>
        <message>
            <source>This can't be read. Look at the brackets and quotes.</source>
            <translation>Это не разобрать. Посмотрите на скобки и кавычки.</translation>
        </message>
        <message>
            <source>Too many conditions one inside the other.</source>
            <translation>Слишком много условий одно в другом.</translation>
        </message>
        <message>
            <source>address for pickup</source>
            <translation>адрес самовывоза</translation>
        </message>
        <message>
            <source>address of the delivery</source>
            <translation>адрес доставки</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>сразу</translation>
        </message>
        <message>
            <source>buyer's first and last name</source>
            <translation>имя и фамилия покупателя</translation>
        </message>
        <message>
            <source>buyer's first name</source>
            <translation>имя покупателя</translation>
        </message>
        <message>
            <source>buyer's phone</source>
            <translation>телефон покупателя</translation>
        </message>
        <message>
            <source>day of the order</source>
            <translation>день заказа</translation>
        </message>
        <message>
            <source>first product and how many more</source>
            <translation>первый товар и сколько ещё</translation>
        </message>
        <message>
            <source>greeting that fits the time of day</source>
            <translation>приветствие по времени суток</translation>
        </message>
        <message>
            <source>how many things</source>
            <translation>сколько всего штук</translation>
        </message>
        <message>
            <source>kind of delivery</source>
            <translation>способ получения</translation>
        </message>
        <message>
            <source>link for a review</source>
            <translation>ссылка на отзыв</translation>
        </message>
        <message>
            <source>name of your shop</source>
            <translation>название магазина</translation>
        </message>
        <message>
            <source>number of the order</source>
            <translation>номер заказа</translation>
        </message>
        <message>
            <source>opening hours of the shop</source>
            <translation>часы работы магазина</translation>
        </message>
        <message>
            <source>phone of the shop</source>
            <translation>телефон магазина</translation>
        </message>
        <message>
            <source>planned day of delivery</source>
            <translation>плановый день доставки</translation>
        </message>
        <message>
            <source>price of the order with ₸</source>
            <translation>сумма заказа со знаком ₸</translation>
        </message>
        <message>
            <source>products with their number, up to five</source>
            <translation>товары с количеством, до пяти</translation>
        </message>
        <message>
            <source>{name} characters: long messages are not read to the end. Up to {longest} is good.</source>
            <translation>{name} знаков: длинные сообщения не дочитывают. Хорошо, когда до {longest}.</translation>
        </message>
        <message>
            <source>“{name}” reads like shouting. Calm texts are answered more often.</source>
            <translation>«{name}» звучит как крик. На спокойные тексты отвечают чаще.</translation>
        </message>
        <message>
            <source>“{name}” sounds like advertising. Kaspi lets you write to buyers about their order only.</source>
            <translation>«{name}» похоже на рекламу. Kaspi разрешает писать покупателям только об их заказе.</translation>
        </message>
    </context>
    <context>
        <name>trials</name>
        <message>
            <source>The token works</source>
            <translation>Токен работает</translation>
        </message>
        <message>
            <source>Kaspi answers; there were no orders in two weeks.</source>
            <translation>Kaspi отвечает; заказов за две недели не было.</translation>
        </message>
        <message>
            <source>{orders}, the newest is № {code}.</source>
            <translation>{orders}, самый новый — № {code}.</translation>
        </message>
        <message>
            <source>The server answers, but it has no key</source>
            <translation>Сервер отвечает, но без ключа</translation>
        </message>
        <message>
            <source>Whoever reaches it can write in the name of your shop. Set a key on the server.</source>
            <translation>Любой, кто до него дотянется, сможет писать от имени вашего магазина. Задайте на сервере ключ.</translation>
        </message>
        <message>
            <source>The server answers</source>
            <translation>Сервер отвечает</translation>
        </message>
        <message>
            <source>Check the token</source>
            <translation>Проверить токен</translation>
        </message>
        <message>
            <source>Check the server</source>
            <translation>Проверить сервер</translation>
        </message>
        <message>
            <source>Whoever shares your network can read the messages and the key on their way. An address that begins with https:// prevents it.</source>
            <translation>Все, кто в вашей сети, могут прочитать сообщения и ключ по пути. Адрес, который начинается с https://, от этого защищает.</translation>
        </message>
    </context>
</TS>
