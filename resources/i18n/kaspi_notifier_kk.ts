<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
    <context>
        <name>AboutGroup</name>
        <message>
            <source>About</source>
            <translation>Бағдарлама туралы</translation>
        </message>
        <message>
            <source>Reads the orders of your Kaspi shop and writes to the buyers in WhatsApp.</source>
            <translation>Kaspi дүкеніңіздің тапсырыстарын оқып, сатып алушыларға WhatsApp-та жазады.</translation>
        </message>
        <message>
            <source>Everything stays on this computer: orders, messages and keys are sent to nobody else.</source>
            <translation>Бәрі осы компьютерде қалады: тапсырыстар, хабарламалар мен кілттер ешкімге берілмейді.</translation>
        </message>
        <message>
            <source>Not a program of Kaspi or of WhatsApp. Free software under the MIT licence.</source>
            <translation>Бағдарлама Kaspi-ге де, WhatsApp-қа да тиесілі емес. MIT лицензиясымен таралатын еркін бағдарлама.</translation>
        </message>
        <message>
            <source>Built of</source>
            <translation>Неден құралған</translation>
        </message>
    </context>
    <context>
        <name>AccessGroup</name>
        <message>
            <source>Other programs on this computer</source>
            <translation>Осы компьютердегі басқа бағдарламалар</translation>
        </message>
        <message>
            <source>Let them in</source>
            <translation>Қолжетімділік беру</translation>
        </message>
        <message>
            <source>They may read the log, change templates and hand over orders. They need the key.</source>
            <translation>Олар журналды оқып, үлгілерді өзгертіп, тапсырыстарды бере алады. Ол үшін кілт керек.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Порт</translation>
        </message>
        <message>
            <source>Change it if another program has it.</source>
            <translation>Басқа бағдарлама алып қойса, өзгертіңіз.</translation>
        </message>
        <message>
            <source>Copy the key</source>
            <translation>Кілтті көшіру</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Кілт</translation>
        </message>
        <message>
            <source>Who has it can send messages in your name.</source>
            <translation>Кілті бар адам сіздің атыңыздан жаза алады.</translation>
        </message>
        <message>
            <source>News from the WhatsApp server</source>
            <translation>WhatsApp серверінен жаңалықтар</translation>
        </message>
        <message>
            <source>Let the server bring it</source>
            <translation>Сервер өзі хабарласын</translation>
        </message>
        <message>
            <source>Not needed: the program listens by itself. It helps where that connection often breaks.</source>
            <translation>Әдетте қажет емес: бағдарлама өзі тыңдайды. Сервермен байланыс жиі үзілсе, көмектеседі.</translation>
        </message>
        <message>
            <source>Port of the receiver</source>
            <translation>Қабылдау порты</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Қосу</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>Ажырату</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Серверде</translation>
        </message>
        <message>
            <source>Save first. The WhatsApp connection is restarted for some seconds.</source>
            <translation>Алдымен сақтаңыз. WhatsApp байланысы бірнеше секундқа үзіледі.</translation>
        </message>
        <message>
            <source>It could not be opened: another program uses this port. Choose another number.</source>
            <translation>Ашылмады: бұл портты басқа бағдарлама пайдаланып отыр. Басқа нөмір таңдаңыз.</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Көшірілді</translation>
        </message>
        <message>
            <source>Trying… this takes up to a minute.</source>
            <translation>Тексеріп жатырмыз… бір минутқа дейін созылады.</translation>
        </message>
        <message>
            <source>The server does not reach this computer. All goes on without it, as before.</source>
            <translation>Сервер бұл компьютерге жете алмады. Бәрі бұрынғыдай онсыз да жұмыс істейді.</translation>
        </message>
        <message>
            <source>Connected: the server brings its news.</source>
            <translation>Қосылды: сервер жаңалықтарды өзі хабарлайды.</translation>
        </message>
        <message>
            <source>The server does not answer. Try again later.</source>
            <translation>Сервер жауап бермейді. Кейінірек қайталап көріңіз.</translation>
        </message>
        <message>
            <source>Disconnected: the program listens by itself.</source>
            <translation>Ажыратылды: бағдарлама өзі тыңдайды.</translation>
        </message>
    </context>
    <context>
        <name>BackupDialog</name>
        <message>
            <source>Back up everything</source>
            <translation>Сақтық көшірме</translation>
        </message>
        <message>
            <source>Orders, messages, templates, settings and the memory of who was written to, all in one file.</source>
            <translation>Тапсырыстар, хабарламалар, үлгілер, баптаулар және кімге жазылғаны туралы жазба: бәрі бір файлда.</translation>
        </message>
        <message>
            <source>Without a password</source>
            <translation>Құпиясөзсіз</translation>
        </message>
        <message>
            <source>With a password</source>
            <translation>Құпиясөзбен</translation>
        </message>
        <message>
            <source>Whoever gets the file can read buyers' names and phones. The Kaspi token and the key of the server are not in it.</source>
            <translation>Файл кімнің қолына түссе, сол сатып алушылардың аты-жөні мен телефондарын оқи алады. Онда Kaspi токені мен сервер кілті жоқ.</translation>
        </message>
        <message>
            <source>Nobody can read the file without it. The token and the key go along, sealed.</source>
            <translation>Құпиясөзсіз файлды ешкім оқи алмайды. Токен мен кілт те шифрланып сақталады.</translation>
        </message>
        <message>
            <source>Choose where to save…</source>
            <translation>Қайда сақтауды таңдау…</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Құпиясөз</translation>
        </message>
        <message>
            <source>The password once more</source>
            <translation>Құпиясөз тағы бір рет</translation>
        </message>
        <message>
            <source>A forgotten password can't be brought back by anybody, and the file is lost with it. Write it down and keep it apart from the file.</source>
            <translation>Ұмытылған құпиясөзді ешкім қалпына келтіре алмайды, көшірме де сонымен бірге жоғалады. Оны жазып алып, файлдан бөлек сақтаңыз.</translation>
        </message>
        <message>
            <source>Enter a password, or choose “Without a password”.</source>
            <translation>Құпиясөзді енгізіңіз немесе «Құпиясөзсіз» дегенді таңдаңыз.</translation>
        </message>
        <message>
            <source>The two passwords differ. Enter them once more.</source>
            <translation>Құпиясөздер бірдей емес. Қайта енгізіңіз.</translation>
        </message>
    </context>
    <context>
        <name>ChatDelegate</name>
        <message>
            <source>refused</source>
            <translation>бас тартты</translation>
        </message>
    </context>
    <context>
        <name>ConversationsPage</name>
        <message>
            <source>Chats</source>
            <translation>Диалогтар</translation>
        </message>
        <message>
            <source>Open the order</source>
            <translation>Тапсырысты ашу</translation>
        </message>
        <message>
            <source>The buyer asked not to be written to. Answer only if they ask something.</source>
            <translation>Сатып алушы жазбауды сұрады. Өзі бірдеңе сұраса ғана жауап беріңіз.</translation>
        </message>
        <message>
            <source>Answer…</source>
            <translation>Жауап беру…</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Мекенжай</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Жұмыс уақыты</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Жіберу</translation>
        </message>
        <message>
            <source>Nobody is found.</source>
            <translation>Ешкім табылмады.</translation>
        </message>
        <message>
            <source>When a buyer answers a message, the chat appears here.</source>
            <translation>Сатып алушы хабарламаға жауап бергенде, диалог осы жерде көрінеді.</translation>
        </message>
        <message>
            <source>order No. {code}</source>
            <translation>№ {code} тапсырыс</translation>
        </message>
        <message>
            <source>The answer was not taken. Check the text and the number.</source>
            <translation>Жауап қабылданбады. Мәтін мен телефон нөмірін тексеріңіз.</translation>
        </message>
        <message numerus="yes">
            <source>%n unread message(s)</source>
            <translation>
                <numerusform>%n оқылмаған хабарлама</numerusform>
                <numerusform>%n оқылмаған хабарлама</numerusform>
            </translation>
        </message>
        <message>
            <source>More</source>
            <translation>Тағы</translation>
        </message>
        <message>
            <source>Forget this buyer…</source>
            <translation>Бұл сатып алушыны ұмыту…</translation>
        </message>
        <message>
            <source>Name, phone, order number</source>
            <translation>Аты, телефоны, тапсырыс</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Бәрін көрсету</translation>
        </message>
        <message>
            <source>Everything is read</source>
            <translation>Бәрі оқылған</translation>
        </message>
    </context>
    <context>
        <name>DataGroup</name>
        <message>
            <source>Data folder</source>
            <translation>Деректер қалтасы</translation>
        </message>
        <message>
            <source>Orders, messages, templates and settings are kept here, and nowhere else.</source>
            <translation>Тапсырыстар, хабарламалар, үлгілер мен баптаулар тек осында сақталады.</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>Қалтаны ашу</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>Сақтық көшірме</translation>
        </message>
        <message>
            <source>Everything in one file, for another disk or a new computer. Do it once a week: a computer may break any day.</source>
            <translation>Бәрі бір файлда: флешкаға, басқа дискіге немесе жаңа компьютерге. Аптасына бір рет жасаңыз, компьютер кез келген күні бұзылуы мүмкін.</translation>
        </message>
        <message>
            <source>Back up everything…</source>
            <translation>Көшірме жасау…</translation>
        </message>
        <message>
            <source>Restore from a backup…</source>
            <translation>Көшірмеден қалпына келтіру…</translation>
        </message>
        <message>
            <source>How far it is</source>
            <translation>Орындалу барысы</translation>
        </message>
        <message>
            <source>Not in the demo: its data is made anew at every start.</source>
            <translation>Демода қолжетімсіз: оның деректері әр іске қосқанда қайта жасалады.</translation>
        </message>
        <message>
            <source>A buyer's wish</source>
            <translation>Сатып алушының өтініші</translation>
        </message>
        <message>
            <source>A buyer asks you to delete what you know about them? One button does it.</source>
            <translation>Сатып алушы өз деректерін жоюды сұрады ма? Бұл бір түймемен жасалады.</translation>
        </message>
        <message>
            <source>Forget a buyer…</source>
            <translation>Сатып алушыны ұмыту…</translation>
        </message>
        <message>
            <source>Back up everything</source>
            <translation>Сақтық көшірме</translation>
        </message>
        <message>
            <source>The backup is written: {file}</source>
            <translation>Көшірме сақталды: {file}</translation>
        </message>
        <message>
            <source>The backup was stopped; nothing was written.</source>
            <translation>Көшіру тоқтатылды, ештеңе жазылған жоқ.</translation>
        </message>
    </context>
    <context>
        <name>DayBars</name>
        <message>
            <source>Messages by day</source>
            <translation>Күн сайынғы хабарламалар</translation>
        </message>
        <message>
            <source>{day} · sent: {sent}, failed: {failed}</source>
            <translation>{day} · жіберілді: {sent}, жіберілмеді: {failed}</translation>
        </message>
    </context>
    <context>
        <name>DecisionBanner</name>
        <message>
            <source>Open chat</source>
            <translation>Чатты ашу</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Жетті</translation>
        </message>
        <message>
            <source>Send from my phone…</source>
            <translation>Телефонымнан…</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Қайта жіберу</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Жібермеу</translation>
        </message>
    </context>
    <context>
        <name>Decisions</name>
        <message numerus="yes">
            <source>%n more message(s) wait for your decision</source>
            <translation>
                <numerusform>Тағы %n хабарлама сіздің шешіміңізді күтіп тұр</numerusform>
                <numerusform>Тағы %n хабарлама сіздің шешіміңізді күтіп тұр</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Dialog</name>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
    </context>
    <context>
        <name>DoctorCard</name>
        <message>
            <source>Check everything</source>
            <translation>Бәрін тексеру</translation>
        </message>
        <message>
            <source>Ten checks from the token to the clock; nothing is changed.</source>
            <translation>Токеннен сағатқа дейін он тексеру; ештеңе өзгермейді.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Тексеру</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) need a look</source>
            <translation>
                <numerusform>%n тармаққа назар аударыңыз</numerusform>
                <numerusform>%n тармаққа назар аударыңыз</numerusform>
            </translation>
        </message>
        <message>
            <source>All is well, nothing to do.</source>
            <translation>Бәрі жақсы, ештеңе істеудің керегі жоқ.</translation>
        </message>
        <message>
            <source>well</source>
            <translation>жақсы</translation>
        </message>
        <message>
            <source>not well</source>
            <translation>дұрыс емес</translation>
        </message>
        <message>
            <source>Fix</source>
            <translation>Түзету</translation>
        </message>
        <message>
            <source>Fix: {name}</source>
            <translation>Түзету: {name}</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Writing {name}…</source>
            <translation>{name} жазылып жатыр…</translation>
        </message>
        <message>
            <source>How far the export is</source>
            <translation>Қаншасы жазылды</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
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
            <translation>Нұсқасы</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Сессия</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Күйі</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Back</source>
            <translation>Артқа</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Өткізіп жіберу</translation>
        </message>
        <message>
            <source>Step {n} of {all}</source>
            <translation>{all} қадамның {n}-і</translation>
        </message>
    </context>
    <context>
        <name>ForgetDialog</name>
        <message>
            <source>Forget this buyer</source>
            <translation>Сатып алушыны ұмыту</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Сатып алушының нөмірі</translation>
        </message>
        <message>
            <source>The number of the buyer who asks for it:</source>
            <translation>Осыны сұраған сатып алушының нөмірі:</translation>
        </message>
        <message>
            <source>Everything about {phone} is wiped.</source>
            <translation>{phone} туралы бәрі өшіріледі.</translation>
        </message>
        <message>
            <source>Wiped in every shop, and in the copies on this computer: name, phone, address, the texts of messages and the chat. What waits for this buyer is not sent. It can't be undone.</source>
            <translation>Барлық дүкенде және осы компьютердегі көшірмелерде өшіріледі: аты-жөні, телефоны, мекенжайы, хабарлама мәтіндері және хат алмасу. Бұл сатып алушыға кезекте тұрғандар жіберілмейді. Қайтару мүмкін емес.</translation>
        </message>
        <message>
            <source>Kept: that there was an order and a message, for the counts; and a refusal to be written to, in a form that nobody can read the number from.</source>
            <translation>Қалады: тапсырыс пен хабарлама болғаны, есеп үшін; және хабарламадан бас тартуы, нөмірін білуге болмайтын түрде.</translation>
        </message>
        <message>
            <source>Backups that you saved elsewhere and the phone's own WhatsApp are not touched.</source>
            <translation>Басқа жерде сақтаған көшірмелеріңіз бен телефондағы WhatsApp өзгермейді.</translation>
        </message>
        <message>
            <source>Forget the buyer</source>
            <translation>Сатып алушыны ұмыту</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Бұл қазақстандық ұялы нөмір емес. Мысалы: +7 700 000 00 00</translation>
        </message>
        <message>
            <source>Wiping…</source>
            <translation>Өшіріп жатырмыз…</translation>
        </message>
        <message>
            <source>A message to this buyer is on its way just now. Try again in some minutes.</source>
            <translation>Бұл сатып алушыға дәл қазір хабарлама жіберіліп жатыр. Бірнеше минуттан кейін қайталаңыз.</translation>
        </message>
    </context>
    <context>
        <name>FromPhoneDialog</name>
        <message>
            <source>Send from my phone</source>
            <translation>Телефонымнан жіберу</translation>
        </message>
        <message>
            <source>Point the phone's camera at the code. The chat opens with the text, you press Send.</source>
            <translation>Телефон камерасын кодқа туралаңыз. Дайын мәтіні бар чат ашылады, «Жіберу» түймесін бассаңыз болғаны.</translation>
        </message>
        <message>
            <source>Point the phone's camera at the code. The chat opens, you write the text.</source>
            <translation>Телефон камерасын кодқа туралаңыз. Чат ашылады, мәтінін өзіңіз жазасыз.</translation>
        </message>
        <message>
            <source>Copy the text</source>
            <translation>Мәтінді көшіру</translation>
        </message>
        <message>
            <source>Open on this computer</source>
            <translation>Осы компьютерде ашу</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Жабу</translation>
        </message>
    </context>
    <context>
        <name>HelpWindow</name>
        <message>
            <source>Help</source>
            <translation>Анықтама</translation>
        </message>
    </context>
    <context>
        <name>ImaginedDialog</name>
        <message>
            <source>Buyer</source>
            <translation>Сатып алушы</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Жабу</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Тапсырыс</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Телефон</translation>
        </message>
        <message>
            <source>The latest {n} are shown.</source>
            <translation>Соңғы {n} көрсетілген.</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Уақыты</translation>
        </message>
        <message>
            <source>What it would have sent</source>
            <translation>Не жіберер еді</translation>
        </message>
        <message>
            <source>new</source>
            <translation>жаңа</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Хабарламалар</translation>
        </message>
    </context>
    <context>
        <name>JournalCard</name>
        <message>
            <source>Journal of the connection</source>
            <translation>Қосылым журналы</translation>
        </message>
        <message>
            <source>Nothing has happened yet.</source>
            <translation>Әзірге ештеңе болған жоқ.</translation>
        </message>
    </context>
    <context>
        <name>KaspiStep</name>
        <message>
            <source>Kaspi token</source>
            <translation>Kaspi токені</translation>
        </message>
        <message>
            <source>This does not look like a Kaspi token. Copy it once more.</source>
            <translation>Бұл Kaspi токеніне ұқсамайды. Оны қайта көшіріп алыңыз.</translation>
        </message>
        <message>
            <source>The Kaspi token</source>
            <translation>Kaspi токені</translation>
        </message>
        <message>
            <source>With it the program reads your orders. It only reads: nothing is changed at Kaspi.</source>
            <translation>Онымен бағдарлама тапсырыстарыңызды оқиды. Тек оқиды: Kaspi-де ештеңе өзгермейді.</translation>
        </message>
        <message>
            <source>1. Open kaspi.kz/mc, the Kaspi cabinet, as the manager of the shop</source>
            <translation>1. kaspi.kz/mc кабинетіне дүкен менеджері ретінде кіріңіз</translation>
        </message>
        <message>
            <source>2. Settings → API token</source>
            <translation>2. Настройки → Токен API</translation>
        </message>
        <message>
            <source>3. Press “Create” and copy the token</source>
            <translation>3. «Сформировать» басып, токенді көшіріңіз</translation>
        </message>
        <message>
            <source>4. Paste it here</source>
            <translation>4. Оны осында қойыңыз</translation>
        </message>
        <message>
            <source>It is kept in the system's own safe place for passwords.</source>
            <translation>Жүйенің қорғалған құпиясөз қоймасында сақталады.</translation>
        </message>
    </context>
    <context>
        <name>Latest</name>
        <message>
            <source>Latest events</source>
            <translation>Соңғы оқиғалар</translation>
        </message>
        <message>
            <source>Nothing yet. The first order appears here by itself.</source>
            <translation>Әзірге ештеңе жоқ. Алғашқы тапсырыс осында өзі шығады.</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>sent</source>
            <translation>жіберілді</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>жіберілмеді</translation>
        </message>
    </context>
    <context>
        <name>Line</name>
        <message>
            <source>Show or hide</source>
            <translation>Көрсету немесе жасыру</translation>
        </message>
    </context>
    <context>
        <name>Linking</name>
        <message>
            <source>Scan the code</source>
            <translation>QR-кодты сканерлеңіз</translation>
        </message>
        <message>
            <source>Can't scan? Link by phone number</source>
            <translation>Сканерлеу мүмкін емес пе? Телефон нөмірімен байланыстыру</translation>
        </message>
        <message>
            <source>Code by phone number</source>
            <translation>Телефон нөмірі бойынша код</translation>
        </message>
        <message>
            <source>The number of the shop's WhatsApp</source>
            <translation>Дүкеннің WhatsApp нөмірі</translation>
        </message>
        <message>
            <source>Get the code</source>
            <translation>Код алу</translation>
        </message>
        <message>
            <source>Type this code on the phone. It is valid for a few minutes.</source>
            <translation>Осы кодты телефонға енгізіңіз. Ол бірнеше минут жарамды.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Көшіру</translation>
        </message>
        <message>
            <source>Back to the QR code</source>
            <translation>QR-кодқа оралу</translation>
        </message>
        <message>
            <source>Send from this number</source>
            <translation>Осы нөмірден жіберу</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Бұл қазақстандық ұялы нөмір емес. Мысалы: +7 700 000 00 00</translation>
        </message>
        <message>
            <source>The code is coming…</source>
            <translation>Код алынып жатыр…</translation>
        </message>
        <message>
            <source>A new code in {seconds} s</source>
            <translation>Код {seconds} с кейін жаңарады</translation>
        </message>
        <message>
            <source>code {number} of {all}</source>
            <translation>{all} әрекеттің {number}-і</translation>
        </message>
        <message>
            <source>The phone is linked. Messages leave from this number.</source>
            <translation>Телефон байланыстырылған. Хабарламалар осы нөмірден жіберіледі.</translation>
        </message>
        <message>
            <source>Another number is linked: {phone}</source>
            <translation>Басқа нөмір қосылған: {phone}</translation>
        </message>
        <message>
            <source>Send a test to this number</source>
            <translation>Осы нөмірге тексеру жіберу</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Period</source>
            <translation>Кезең</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Opening…</source>
            <translation>Ашылып жатыр…</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Іске қосылуда…</translation>
        </message>
        <message>
            <source>A demo shop with made-up orders. Nothing leaves this computer.</source>
            <translation>Көрсетілім: дүкен де, тапсырыстар да ойдан алынған, бұл компьютерден ештеңе жіберілмейді.</translation>
        </message>
        <message>
            <source>Orders checked in {time}</source>
            <translation>Келесі тексеру: {time}</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Көрсету</translation>
        </message>
    </context>
    <context>
        <name>MessageDetails</name>
        <message>
            <source>Text</source>
            <translation>Мәтін</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Тарихы</translation>
        </message>
        <message>
            <source>Open chat in WhatsApp</source>
            <translation>WhatsApp чатын ашу</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Жетті</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Қайта жіберу</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Жібермеу</translation>
        </message>
        <message>
            <source>The text is written when the message leaves.</source>
            <translation>Мәтін жіберілетін сәтте құрастырылады.</translation>
        </message>
        <message>
            <source>you</source>
            <translation>сіз</translation>
        </message>
        <message>
            <source>What does it mean?</source>
            <translation>Бұл не деген сөз?</translation>
        </message>
        <message>
            <source>From my phone</source>
            <translation>Телефоннан</translation>
        </message>
    </context>
    <context>
        <name>MessageJobs</name>
        <message>
            <source>Export messages</source>
            <translation>Хабарламаларды экспорттау</translation>
        </message>
        <message>
            <source>Nothing to send again</source>
            <translation>Қайта жіберетін ештеңе жоқ</translation>
        </message>
        <message>
            <source>All of these numbers have no WhatsApp.</source>
            <translation>Бұл нөмірлердің ешқайсысында WhatsApp жоқ.</translation>
        </message>
        <message numerus="yes">
            <source>Send %n message(s) again?</source>
            <translation>
                <numerusform>%n хабарламаны қайта жіберу керек пе?</numerusform>
                <numerusform>%n хабарламаны қайта жіберу керек пе?</numerusform>
            </translation>
        </message>
        <message>
            <source>They leave one by one, at the usual pace and not at night.</source>
            <translation>Олар бір-бірден, әдеттегі қарқынмен жіберіледі, түнде емес.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Қайта жіберу</translation>
        </message>
    </context>
    <context>
        <name>MessagesModel</name>
        <message>
            <source>Time</source>
            <translation>Уақыты</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Тапсырыс</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Оқиға</translation>
        </message>
        <message>
            <source>Buyer</source>
            <translation>Сатып алушы</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Күйі</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Толығырақ</translation>
        </message>
    </context>
    <context>
        <name>MessagesPage</name>
        <message>
            <source>Messages</source>
            <translation>Хабарламалар</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Барлығы</translation>
        </message>
        <message>
            <source>Your decision</source>
            <translation>Сізді күтеді</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>Кезекте</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Жіберілді</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Жіберілмеді</translation>
        </message>
        <message>
            <source>Nothing here with this filter.</source>
            <translation>Мұндай сүзгімен ештеңе табылмады.</translation>
        </message>
        <message>
            <source>No messages yet. When an order comes, its message appears here.</source>
            <translation>Әзірге хабарлама жоқ. Тапсырыс түскенде оның хабарламасы осында шығады.</translation>
        </message>
        <message>
            <source>Text, order, name or phone</source>
            <translation>Мәтін, тапсырыс, аты, телефон</translation>
        </message>
        <message>
            <source>Search in the messages</source>
            <translation>Хабарламалардан іздеу</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Үлгі</translation>
        </message>
        <message>
            <source>All templates</source>
            <translation>Барлық үлгілер</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Экспорт…</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Жеткізілді</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Оқылды</translation>
        </message>
        <message>
            <source>Send again…</source>
            <translation>Қайта жіберу…</translation>
        </message>
        <message>
            <source>Send every message again that could not be sent</source>
            <translation>Жіберілмей қалған хабарламалардың бәрін қайта жіберу</translation>
        </message>
        <message>
            <source>Without a template</source>
            <translation>Үлгісіз</translation>
        </message>
        <message>
            <source>In the list: {count}</source>
            <translation>Тізімде: {count}</translation>
        </message>
        <message>
            <source>Found: {count}</source>
            <translation>Табылды: {count}</translation>
        </message>
        <message>
            <source>Found: the newest {count}</source>
            <translation>Табылды: соңғы {count}</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Бәрін көрсету</translation>
        </message>
    </context>
    <context>
        <name>NewServer</name>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>A new server</source>
            <translation>Жаңа сервер</translation>
        </message>
        <message>
            <source>Docker is working</source>
            <translation>Docker жұмыс істеп жатыр</translation>
        </message>
        <message>
            <source>Write the file and start</source>
            <translation>Файлды жазып, іске қосу</translation>
        </message>
        <message>
            <source>Write the file</source>
            <translation>Файлды жазу</translation>
        </message>
        <message>
            <source>Docker is not installed on this computer</source>
            <translation>Бұл компьютерде Docker жоқ</translation>
        </message>
        <message>
            <source>Install Docker Desktop from docker.com (free for small shops), start it, and come back here. The file can be written already.</source>
            <translation>docker.com сайтынан Docker Desktop орнатыңыз (шағын дүкендерге тегін), іске қосып, осында қайтыңыз. Файлды қазір-ақ жазуға болады.</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файлды жазу мүмкін болмады</translation>
        </message>
        <message>
            <source>The file is written, Docker is still missing</source>
            <translation>Файл жазылды, енді Docker орнату керек</translation>
        </message>
        <message>
            <source>When Docker is installed, press the button once more. The file: {file}</source>
            <translation>Docker орнатылған соң түймені тағы бір рет басыңыз. Файл: {file}</translation>
        </message>
        <message>
            <source>Docker loads and starts the server; the first time takes some minutes.</source>
            <translation>Docker серверді жүктеп, іске қосады; бірінші рет бірнеше минут кетеді.</translation>
        </message>
        <message>
            <source>The server is started</source>
            <translation>Сервер іске қосылды</translation>
        </message>
        <message>
            <source>Address and key are filled in above.</source>
            <translation>Мекенжай мен кілт жоғарыда толтырылды.</translation>
        </message>
        <message>
            <source>Docker did not start the server</source>
            <translation>Docker серверді іске қоспады</translation>
        </message>
        <message>
            <source>Start Docker Desktop and try again.</source>
            <translation>Docker Desktop іске қосып, қайталап көріңіз.</translation>
        </message>
        <message>
            <source>The program writes a ready file for the server WAHA ({image}).</source>
            <translation>Бағдарлама WAHA серверіне ({image}) дайын файл жазады.</translation>
        </message>
        <message>
            <source>Its key is random, only this computer reaches it, and it starts again by itself.</source>
            <translation>Кілті кездейсоқ, тек осы компьютерден қолжетімді, қайта қосқаннан кейін сервер өзі іске қосылады.</translation>
        </message>
    </context>
    <context>
        <name>NumberCard</name>
        <message>
            <source>Health of the number</source>
            <translation>Нөмірдің саулығы</translation>
        </message>
        <message>
            <source>{score} of 100</source>
            <translation>100-ден {score}</translation>
        </message>
        <message>
            <source>Let new chats begin again</source>
            <translation>Жаңа чаттарға рұқсат беру</translation>
        </message>
        <message>
            <source>Open settings</source>
            <translation>Баптауларды ашу</translation>
        </message>
        <message>
            <source>Open messages</source>
            <translation>Хабарламаларды ашу</translation>
        </message>
        <message>
            <source>Open templates</source>
            <translation>Үлгілерді ашу</translation>
        </message>
    </context>
    <context>
        <name>Numbers</name>
        <message>
            <source>Last 14 days</source>
            <translation>Соңғы 14 күн</translation>
        </message>
        <message>
            <source>sent</source>
            <translation>жіберілді</translation>
        </message>
        <message>
            <source>delivered</source>
            <translation>жеткізілді</translation>
        </message>
        <message>
            <source>read</source>
            <translation>оқылды</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>жіберілмеді</translation>
        </message>
    </context>
    <context>
        <name>OrderDetails</name>
        <message>
            <source>History</source>
            <translation>Тарихы</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Көрсету</translation>
        </message>
        <message>
            <source>Enter the number…</source>
            <translation>Нөмірді енгізу…</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>Жазу…</translation>
        </message>
        <message>
            <source>Send a template…</source>
            <translation>Үлгіні жіберу…</translation>
        </message>
        <message>
            <source>Open chat</source>
            <translation>Чатты ашу</translation>
        </message>
        <message>
            <source>From my phone</source>
            <translation>Телефоннан</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Көшіру</translation>
        </message>
        <message>
            <source>The order's number</source>
            <translation>Тапсырыс нөмірі</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Сатып алушының нөмірі</translation>
        </message>
        <message>
            <source>The history as text</source>
            <translation>Тарихы мәтін түрінде</translation>
        </message>
        <message>
            <source>The number is hidden by Kaspi</source>
            <translation>Нөмірді Kaspi жасырған</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Жасыру</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Тағы</translation>
        </message>
        <message>
            <source>Forget this buyer…</source>
            <translation>Бұл сатып алушыны ұмыту…</translation>
        </message>
    </context>
    <context>
        <name>OrdersModel</name>
        <message>
            <source>Order</source>
            <translation>Тапсырыс</translation>
        </message>
        <message>
            <source>Buyer</source>
            <translation>Сатып алушы</translation>
        </message>
        <message>
            <source>Sum, delivery</source>
            <translation>Сома, алу түрі</translation>
        </message>
        <message>
            <source>In Kaspi</source>
            <translation>Kaspi күйі</translation>
        </message>
    </context>
    <context>
        <name>OrdersPage</name>
        <message>
            <source>Orders</source>
            <translation>Тапсырыстар</translation>
        </message>
        <message>
            <source>Number, name, phone, goods</source>
            <translation>Нөмір, аты, телефон, тауар</translation>
        </message>
        <message>
            <source>Search in the orders</source>
            <translation>Тапсырыстардан іздеу</translation>
        </message>
        <message>
            <source>Where the order stands</source>
            <translation>Тапсырыс күйі</translation>
        </message>
        <message>
            <source>All orders</source>
            <translation>Барлық тапсырыс</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Жеткізу</translation>
        </message>
        <message>
            <source>Any delivery</source>
            <translation>Кез келген жеткізу</translation>
        </message>
        <message>
            <source>In the list: {count}</source>
            <translation>Тізімде: {count}</translation>
        </message>
        <message>
            <source>No order fits this filter.</source>
            <translation>Бұл іріктеуге сай тапсырыс жоқ.</translation>
        </message>
        <message>
            <source>No orders in this time yet. New ones appear here by themselves.</source>
            <translation>Бұл уақытта әзірге тапсырыс жоқ. Жаңалары осында өзі шығады.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Бәрін көрсету</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Тапсырыстарды қазір тексеру</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>Overview</source>
            <translation>Шолу</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Тапсырыстарды қазір тексеру</translation>
        </message>
        <message>
            <source>Open settings</source>
            <translation>Баптауларды ашу</translation>
        </message>
        <message>
            <source>Open WhatsApp</source>
            <translation>«WhatsApp» бетін ашу</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Кезек</translation>
        </message>
        <message>
            <source>Next at {time}</source>
            <translation>Келесісі {time}</translation>
        </message>
        <message numerus="yes">
            <source>%n being checked</source>
            <translation>
                <numerusform>%n тексеріліп жатыр</numerusform>
                <numerusform>%n тексеріліп жатыр</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on hold</source>
            <translation>
                <numerusform>%n кейінге қалдырылды</numerusform>
                <numerusform>%n кейінге қалдырылды</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n order(s) today</source>
            <translation>
                <numerusform>бүгін %n тапсырыс</numerusform>
                <numerusform>бүгін %n тапсырыс</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Skip %n message(s)?</source>
            <translation>
                <numerusform>%n хабарламаны жібермейік пе?</numerusform>
                <numerusform>%n хабарламаны жібермейік пе?</numerusform>
            </translation>
        </message>
        <message>
            <source>Buyers won't get them. Each stays in the log and can be sent from there.</source>
            <translation>Сатып алушылар оларды алмайды. Әрқайсысы журналда қалады, сол жерден жіберуге болады.</translation>
        </message>
        <message>
            <source>Skip these</source>
            <translation>Бұларды жібермеу</translation>
        </message>
        <message>
            <source>Check the clock</source>
            <translation>Сағатты тексеріңіз</translation>
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>Restore from a backup</source>
            <translation>Көшірмеден қалпына келтіру</translation>
        </message>
        <message>
            <source>«{name}» is under a password.</source>
            <translation>«{name}» көшірмесі құпиясөзбен жабылған.</translation>
        </message>
        <message>
            <source>Password of the backup</source>
            <translation>Көшірменің құпиясөзі</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Әрі қарай</translation>
        </message>
        <message>
            <source>This password does not open it, or the file is damaged. Try once more.</source>
            <translation>Құпиясөз сәйкес келмеді немесе файл бүлінген. Тағы бір рет көріңіз.</translation>
        </message>
    </context>
    <context>
        <name>Period</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n күн</numerusform>
                <numerusform>%n күн</numerusform>
            </translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Бірінші күн</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Соңғы күн</translation>
        </message>
        <message>
            <source>Own period</source>
            <translation>Өз кезеңім</translation>
        </message>
    </context>
    <context>
        <name>PhoneDialog</name>
        <message>
            <source>Number for order № {code}</source>
            <translation>№ {code} тапсырысының нөмірі</translation>
        </message>
        <message>
            <source>Kaspi hides this buyer's number. If the buyer gave it to you, enter it here.</source>
            <translation>Kaspi бұл сатып алушының нөмірін жасырады. Сатып алушы нөмірін өзі берсе, осында енгізіңіз.</translation>
        </message>
        <message>
            <source>The buyer's number</source>
            <translation>Сатып алушының нөмірі</translation>
        </message>
        <message>
            <source>What is still of use is then sent, nothing else.</source>
            <translation>Әлі өзекті хабарлама ғана жіберіледі.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сақтау</translation>
        </message>
        <message>
            <source>This is not a Kazakh mobile number. Example: +7 700 000 00 00</source>
            <translation>Бұл қазақстандық ұялы нөмір емес. Мысалы: +7 700 000 00 00</translation>
        </message>
    </context>
    <context>
        <name>PhoneStep</name>
        <message>
            <source>Take care of the number.</source>
            <translation>Нөмірді сақтаңыз.</translation>
        </message>
        <message>
            <source>WhatsApp does not allow programs like this one for ordinary numbers and may block a number, above all for bulk messages. The program sends slowly, only about orders, and stops when a buyer asks for it; you decide which number you link.</source>
            <translation>WhatsApp ережесі бойынша қарапайым нөмірді бағдарламаға қосуға болмайды, нөмірді, әсіресе жаппай хабарлама үшін, бұғаттауы мүмкін. Бағдарлама баяу, тек тапсырыс туралы жібереді және сатып алушы сұраса тоқтайды. Қай нөмірді қосуды өзіңіз шешесіз.</translation>
        </message>
        <message>
            <source>The shop's WhatsApp</source>
            <translation>Дүкеннің WhatsApp-ы</translation>
        </message>
        <message>
            <source>1. Open WhatsApp on the shop's phone</source>
            <translation>1. Дүкен телефонында WhatsApp ашыңыз</translation>
        </message>
        <message>
            <source>2. Settings → Linked devices → Link a device</source>
            <translation>2. Параметрлер → Байланысқан құрылғылар → Құрылғыны байланыстыру</translation>
        </message>
        <message>
            <source>3. Point the camera at the code</source>
            <translation>3. Камераны кодқа бағыттаңыз</translation>
        </message>
    </context>
    <context>
        <name>ProgramGroup</name>
        <message>
            <source>Program</source>
            <translation>Бағдарлама</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Тіл</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Көрінісі</translation>
        </message>
        <message>
            <source>As in the system</source>
            <translation>Жүйедегідей</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Ашық</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Қараңғы</translation>
        </message>
        <message>
            <source>It changes at once.</source>
            <translation>Сақтаған соң бірден ауысады.</translation>
        </message>
        <message>
            <source>Start with the computer</source>
            <translation>Компьютермен бірге іске қосу</translation>
        </message>
        <message>
            <source>The program then waits beside the clock, and no order is missed.</source>
            <translation>Бағдарлама сағат жанында күтіп тұрады, бірде-бір тапсырыс қалып қоймайды.</translation>
        </message>
        <message>
            <source>Look for new versions</source>
            <translation>Жаңа нұсқаны тексеріп тұру</translation>
        </message>
        <message>
            <source>Twice a day the program asks whether there is one. It installs nothing by itself.</source>
            <translation>Бағдарлама күніне екі рет жаңасы шықты ма, соны сұрайды. Өздігінен ешнәрсе орнатпайды.</translation>
        </message>
        <message>
            <source>Show buyers' phones in full</source>
            <translation>Сатып алушылардың телефонын толық көрсету</translation>
        </message>
        <message>
            <source>Otherwise only the last digits are seen, which is enough to tell buyers apart.</source>
            <translation>Әйтпесе тек соңғы цифрлары көрінеді — сатып алушыларды шатастырмауға осы жетеді.</translation>
        </message>
        <message>
            <source>Keep texts and phones</source>
            <translation>Мәтіндер мен телефондарды сақтау</translation>
        </message>
        <message>
            <source>Then they are wiped; counts stay.</source>
            <translation>Содан кейін олар өшіріледі, тек хабарламалар саны қалады.</translation>
        </message>
        <message>
            <source>Keep buyers in orders</source>
            <translation>Тапсырыстардағы сатып алушыларды сақтау</translation>
        </message>
        <message>
            <source>Name, phone and address.</source>
            <translation>Аты, телефоны және мекенжайы.</translation>
        </message>
        <message>
            <source>days</source>
            <translation>күн</translation>
        </message>
    </context>
    <context>
        <name>QrCode</name>
        <message>
            <source>QR code for the phone</source>
            <translation>Телефонға арналған QR-код</translation>
        </message>
    </context>
    <context>
        <name>RemovalDialog</name>
        <message>
            <source>Remove the shop with its data</source>
            <translation>Дүкенді деректерімен жою</translation>
        </message>
        <message>
            <source>Remove «{name}» with everything it left?</source>
            <translation>«{name}» дүкенін және оған қатысты бәрін жою керек пе?</translation>
        </message>
        <message>
            <source>Deleted from this computer: orders ({orders}), messages ({messages}), chats, statistics, the token and the key.</source>
            <translation>Осы компьютерден жойылады: тапсырыстар ({orders}), хабарламалар ({messages}), хат алмасу, статистика, токен және кілт.</translation>
        </message>
        <message>
            <source>It can't be undone: save a backup first if you may need the data. The nightly copies on this computer hold it for about a month more.</source>
            <translation>Қайтару мүмкін емес: деректер керек болуы мүмкін болса, алдымен көшірме жасаңыз. Осы компьютердегі түнгі көшірмелерде олар тағы бір айдай сақталады.</translation>
        </message>
        <message>
            <source>The phone stays linked to the WhatsApp server. If the number is no longer used, unlink it on the WhatsApp page first.</source>
            <translation>Телефон WhatsApp серверіне байланған күйі қалады. Нөмір енді керек болмаса, алдымен оны «WhatsApp» бетінде ажыратыңыз.</translation>
        </message>
        <message>
            <source>To confirm, type the name of the shop: {name}</source>
            <translation>Растау үшін дүкеннің атауын жазыңыз: {name}</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Дүкеннің атауы</translation>
        </message>
        <message>
            <source>Remove with its data</source>
            <translation>Деректерімен жою</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>%n кезектегі хабарлама жіберілмейді.</numerusform>
                <numerusform>%n кезектегі хабарлама жіберілмейді.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RepliesGroup</name>
        <message>
            <source>When buyers write</source>
            <translation>Сатып алушылар жазғанда</translation>
        </message>
        <message>
            <source>Somebody reads from</source>
            <translation>Оқимыз: басталуы</translation>
        </message>
        <message>
            <source>Somebody reads until</source>
            <translation>Оқимыз: аяқталуы</translation>
        </message>
        <message>
            <source>Somebody reads</source>
            <translation>Жауаптарды оқимыз</translation>
        </message>
        <message>
            <source>Almaty time, every day.</source>
            <translation>Алматы уақыты, күн сайын.</translation>
        </message>
        <message>
            <source>Remind me</source>
            <translation>Маған еске салу</translation>
        </message>
        <message>
            <source>never</source>
            <translation>ешқашан</translation>
        </message>
        <message>
            <source>after {n} min</source>
            <translation>{n} минуттан кейін</translation>
        </message>
        <message>
            <source>If a buyer waits longer than this in these hours, a message appears beside the clock.</source>
            <translation>Осы уақытта сатып алушы бұдан ұзақ күтсе, сағат жанында хабарлама шығады.</translation>
        </message>
        <message>
            <source>Answer by itself</source>
            <translation>Автоматты жауап беру</translation>
        </message>
        <message>
            <source>Outside these hours each buyer is told once a day when somebody will read it.</source>
            <translation>Басқа уақытта әр сатып алушыға күніне бір рет қашан жауап берілетіні айтылады.</translation>
        </message>
        <message>
            <source>Words of the answer</source>
            <translation>Жауап мәтіні</translation>
        </message>
        <message>
            <source>Empty: a short text in Russian and Kazakh with the hour you open.</source>
            <translation>Бос болса: ашылу уақыты көрсетілген орысша және қазақша қысқа мәтін.</translation>
        </message>
        <message>
            <source>The day in figures</source>
            <translation>Күн қорытындысы</translation>
        </message>
        <message>
            <source>Tell me at</source>
            <translation>Хабарлау уақыты</translation>
        </message>
        <message>
            <source>To my own WhatsApp</source>
            <translation>Менің WhatsApp-ыма</translation>
        </message>
        <message>
            <source>A message to the number the program sends from.</source>
            <translation>Бағдарлама жазатын нөмірге хабарлама.</translation>
        </message>
        <message>
            <source>Beside the clock</source>
            <translation>Сағат жанында</translation>
        </message>
        <message>
            <source>Up to {n} characters.</source>
            <translation>Ең көбі {n} таңба.</translation>
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>Close</source>
            <translation>Жабу</translation>
        </message>
        <message>
            <source>It can't be written there. Choose another folder.</source>
            <translation>Ол жерге жазу мүмкін емес. Басқа қалтаны таңдаңыз.</translation>
        </message>
        <message>
            <source>Phones, keys and the names of your shops are left out. Nothing is sent anywhere: save the file and send it yourself to the person who helps you.</source>
            <translation>Мұнда телефондар, кілттер және дүкен атаулары жоқ. Ешқайда ештеңе жіберілмейді: файлды сақтап, көмектесетін адамға өзіңіз жіберіңіз.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Есеп</translation>
        </message>
        <message>
            <source>Save the file…</source>
            <translation>Файлды сақтау…</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>Сақталды: {name}</translation>
        </message>
        <message>
            <source>This is all that the report says</source>
            <translation>Есептің бәрі осы</translation>
        </message>
    </context>
    <context>
        <name>ScheduleGroup</name>
        <message>
            <source>Reading the orders</source>
            <translation>Тапсырыстарды оқу</translation>
        </message>
        <message>
            <source>Ask Kaspi every</source>
            <translation>Kaspi-ден сұрау аралығы</translation>
        </message>
        <message>
            <source>More often is rarely faster for the buyer: Kaspi itself shows changes with a delay.</source>
            <translation>Жиі сұрағаннан сатып алушыға тез жетпейді: Kaspi-дің өзі өзгерісті кешіктіріп көрсетеді.</translation>
        </message>
        <message>
            <source>Merchant number</source>
            <translation>Мерчант нөмірі</translation>
        </message>
        <message>
            <source>Only if one Kaspi login owns several shops. Digits, as in the Kaspi cabinet.</source>
            <translation>Бір Kaspi кіруінде бірнеше дүкен болса ғана керек. Kaspi кабинетіндегідей цифрлар.</translation>
        </message>
        <message>
            <source>Care with each message</source>
            <translation>Әр хабарламаға мұқияттық</translation>
        </message>
        <message>
            <source>Look at the order again</source>
            <translation>Тапсырысты қайта тексеру</translation>
        </message>
        <message>
            <source>If the last look is older than this, the order is read once more before its message.</source>
            <translation>Тапсырыс осынша минуттан бұрын оқылған болса, хабарлама алдында қайта оқылады.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>мин</translation>
        </message>
        <message>
            <source>Wait when in doubt</source>
            <translation>Күмән болса, күту</translation>
        </message>
        <message>
            <source>When the answer of the server got lost, it is asked after this time what happened.</source>
            <translation>Сервер жауабы жоғалса, хабарлама кетті ме, осынша уақыттан соң тексеріледі.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>с</translation>
        </message>
        <message>
            <source>Up to 20 digits, nothing else.</source>
            <translation>20 цифрға дейін, басқа ештеңе емес.</translation>
        </message>
    </context>
    <context>
        <name>SendingGroup</name>
        <message>
            <source>Send messages</source>
            <translation>Хабарламалар жіберу</translation>
        </message>
        <message>
            <source>Pace</source>
            <translation>Жіберу қарқыны</translation>
        </message>
        <message>
            <source>Gentle</source>
            <translation>Баяу</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Қалыпты</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>Жылдам</translation>
        </message>
        <message>
            <source>The quick pace opens two weeks after the number was linked.</source>
            <translation>Жылдам қарқын нөмір қосылған соң екі аптадан кейін ашылады.</translation>
        </message>
        <message>
            <source>Own numbers</source>
            <translation>Өз сандарым</translation>
        </message>
        <message>
            <source>s</source>
            <translation>с</translation>
        </message>
        <message>
            <source>Shortest pause</source>
            <translation>Ең қысқа үзіліс</translation>
        </message>
        <message>
            <source>Longest pause</source>
            <translation>Ең ұзақ үзіліс</translation>
        </message>
        <message>
            <source>Pause between messages</source>
            <translation>Хабарламалар арасындағы үзіліс</translation>
        </message>
        <message>
            <source>A pause of uneven length looks like a person and protects the number.</source>
            <translation>Әртүрлі үзіліс адамға ұқсайды әрі нөмірді сақтайды.</translation>
        </message>
        <message>
            <source>At most in an hour</source>
            <translation>Сағатына ең көбі</translation>
        </message>
        <message>
            <source>At most in a day</source>
            <translation>Тәулігіне ең көбі</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>шектеусіз</translation>
        </message>
        <message>
            <source>Care for the number</source>
            <translation>Нөмірге қамқорлық</translation>
        </message>
        <message>
            <source>Off: orders are read, nobody is written to.</source>
            <translation>Өшірулі: тапсырыстар оқылады, бірақ ешкімге жазылмайды.</translation>
        </message>
        <message>
            <source>Start slowly with a new number</source>
            <translation>Жаңа нөмірді біртіндеп бастау</translation>
        </message>
        <message>
            <source>10 new chats on the first day, a little more each day, for nine days.</source>
            <translation>Бірінші күні 10 жаңа чат, кейін күн сайын сәл көбірек, тоғыз күн бойы.</translation>
        </message>
        <message>
            <source>Show “typing…”</source>
            <translation>«Теріп жатыр…» деп көрсету</translation>
        </message>
        <message>
            <source>As a person does before the message comes.</source>
            <translation>Адам хабарлама жіберер алдындағыдай.</translation>
        </message>
        <message>
            <source>Stop and ask from</source>
            <translation>Тоқтап сұрау, бастап</translation>
        </message>
        <message>
            <source>So many messages at once are rarely right; you look at them first.</source>
            <translation>Бірден мұнша хабарлама сирек болады: алдымен өзіңіз қарайсыз.</translation>
        </message>
        <message>
            <source>never</source>
            <translation>ешқашан</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Тыныш сағаттар</translation>
        </message>
        <message>
            <source>Quiet from</source>
            <translation>Тыныш уақыт басы</translation>
        </message>
        <message>
            <source>Quiet until</source>
            <translation>Тыныш уақыт соңы</translation>
        </message>
        <message>
            <source>from</source>
            <translation>бастап</translation>
        </message>
        <message>
            <source>to</source>
            <translation>дейін</translation>
        </message>
        <message>
            <source>Don't write at night</source>
            <translation>Түнде жазбау</translation>
        </message>
        <message>
            <source>Almaty time. What comes up in these hours leaves in the morning.</source>
            <translation>Алматы уақыты. Осы сағаттарда шыққаны таңертең кетеді.</translation>
        </message>
        <message>
            <source>Buyers who say no</source>
            <translation>Жазбауды сұрағандар</translation>
        </message>
        <message>
            <source>Words of refusal</source>
            <translation>Бас тарту сөздері</translation>
        </message>
        <message>
            <source>Separated by commas. Whoever answers with one gets no more messages.</source>
            <translation>Үтір арқылы. Осындай сөзбен жауап берген адам енді хабарлама алмайды.</translation>
        </message>
        <message>
            <source>Up to 50 words of up to 50 letters.</source>
            <translation>50 сөзге дейін, әрқайсысы 50 әріптен аспасын.</translation>
        </message>
        <message>
            <source>{shortest}–{longest} s between messages, up to {hour} an hour and {day} a day</source>
            <translation>хабарламалар арасы {shortest}–{longest} с, сағатына {hour}, тәулігіне {day} дейін</translation>
        </message>
    </context>
    <context>
        <name>ServerGroup</name>
        <message>
            <source>WhatsApp server (WAHA)</source>
            <translation>WhatsApp сервері (WAHA)</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Мекенжайы</translation>
        </message>
        <message>
            <source>On this computer it is usually http://localhost:3000</source>
            <translation>Бұл компьютерде әдетте http://localhost:3000</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Кілт</translation>
        </message>
        <message>
            <source>It was set when the WAHA server was installed.</source>
            <translation>Ол WAHA серверін орнатқанда берілген.</translation>
        </message>
        <message>
            <source>A key has only Latin letters, digits and signs.</source>
            <translation>Кілтте тек латын әріптері, цифрлар мен белгілер болады.</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Сессия</translation>
        </message>
        <message>
            <source>The name of the connection on the server, usually default.</source>
            <translation>Сервердегі қосылымның аты, әдетте default.</translation>
        </message>
        <message>
            <source>Only Latin letters, digits, _ and -, up to 54.</source>
            <translation>Тек латын әріптері, цифрлар, _ және -, 54 таңбаға дейін.</translation>
        </message>
        <message>
            <source>An address looks like http://localhost:3000. A server outside your own network needs https://</source>
            <translation>Мекенжай мынадай болады: http://localhost:3000. Желіңізден тыс серверге https:// керек</translation>
        </message>
    </context>
    <context>
        <name>ServerStep</name>
        <message>
            <source>Address</source>
            <translation>Мекенжайы</translation>
        </message>
        <message>
            <source>On this computer it is usually http://localhost:3000</source>
            <translation>Бұл компьютерде әдетте http://localhost:3000</translation>
        </message>
        <message>
            <source>An address looks like http://localhost:3000. A server outside your own network needs https://</source>
            <translation>Мекенжай мынадай болады: http://localhost:3000. Желіңізден тыс серверге https:// керек</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Кілт</translation>
        </message>
        <message>
            <source>It was set when the WAHA server was installed.</source>
            <translation>Ол WAHA серверін орнатқанда берілген.</translation>
        </message>
        <message>
            <source>A key has only Latin letters, digits and signs.</source>
            <translation>Кілтте тек латын әріптері, цифрлар мен белгілер болады.</translation>
        </message>
        <message>
            <source>The WhatsApp server</source>
            <translation>WhatsApp сервері</translation>
        </message>
        <message>
            <source>Messages go through WAHA, a small free server on your own computer. So neither orders nor chats pass through anybody else.</source>
            <translation>Хабарламалар WAHA арқылы, өз компьютеріңіздегі шағын тегін сервермен жүреді. Тапсырыстар да, хаттар да бөгде қолдан өтпейді.</translation>
        </message>
        <message>
            <source>I have no server yet</source>
            <translation>Менде әлі сервер жоқ</translation>
        </message>
        <message>
            <source>Looking for a server on this computer…</source>
            <translation>Осы компьютерден сервер іздеп жатырмыз…</translation>
        </message>
        <message>
            <source>No server was found on this computer</source>
            <translation>Бұл компьютерде сервер табылмады</translation>
        </message>
        <message>
            <source>Give its address if it runs elsewhere, or make one below.</source>
            <translation>Басқа жерде болса, мекенжайын жазыңыз, немесе төменде жаңасын жасаңыз.</translation>
        </message>
        <message>
            <source>A server was found: {url}</source>
            <translation>Сервер табылды: {url}</translation>
        </message>
        <message>
            <source>Now enter its key.</source>
            <translation>Енді оның кілтін енгізіңіз.</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Баптаулар</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сақтау</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Әлі сақталған жоқ</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Сақталды</translation>
        </message>
        <message>
            <source>Groups of settings</source>
            <translation>Баптау топтары</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Дүкен</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Болдырмау</translation>
        </message>
        <message>
            <source>Shop {n}</source>
            <translation>{n}-дүкен</translation>
        </message>
        <message>
            <source>Remove the shop «{name}»?</source>
            <translation>«{name}» дүкенін жою керек пе?</translation>
        </message>
        <message>
            <source>Its orders are no longer read, its token and key are deleted. The log stays.</source>
            <translation>Оның тапсырыстары енді оқылмайды, токені мен кілті жойылады. Журнал қалады.</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>Кезектегі %n хабарлама кетпейді.</numerusform>
                <numerusform>Кезектегі %n хабарлама кетпейді.</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Жою</translation>
        </message>
        <message>
            <source>My shop</source>
            <translation>Менің дүкенім</translation>
        </message>
    </context>
    <context>
        <name>ShopGroup</name>
        <message>
            <source>Shop and Kaspi</source>
            <translation>Дүкен және Kaspi</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Дүкеннің атауы</translation>
        </message>
        <message>
            <source>Buyers see it in the messages.</source>
            <translation>Сатып алушылар оны хабарламалардан көреді.</translation>
        </message>
        <message>
            <source>Kaspi token</source>
            <translation>Kaspi токені</translation>
        </message>
        <message>
            <source>Kaspi cabinet → Settings → API token → Create. Only the shop's manager can do it.</source>
            <translation>Kaspi кабинеті → Настройки → Токен API → Сформировать. Мұны тек дүкен менеджері жасай алады.</translation>
        </message>
        <message>
            <source>Give the shop a name, up to 100 letters.</source>
            <translation>Дүкеннің атауын жазыңыз, 100 таңбаға дейін.</translation>
        </message>
        <message>
            <source>This does not look like a Kaspi token. Copy it once more.</source>
            <translation>Бұл Kaspi токеніне ұқсамайды. Оны қайта көшіріп алыңыз.</translation>
        </message>
        <message>
            <source>For buyers who come themselves</source>
            <translation>Өзі алып кететіндерге</translation>
        </message>
        <message>
            <source>Up to 200 letters.</source>
            <translation>200 әріпке дейін.</translation>
        </message>
        <message>
            <source>Pickup address</source>
            <translation>Алып кету мекенжайы</translation>
        </message>
        <message>
            <source>Stands in messages about orders that are ready.</source>
            <translation>Дайын тапсырыс туралы хабарламада тұрады.</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Жұмыс уақыты</translation>
        </message>
        <message>
            <source>For example: every day 10:00–20:00.</source>
            <translation>Мысалы: күн сайын 10:00–20:00.</translation>
        </message>
        <message>
            <source>Phone for buyers</source>
            <translation>Сатып алушыларға телефон</translation>
        </message>
        <message>
            <source>If it is another one than the WhatsApp number.</source>
            <translation>Егер WhatsApp нөмірінен басқа болса.</translation>
        </message>
        <message>
            <source>Several shops</source>
            <translation>Бірнеше дүкен</translation>
        </message>
        <message>
            <source>Add a shop</source>
            <translation>Дүкен қосу</translation>
        </message>
        <message>
            <source>Remove this shop…</source>
            <translation>Бұл дүкенді жою…</translation>
        </message>
        <message>
            <source>Each shop has its own token, number and messages.</source>
            <translation>Әр дүкеннің токені, нөмірі және хабарламалары бөлек.</translation>
        </message>
        <message>
            <source>Another shop has this name already.</source>
            <translation>Басқа дүкен осылай аталады.</translation>
        </message>
        <message>
            <source>Remove this shop with its data…</source>
            <translation>Дүкенді деректерімен жою…</translation>
        </message>
    </context>
    <context>
        <name>ShopStep</name>
        <message>
            <source>Language</source>
            <translation>Тіл</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Дүкеннің атауы</translation>
        </message>
        <message>
            <source>Buyers see it in the messages.</source>
            <translation>Сатып алушылар оны хабарламалардан көреді.</translation>
        </message>
        <message>
            <source>Give the shop a name, up to 100 letters.</source>
            <translation>Дүкеннің атауын жазыңыз, 100 таңбаға дейін.</translation>
        </message>
        <message>
            <source>Up to 200 letters.</source>
            <translation>200 әріпке дейін.</translation>
        </message>
        <message>
            <source>Pickup address</source>
            <translation>Алып кету мекенжайы</translation>
        </message>
        <message>
            <source>Stands in messages about orders that are ready.</source>
            <translation>Дайын тапсырыс туралы хабарламада тұрады.</translation>
        </message>
        <message>
            <source>Opening hours</source>
            <translation>Жұмыс уақыты</translation>
        </message>
        <message>
            <source>For example: every day 10:00–20:00.</source>
            <translation>Мысалы: күн сайын 10:00–20:00.</translation>
        </message>
        <message>
            <source>Your shop</source>
            <translation>Сіздің дүкеніңіз</translation>
        </message>
        <message>
            <source>A few lines, then buyers hear of their orders by themselves. All of it can be changed.</source>
            <translation>Бірнеше жол толтырсаңыз, сатып алушылар тапсырысы туралы өздері біледі. Бәрін кейін өзгертуге болады.</translation>
        </message>
        <message>
            <source>I have a backup of this program…</source>
            <translation>Менде осы бағдарламаның сақтық көшірмесі бар…</translation>
        </message>
    </context>
    <context>
        <name>StatisticsPage</name>
        <message>
            <source>Buyer</source>
            <translation>Сатып алушы</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>Күндер бойынша</translation>
        </message>
        <message>
            <source>By delivery</source>
            <translation>Алу тәсілі бойынша</translation>
        </message>
        <message>
            <source>By hour</source>
            <translation>Сағаттар бойынша</translation>
        </message>
        <message>
            <source>By template</source>
            <translation>Үлгілер бойынша</translation>
        </message>
        <message>
            <source>Choose another folder or a name that ends in .xlsx, .csv or .json. ({detail})</source>
            <translation>Басқа қалтаны немесе .xlsx, .csv не .json деп аяқталатын атауды таңдаңыз. ({detail})</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Жеткізілді</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Алу тәсілі</translation>
        </message>
        <message>
            <source>Everything was sent.</source>
            <translation>Бәрі жіберілді.</translation>
        </message>
        <message>
            <source>Export statistics</source>
            <translation>Статистиканы экспорттау</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Экспорт…</translation>
        </message>
        <message>
            <source>Got most messages</source>
            <translation>Ең көп алғандар</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Хабарлама</translation>
        </message>
        <message>
            <source>Messages by day</source>
            <translation>Күндер бойынша хабарламалар</translation>
        </message>
        <message>
            <source>Messages by hour</source>
            <translation>Сағаттар бойынша хабарламалар</translation>
        </message>
        <message>
            <source>No messages in these days.</source>
            <translation>Бұл күндері хабарлама болмады.</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Жіберілмеді</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Оқылды</translation>
        </message>
        <message>
            <source>Replied</source>
            <translation>Жауап берді</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Жіберілді</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Үлгі</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файл жазылмай тұр</translation>
        </message>
        <message>
            <source>Usually within {span}</source>
            <translation>Әдетте {span} ішінде</translation>
        </message>
        <message>
            <source>WhatsApp refused it</source>
            <translation>WhatsApp хабарламаны қабылдамады</translation>
        </message>
        <message>
            <source>Why not sent</source>
            <translation>Неге жіберілмеді</translation>
        </message>
        <message>
            <source>Without an order</source>
            <translation>Тапсырыссыз</translation>
        </message>
        <message>
            <source>delivered</source>
            <translation>жеткізілді</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>жіберілмеді</translation>
        </message>
        <message>
            <source>nothing before</source>
            <translation>бұрын хабарлама болмаған</translation>
        </message>
        <message>
            <source>read</source>
            <translation>оқылды</translation>
        </message>
        <message>
            <source>sent</source>
            <translation>жіберілді</translation>
        </message>
        <message>
            <source>sent: {n}</source>
            <translation>жіберілді: {n}</translation>
        </message>
        <message>
            <source>sent: {sent}, delivered: {delivered}, read: {read}, not sent: {missed}</source>
            <translation>жіберілді: {sent}, жеткізілді: {delivered}, оқылды: {read}, жіберілмеді: {missed}</translation>
        </message>
        <message>
            <source>{change} % to the period before</source>
            <translation>өткен кезеңге қарағанда {change} %</translation>
        </message>
        <message>
            <source>{change} points</source>
            <translation>{change} т.</translation>
        </message>
        <message>
            <source>Without a template</source>
            <translation>Үлгісіз</translation>
        </message>
        <message>
            <source>{part} of {whole}</source>
            <translation>{part} / {whole}</translation>
        </message>
    </context>
    <context>
        <name>StatusBox</name>
        <message>
            <source>Send messages</source>
            <translation>Хабарламалар жіберу</translation>
        </message>
    </context>
    <context>
        <name>Step</name>
        <message>
            <source>My shop</source>
            <translation>Менің дүкенім</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Әрі қарай</translation>
        </message>
    </context>
    <context>
        <name>StoppedBanner</name>
        <message>
            <source>Go on</source>
            <translation>Жалғастыру</translation>
        </message>
        <message>
            <source>Skip these</source>
            <translation>Бұларды жібермеу</translation>
        </message>
        <message>
            <source>Sending is paused</source>
            <translation>Жіберу кідіртілген</translation>
        </message>
        <message>
            <source>Sending stopped by itself</source>
            <translation>Жіберу өздігінен тоқтады</translation>
        </message>
        <message>
            <source>New buyers wait</source>
            <translation>Жаңа сатып алушылар күтуде</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Жіберу</translation>
        </message>
        <message>
            <source>Open WhatsApp</source>
            <translation>«WhatsApp» бетін ашу</translation>
        </message>
        <message>
            <source>Look through</source>
            <translation>Қарап шығу</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) at once: send them?</source>
            <translation>
                <numerusform>Бірден %n хабарлама: жіберейік пе?</numerusform>
                <numerusform>Бірден %n хабарлама: жіберейік пе?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) waited: still send them?</source>
            <translation>
                <numerusform>%n хабарлама күтіп тұр: жіберілсін бе?</numerusform>
                <numerusform>%n хабарлама күтіп тұр: жіберілсін бе?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more came too late and will not be sent.</source>
            <translation>
                <numerusform>Тағы %n хабарлама ескірді, ол жіберілмейді.</numerusform>
                <numerusform>Тағы %n хабарлама ескірді, олар жіберілмейді.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Summary</name>
        <message numerus="yes">
            <source>In the last 14 days it would have sent %n message(s)</source>
            <translation>
                <numerusform>Соңғы 14 күнде %n хабарлама жіберер еді</numerusform>
                <numerusform>Соңғы 14 күнде %n хабарлама жіберер еді</numerusform>
            </translation>
        </message>
        <message>
            <source>In the last 14 days it would have sent nothing.</source>
            <translation>Соңғы 14 күнде ештеңе жібермес еді.</translation>
        </message>
        <message numerus="yes">
            <source>to %n new people</source>
            <translation>
                <numerusform>оның ішінде жаңа адамдарға: %n</numerusform>
                <numerusform>оның ішінде жаңа адамдарға: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>to nobody new</source>
            <translation>арасында жаңа адам жоқ</translation>
        </message>
    </context>
    <context>
        <name>TemplateEditor</name>
        <message>
            <source>A text is missing in a language that is to be sent.</source>
            <translation>Сатып алушыға жіберілетін тілдегі мәтін жетіспейді.</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Екеуі</translation>
        </message>
        <message>
            <source>Bring back the original text</source>
            <translation>Бастапқы мәтінді қайтару</translation>
        </message>
        <message>
            <source>Correct</source>
            <translation>Түзету</translation>
        </message>
        <message>
            <source>Delete template…</source>
            <translation>Үлгіні жою…</translation>
        </message>
        <message>
            <source>Earlier versions…</source>
            <translation>Бұрынғы нұсқалар…</translation>
        </message>
        <message>
            <source>First correct the mistake in the text.</source>
            <translation>Алдымен мәтіндегі қатені түзетіңіз.</translation>
        </message>
        <message>
            <source>More actions</source>
            <translation>Басқа әрекеттер</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Әлі сақталмаған</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сақтау</translation>
        </message>
        <message>
            <source>Send to myself</source>
            <translation>Өзіме жіберу</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Түзетуді болдырмау</translation>
        </message>
    </context>
    <context>
        <name>TemplateFiles</name>
        <message>
            <source>Choose another folder. ({detail})</source>
            <translation>Басқа қалтаны таңдаңыз. ({detail})</translation>
        </message>
        <message>
            <source>Export templates</source>
            <translation>Үлгілерді экспорттау</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импорттау</translation>
        </message>
        <message numerus="yes">
            <source>Import %n template(s)?</source>
            <translation>
                <numerusform>%n үлгіні импорттау керек пе?</numerusform>
                <numerusform>%n үлгіні импорттау керек пе?</numerusform>
            </translation>
        </message>
        <message>
            <source>Import templates</source>
            <translation>Үлгілерді импорттау</translation>
        </message>
        <message>
            <source>Nothing was changed. A file of templates is one that was exported here. ({detail})</source>
            <translation>Ештеңе өзгерген жоқ. Осы жерден экспортталған үлгілер файлы керек. ({detail})</translation>
        </message>
        <message>
            <source>One with the same event, delivery, language and name takes the place of yours.</source>
            <translation>Оқиғасы, алу тәсілі, тілі мен атауы бірдей болса, сіздің үлгіңіз ауыстырылады. Бұрынғы мәтін бұрынғы нұсқаларда қалады.</translation>
        </message>
        <message>
            <source>The file can't be used</source>
            <translation>Бұл файл жарамайды</translation>
        </message>
        <message>
            <source>The file can't be written</source>
            <translation>Файл жазылмай тұр</translation>
        </message>
    </context>
    <context>
        <name>TemplateForm</name>
        <message>
            <source>Buyer gets it in</source>
            <translation>Сатып алушы алады</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Алу тәсілі</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Оқиға</translation>
        </message>
        <message>
            <source>Name in the list</source>
            <translation>Тізімдегі атауы</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Қашан</translation>
        </message>
        <message>
            <source>Both together</source>
            <translation>Екеуі бірге</translation>
        </message>
    </context>
    <context>
        <name>TemplatePreview</name>
        <message>
            <source>Example</source>
            <translation>Мысал</translation>
        </message>
        <message>
            <source>Kaspi has not shown the products of this order yet.</source>
            <translation>Kaspi бұл тапсырыстың тауарларын әлі көрсеткен жоқ.</translation>
        </message>
        <message>
            <source>Looks through the orders of the last 14 days; nothing is sent.</source>
            <translation>Соңғы 14 күннің тапсырыстарын қарайды; ештеңе жіберілмейді.</translation>
        </message>
        <message>
            <source>Order to show the message for</source>
            <translation>Хабарлама көрсетілген тапсырыс</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Алдын ала көру</translation>
        </message>
        <message>
            <source>Show the list</source>
            <translation>Тізімді көрсету</translation>
        </message>
        <message>
            <source>Your shop</source>
            <translation>Сіздің дүкен</translation>
        </message>
        <message>
            <source>What would it have sent?</source>
            <translation>Қанша жіберер еді?</translation>
        </message>
    </context>
    <context>
        <name>TemplateRow</name>
        <message>
            <source>Whether buyers get this message</source>
            <translation>Сатып алушылар бұл хабарламаны ала ма</translation>
        </message>
    </context>
    <context>
        <name>TemplatesPage</name>
        <message>
            <source>Buyers will not get “{name}” any more. Earlier versions go with it.</source>
            <translation>Сатып алушылар «{name}» хабарламасын енді алмайды. Бұрынғы нұсқалар да жойылады.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Жою</translation>
        </message>
        <message>
            <source>Delete the template?</source>
            <translation>Үлгіні жою керек пе?</translation>
        </message>
        <message>
            <source>Each time you save another text, the one before is kept here.</source>
            <translation>Басқа мәтінді сақтаған сайын бұрынғысы осында қалады.</translation>
        </message>
        <message>
            <source>Export to a file…</source>
            <translation>Файлға экспорттау…</translation>
        </message>
        <message>
            <source>Import and export</source>
            <translation>Импорт және экспорт</translation>
        </message>
        <message>
            <source>Import from a file…</source>
            <translation>Файлдан импорттау…</translation>
        </message>
        <message>
            <source>It will come to your own WhatsApp number in a moment.</source>
            <translation>Жақында өз WhatsApp нөміріңізге келеді.</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Кету</translation>
        </message>
        <message>
            <source>Leave without saving?</source>
            <translation>Сақтамай кету керек пе?</translation>
        </message>
        <message>
            <source>New template</source>
            <translation>Жаңа үлгі</translation>
        </message>
        <message>
            <source>Saved. New messages are written with it at once.</source>
            <translation>Сақталды. Жаңа хабарламалар енді осымен жазылады.</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Үлгілер</translation>
        </message>
        <message>
            <source>There are no earlier versions yet</source>
            <translation>Бұрынғы нұсқалар әзірге жоқ</translation>
        </message>
        <message>
            <source>There is no message for this order; choose another one.</source>
            <translation>Бұл тапсырысқа хабарлама шықпайды; басқасын таңдаңыз.</translation>
        </message>
        <message>
            <source>There is no original text for this event and delivery.</source>
            <translation>Бұл оқиға мен алу тәсіліне бастапқы мәтін жоқ.</translation>
        </message>
        <message>
            <source>What buyers get, and when</source>
            <translation>Сатып алушы нені және қашан алады</translation>
        </message>
        <message>
            <source>What you changed in this template will be lost.</source>
            <translation>Бұл үлгідегі өзгерістеріңіз жоғалады.</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Алдын ала көру</translation>
        </message>
    </context>
    <context>
        <name>TemplatesStep</name>
        <message>
            <source>On its way. Look at the shop's phone, chat with yourself.</source>
            <translation>Жолда. Дүкен телефонынан өзіңізбен чатты қараңыз.</translation>
        </message>
        <message>
            <source>The messages</source>
            <translation>Хабарламалар</translation>
        </message>
        <message>
            <source>Choose what buyers hear of. The texts can be changed later, under Templates.</source>
            <translation>Сатып алушыларға не туралы жазатынын таңдаңыз. Мәтіндерді кейін үлгілерде өзгертуге болады.</translation>
        </message>
        <message>
            <source>Messages to buyers</source>
            <translation>Сатып алушыларға хабарламалар</translation>
        </message>
        <message>
            <source>As the buyer sees it</source>
            <translation>Сатып алушы осылай көреді</translation>
        </message>
        <message>
            <source>Send this one to my own number</source>
            <translation>Мұны өз нөміріме жіберу</translation>
        </message>
        <message>
            <source>Start sending</source>
            <translation>Жіберуді бастау</translation>
        </message>
        <message>
            <source>For a test, link the phone first.</source>
            <translation>Тексеру үшін алдымен телефонды қосыңыз.</translation>
        </message>
        <message>
            <source>Only what changes from now on is written.</source>
            <translation>Тек осы сәттен кейінгі өзгерістер туралы жазамыз.</translation>
        </message>
        <message>
            <source>There is no order yet; words in braces are filled in from it.</source>
            <translation>Әзірге тапсырыс жоқ; жақшадағы сөздер тапсырыстан толтырылады.</translation>
        </message>
        <message>
            <source>On your order № {code}.</source>
            <translation>Сіздің № {code} тапсырысыңызда.</translation>
        </message>
    </context>
    <context>
        <name>TextBox</name>
        <message>
            <source>B</source>
            <translation>Қ</translation>
        </message>
        <message>
            <source>Bold (Ctrl+B)</source>
            <translation>Қалың (Ctrl+B)</translation>
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
            <translation>С</translation>
        </message>
        <message>
            <source>Struck out (Ctrl+U)</source>
            <translation>Сызылған (Ctrl+U)</translation>
        </message>
        <message>
            <source>Up to {n} characters are read to the end.</source>
            <translation>{n} таңбаға дейінгі мәтін соңына дейін оқылады.</translation>
        </message>
        <message>
            <source>What the buyer reads in {language}</source>
            <translation>Сатып алушы не оқиды: {language}</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>The program goes on here, beside the clock. To end it, choose Quit in this menu.</source>
            <translation>Бағдарлама осында, сағаттың жанында жұмыс істей береді. Мүлде жабу үшін осы мәзірден «Шығу» таңдаңыз.</translation>
        </message>
        <message>
            <source>Open the window</source>
            <translation>Терезені ашу</translation>
        </message>
        <message>
            <source>Pause sending</source>
            <translation>Жіберуді кідірту</translation>
        </message>
        <message>
            <source>Go on sending</source>
            <translation>Жіберуді жалғастыру</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Шығу</translation>
        </message>
        <message>
            <source>Check orders now</source>
            <translation>Тапсырыстарды қазір тексеру</translation>
        </message>
        <message>
            <source>For an hour</source>
            <translation>Бір сағатқа</translation>
        </message>
        <message>
            <source>Till tomorrow, 09:00</source>
            <translation>Ертеңге дейін, 09:00</translation>
        </message>
        <message>
            <source>Until I go on</source>
            <translation>Өзім жалғастырғанша</translation>
        </message>
    </context>
    <context>
        <name>TrialBox</name>
        <message>
            <source>Checking…</source>
            <translation>Тексеріп жатырмыз…</translation>
        </message>
    </context>
    <context>
        <name>Updates</name>
        <message>
            <source>Download</source>
            <translation>Жүктеп алу</translation>
        </message>
        <message>
            <source>Show the file</source>
            <translation>Файлды көрсету</translation>
        </message>
        <message>
            <source>The download broke off. Check the internet connection and try later.</source>
            <translation>Жүктеу үзіліп қалды. Интернетті тексеріп, кейінірек қайталап көріңіз.</translation>
        </message>
        <message>
            <source>The file is not the one that was announced, and was deleted. Try again tomorrow.</source>
            <translation>Келген файл айтылғаннан басқа болып шықты, сондықтан жойылды. Ертең қайталап көріңіз.</translation>
        </message>
        <message>
            <source>The new version is here</source>
            <translation>Жаңа нұсқа жүктелді</translation>
        </message>
        <message>
            <source>The new version was not downloaded</source>
            <translation>Жаңа нұсқа жүктелмеді</translation>
        </message>
        <message>
            <source>Version {version} is out</source>
            <translation>{version} нұсқасы шықты</translation>
        </message>
        <message>
            <source>You have {version}. The new one is only downloaded, and you start its installation yourself whenever it suits you. Orders, messages and settings stay.</source>
            <translation>Сізде {version}. Жаңасы тек жүктеледі, орнатуды ыңғайлы кезде өзіңіз бастайсыз. Тапсырыстар, хабарламалар және баптаулар сақталады.</translation>
        </message>
        <message>
            <source>{name} lies in your downloads. Start it: it replaces the program and keeps your data.</source>
            <translation>{name} файлы жүктемелер қалтасында. Оны іске қосыңыз: бағдарламаны ауыстырады, деректеріңізді сақтайды.</translation>
        </message>
    </context>
    <context>
        <name>VersionsDialog</name>
        <message>
            <source>Bring back</source>
            <translation>Қайтару</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Жабу</translation>
        </message>
        <message>
            <source>Each was replaced at the time shown. Bringing one back can be undone.</source>
            <translation>Мәтін ауыстырылған уақыт көрсетілген. Қайтарғанды болдырмауға болады.</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>Бұрынғы нұсқалар</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Мәтін</translation>
        </message>
    </context>
    <context>
        <name>WhatsAppPage</name>
        <message>
            <source>The connection to your WAHA server</source>
            <translation>WAHA серверіңізбен байланыс</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Қайта қосу</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Тоқтату</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Іске қосу</translation>
        </message>
        <message>
            <source>Unlink phone</source>
            <translation>Телефонды ажырату</translation>
        </message>
        <message>
            <source>Change server…</source>
            <translation>Серверді өзгерту…</translation>
        </message>
        <message>
            <source>How to link</source>
            <translation>Қалай байланыстыру керек</translation>
        </message>
        <message>
            <source>Take care of the number.</source>
            <translation>Нөмірді сақтаңыз.</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) will wait until a phone is linked again.</source>
            <translation>
                <numerusform>Телефон қайта байланғанша %n хабарлама күтеді.</numerusform>
                <numerusform>Телефон қайта байланғанша %n хабарлама күтеді.</numerusform>
            </translation>
        </message>
        <message>
            <source>Unlink the shop's phone?</source>
            <translation>Дүкеннің телефонын ажыратайық па?</translation>
        </message>
        <message>
            <source>To send again you will have to scan a new code.</source>
            <translation>Қайта жіберу үшін жаңа кодты сканерлеу керек болады.</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Қосылған</translation>
        </message>
        <message>
            <source>4. Choose “Link with phone number” there and type the code</source>
            <translation>4. «Телефон нөмірі арқылы байланыстыру» таңдап, кодты енгізіңіз</translation>
        </message>
        <message>
            <source>4. Point the camera at the code on the left</source>
            <translation>4. Камераны сол жақтағы кодқа бағыттаңыз</translation>
        </message>
        <message>
            <source>1. Open WhatsApp on the shop's phone</source>
            <translation>1. Дүкен телефонында WhatsApp ашыңыз</translation>
        </message>
        <message>
            <source>2. Settings → Linked devices</source>
            <translation>2. Параметрлер → Байланысқан құрылғылар</translation>
        </message>
        <message>
            <source>3. Tap “Link a device”</source>
            <translation>3. «Құрылғыны байланыстыру» түймесін басыңыз</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Тексеріп жатырмыз…</translation>
        </message>
        <message>
            <source>WhatsApp does not allow programs like this one for ordinary numbers and may block a number, above all for bulk messages. The program sends slowly, only about orders, and stops when a buyer asks for it; you decide which number you link.</source>
            <translation>WhatsApp ережесі бойынша қарапайым нөмірді бағдарламаға қосуға болмайды, нөмірді, әсіресе жаппай хабарлама үшін, бұғаттауы мүмкін. Бағдарлама баяу, тек тапсырыс туралы жібереді және сатып алушы сұраса тоқтайды. Қай нөмірді қосуды өзіңіз шешесіз.</translation>
        </message>
        <message>
            <source>Test: messages of «{shop}» arrive. If you see this, all is set up.</source>
            <translation>Тексеру: «{shop}» хабарламалары келіп тұр. Мұны көрсеңіз, бәрі бапталған.</translation>
        </message>
        <message>
            <source>On its way. Look at the shop's phone, chat with yourself.</source>
            <translation>Жолда. Дүкен телефонынан өзіңізбен чатты қараңыз.</translation>
        </message>
    </context>
    <context>
        <name>WriteDialog</name>
        <message>
            <source>Message about order № {code}</source>
            <translation>№ {code} тапсырысы туралы хабарлама</translation>
        </message>
        <message>
            <source>To {phone}</source>
            <translation>Кімге: {phone}</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Үлгі</translation>
        </message>
        <message>
            <source>My own words</source>
            <translation>Өз сөзіммен</translation>
        </message>
        <message>
            <source>The message</source>
            <translation>Хабарлама</translation>
        </message>
        <message>
            <source>What would you like to tell the buyer?</source>
            <translation>Сатып алушыға не айтқыңыз келеді?</translation>
        </message>
        <message>
            <source>Send from my phone…</source>
            <translation>Телефонымнан…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Жіберу</translation>
        </message>
        <message>
            <source>Nothing is known for {name} in this order. Write the text yourself.</source>
            <translation>Бұл тапсырыста {name} дерегі жоқ. Мәтінді өзіңіз жазыңыз.</translation>
        </message>
        <message>
            <source>There is a mistake in this template. Correct it on the Templates page.</source>
            <translation>Бұл үлгіде қате бар. Оны «Үлгілер» бетінде түзетіңіз.</translation>
        </message>
        <message>
            <source>The buyer has got this message already.</source>
            <translation>Сатып алушы бұл хабарламаны алып қойған.</translation>
        </message>
        <message>
            <source>This message waits in the queue; the buyer would get both.</source>
            <translation>Мұндай хабарлама кезекте тұр: сатып алушы екеуін де алады.</translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%n message(s) waiting</source>
            <translation>
                <numerusform>%n хабарлама кезекте</numerusform>
                <numerusform>%n хабарлама кезекте</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n day(s)</source>
            <translation>
                <numerusform>%n күннен кейін</numerusform>
                <numerusform>%n күннен кейін</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n hour(s)</source>
            <translation>
                <numerusform>%n сағаттан кейін</numerusform>
                <numerusform>%n сағаттан кейін</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n minute(s)</source>
            <translation>
                <numerusform>%n минуттан кейін</numerusform>
                <numerusform>%n минуттан кейін</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n жол</numerusform>
                <numerusform>%n жол</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s)</source>
            <translation>
                <numerusform>%n хабарлама</numerusform>
                <numerusform>%n хабарлама</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Decisions</name>
        <message numerus="yes">
            <source>%n message(s) need your decision</source>
            <translation>
                <numerusform>%n хабарлама сіздің шешіміңізді күтіп тұр</numerusform>
                <numerusform>%n хабарлама сіздің шешіміңізді күтіп тұр</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Found</name>
        <message numerus="yes">
            <source>%n order(s) in the last two weeks</source>
            <translation>
                <numerusform>Екі аптада %n тапсырыс</numerusform>
                <numerusform>Екі аптада %n тапсырыс</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Old</name>
        <message numerus="yes">
            <source>%n old order(s) found: nobody old will be messaged</source>
            <translation>
                <numerusform>%n ескі тапсырыс табылды: ескілері бойынша ешкімге жазылмайды</numerusform>
                <numerusform>%n ескі тапсырыс табылды: ескілері бойынша ешкімге жазылмайды</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Periods</name>
        <message>
            <source>All the time</source>
            <translation>Барлық уақыт</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Бүгін</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n күн</numerusform>
                <numerusform>%n күн</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>backups</name>
        <message>
            <source>The backup was made by a newer version of the program. Install that version first.</source>
            <translation>Көшірмені бағдарламаның жаңарақ нұсқасы жасаған. Алдымен соны орнатыңыз.</translation>
        </message>
        <message>
            <source>This file is no backup of this program, or it is damaged. Choose another one.</source>
            <translation>Бұл осы бағдарламаның көшірмесі емес немесе файл бүлінген. Басқасын таңдаңыз.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space and try again.</source>
            <translation>Диск толған. Орын босатып, қайталап көріңіз.</translation>
        </message>
        <message>
            <source>Nothing can be written there. Is the disk full, or write-protected? Choose another place.</source>
            <translation>Ол жерге жазу мүмкін болмады. Диск толған немесе жазудан қорғалған болуы мүмкін. Басқа орын таңдаңыз.</translation>
        </message>
        <message>
            <source>The file can't be read. Is the disk or the stick still there?</source>
            <translation>Файл оқылмайды. Диск немесе флешка орнында ма, тексеріңіз.</translation>
        </message>
        <message>
            <source>no shop yet</source>
            <translation>дүкен әлі жоқ</translation>
        </message>
        <message>
            <source>Made: {time}</source>
            <translation>Жасалған уақыты: {time}</translation>
        </message>
        <message>
            <source>It takes the place of everything that is in the program now. What is here now is kept for seven days in the folder “backups”.</source>
            <translation>Ол бағдарламадағы қазіргі деректердің бәрін алмастырады. Қазіргі деректер жеті күн «backups» қалтасында сақталады.</translation>
        </message>
        <message>
            <source>What was sent is remembered: nobody is written to twice.</source>
            <translation>Бағдарлама не жіберілгенін есте сақтайды: ешкім хабарламаны екі рет алмайды.</translation>
        </message>
        <message>
            <source>It was made on this computer: sending goes on as before.</source>
            <translation>Көшірме осы компьютерде жасалған: жіберу бұрынғыдай жалғасады.</translation>
        </message>
        <message>
            <source>Sending stays paused until you say that this is the computer that sends.</source>
            <translation>Енді осы компьютер жіберетінін растағанша, жіберу кідіртілген күйде тұрады.</translation>
        </message>
        <message>
            <source>The Kaspi token and the key of the server are not in it: enter them in the settings afterwards.</source>
            <translation>Көшірмеде Kaspi токені мен сервер кілті жоқ: оларды кейін баптауларда енгізіңіз.</translation>
        </message>
        <message>
            <source>The window opens anew by itself; that takes some seconds.</source>
            <translation>Терезе өзі қайта ашылады, оған бірнеше секунд кетеді.</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Сақтық көшірмелер</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>Барлық файлдар</translation>
        </message>
        <message>
            <source>Restore from a backup</source>
            <translation>Көшірмеден қалпына келтіру</translation>
        </message>
        <message>
            <source>This file can't be restored</source>
            <translation>Бұл файлды қалпына келтіру мүмкін емес</translation>
        </message>
        <message>
            <source>Restore this backup?</source>
            <translation>Осы көшірмені қалпына келтіру керек пе?</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Қалпына келтіру</translation>
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
            <translation>бейне</translation>
        </message>
        <message>
            <source>voice message</source>
            <translation>дауыстық хабарлама</translation>
        </message>
        <message>
            <source>document</source>
            <translation>құжат</translation>
        </message>
        <message>
            <source>sticker</source>
            <translation>стикер</translation>
        </message>
        <message>
            <source>place on the map</source>
            <translation>картадағы орын</translation>
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
            <translation>Сіз: {text}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>кеше</translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>Cancel</source>
            <translation>Бас тарту</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>Түсінікті</translation>
        </message>
        <message>
            <source>This can't be done right now</source>
            <translation>Қазір мұны жасау мүмкін емес</translation>
        </message>
        <message>
            <source>The state has just changed. Look at it once more and try again.</source>
            <translation>Күйі жаңа ғана өзгерді. Тағы бір қарап, қайталап көріңіз.</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Бірдеңе дұрыс болмады</translation>
        </message>
        <message>
            <source>The program goes on. The details are in its log ({kind}).</source>
            <translation>Бағдарлама жұмысын жалғастырады. Толығырақ оның журналында ({kind}).</translation>
        </message>
        <message>
            <source>Send the message once more?</source>
            <translation>Хабарламаны қайта жіберу керек пе?</translation>
        </message>
        <message>
            <source>If the first one arrived after all, the buyer gets it twice. Look into the chat first.</source>
            <translation>Алғашқысы жеткен болса, сатып алушы оны екі рет алады. Алдымен чатты қараңыз.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Қайта жіберу</translation>
        </message>
    </context>
    <context>
        <name>export</name>
        <message>
            <source>The file can't be written</source>
            <translation>Файл жазылмады</translation>
        </message>
        <message>
            <source>Is it open in another program, is the disk full? ({kind})</source>
            <translation>Ол басқа бағдарламада ашық емес пе, дискіде орын бар ма? ({kind})</translation>
        </message>
        <message>
            <source>The file is written</source>
            <translation>Файл жазылды</translation>
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
            <translation>{days} күн {hours} сағ</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} сағ {minutes} мин</translation>
        </message>
        <message>
            <source>{span} ago</source>
            <translation>{span} бұрын</translation>
        </message>
    </context>
    <context>
        <name>happenings</name>
        <message>
            <source>New order № {code}</source>
            <translation>Жаңа тапсырыс № {code}</translation>
        </message>
        <message>
            <source>Order № {code} accepted</source>
            <translation>№ {code} тапсырысы қабылданды</translation>
        </message>
        <message>
            <source>Order № {code} packed</source>
            <translation>№ {code} тапсырысы жиналды</translation>
        </message>
        <message>
            <source>Order № {code} ready for pickup</source>
            <translation>№ {code} тапсырысы беруге дайын</translation>
        </message>
        <message>
            <source>Order № {code} handed to delivery</source>
            <translation>№ {code} тапсырысы жеткізуге берілді</translation>
        </message>
        <message>
            <source>Order № {code} is late</source>
            <translation>№ {code} тапсырысы кешігіп жатыр</translation>
        </message>
        <message>
            <source>Order № {code} handed out</source>
            <translation>№ {code} тапсырысы берілді</translation>
        </message>
        <message>
            <source>Order № {code} cancelled</source>
            <translation>№ {code} тапсырысы жойылды</translation>
        </message>
        <message>
            <source>Order № {code}: return requested</source>
            <translation>№ {code} тапсырысы: қайтару сұралды</translation>
        </message>
        <message>
            <source>Order № {code} returned</source>
            <translation>№ {code} тапсырысы қайтарылды</translation>
        </message>
        <message>
            <source>A buyer</source>
            <translation>Сатып алушы</translation>
        </message>
        <message>
            <source>{who} answered: “{text}”</source>
            <translation>{who}, жауабы: «{text}»</translation>
        </message>
        <message>
            <source>order № {code}</source>
            <translation>№ {code} тапсырысы</translation>
        </message>
        <message>
            <source>No WhatsApp at {phone}</source>
            <translation>{phone} нөмірінде WhatsApp жоқ</translation>
        </message>
        <message>
            <source>no message: {reason}</source>
            <translation>хабарламасыз: {reason}</translation>
        </message>
        <message>
            <source>{who} answered: {text}</source>
            <translation>{who}, жауабы: {text}</translation>
        </message>
    </context>
    <context>
        <name>health</name>
        <message>
            <source>Kaspi token</source>
            <translation>Kaspi токені</translation>
        </message>
        <message>
            <source>WhatsApp server</source>
            <translation>WhatsApp сервері</translation>
        </message>
        <message>
            <source>Key of the server</source>
            <translation>Сервер кілті</translation>
        </message>
        <message>
            <source>Version of the server</source>
            <translation>Сервер нұсқасы</translation>
        </message>
        <message>
            <source>Engine of the server</source>
            <translation>Сервер қозғалтқышы</translation>
        </message>
        <message>
            <source>Connection to WhatsApp</source>
            <translation>WhatsApp-пен байланыс</translation>
        </message>
        <message>
            <source>The shop's number</source>
            <translation>Дүкен нөмірі</translation>
        </message>
        <message>
            <source>Database</source>
            <translation>Дерекқор</translation>
        </message>
        <message>
            <source>Room on the disk</source>
            <translation>Дискідегі орын</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Сағат</translation>
        </message>
        <message>
            <source>Not known while the server does not answer.</source>
            <translation>Сервер жауап бермейінше белгісіз.</translation>
        </message>
        <message>
            <source>The server lets everybody in without a key. Set a key on it, then enter it here.</source>
            <translation>Сервер кілтсіз бәрін кіргізеді. Оған кілт қойып, осында енгізіңіз.</translation>
        </message>
        <message>
            <source>The server is too old. Update it, the linked phone stays.</source>
            <translation>Сервер тым ескі. Жаңартыңыз, қосылған телефон қалады.</translation>
        </message>
        <message>
            <source>The server runs in a way this program does not know. Start it with GOWS or NOWEB.</source>
            <translation>Сервер бағдарлама білмейтін тәсілмен жұмыс істейді. Оны GOWS не NOWEB-пен қосыңыз.</translation>
        </message>
        <message>
            <source>No phone is linked. Scan the code with the shop's phone.</source>
            <translation>Телефон қосылмаған. Кодты дүкен телефонымен сканерлеңіз.</translation>
        </message>
        <message>
            <source>The file is damaged. Restore the last backup.</source>
            <translation>Файл бүлінген. Соңғы көшірмені қалпына келтіріңіз.</translation>
        </message>
        <message>
            <source>Almost no room left. Delete what is not needed; without room nothing can be sent.</source>
            <translation>Орын таусылуға жақын. Керексізін өшіріңіз: орынсыз ештеңе жіберілмейді.</translation>
        </message>
        <message>
            <source>The clock is wrong. Switch on “Set time automatically” in the system's settings.</source>
            <translation>Сағат дұрыс емес. Жүйе баптауларында «Уақытты автоматты орнатуды» қосыңыз.</translation>
        </message>
        <message>
            <source>WhatsApp restricts new chats of this number right now.</source>
            <translation>Қазір WhatsApp бұл нөмірдің жаңа чаттарын шектеп тұр.</translation>
        </message>
        <message>
            <source>Wait until it ends; write to the most urgent buyers from the phone.</source>
            <translation>Шектеу біткенше күтіңіз; ең шұғыл сатып алушыларға телефоннан жазыңыз.</translation>
        </message>
        <message>
            <source>WhatsApp refused new chats in the last days.</source>
            <translation>Соңғы күндері WhatsApp жаңа чаттардан бас тартты.</translation>
        </message>
        <message>
            <source>Choose the gentle pace in the settings for two weeks.</source>
            <translation>Баптауларда екі аптаға «Баяу» қарқынын таңдаңыз.</translation>
        </message>
        <message>
            <source>Many messages fail on their way.</source>
            <translation>Көп хабарлама кетпей қалады.</translation>
        </message>
        <message>
            <source>Restart the connection, then run the check below.</source>
            <translation>Қосылымды қайта іске қосып, төменде бәрін тексеріңіз.</translation>
        </message>
        <message>
            <source>Many messages do not reach the phones.</source>
            <translation>Көп хабарлама телефондарға жетпейді.</translation>
        </message>
        <message>
            <source>See in the messages which buyers these are; make texts shorter.</source>
            <translation>Хабарламалардан кімдер екенін қараңыз; мәтіндерді қысқартыңыз.</translation>
        </message>
        <message>
            <source>Hardly anybody answers, and to WhatsApp that looks like advertising.</source>
            <translation>Ешкім дерлік жауап бермейді, WhatsApp-қа бұл жарнамаға ұқсайды.</translation>
        </message>
        <message>
            <source>End the first message with a simple question.</source>
            <translation>Бірінші хабарламаны қарапайым сұрақпен аяқтаңыз.</translation>
        </message>
        <message>
            <source>The number is new here.</source>
            <translation>Нөмір мұнда жаңа.</translation>
        </message>
        <message>
            <source>Leave the slow start on; it ends by itself after nine days.</source>
            <translation>Баяу бастауды қалдырыңыз: тоғыз күннен кейін өзі аяқталады.</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Сау</translation>
        </message>
        <message>
            <source>All right</source>
            <translation>Қалыпты</translation>
        </message>
        <message>
            <source>Needs care</source>
            <translation>Абай болу керек</translation>
        </message>
        <message>
            <source>In danger</source>
            <translation>Қауіпте</translation>
        </message>
        <message>
            <source>Connected, messages can leave</source>
            <translation>Қосылды, хабарламалар кете алады</translation>
        </message>
        <message>
            <source>The program restarted the connection</source>
            <translation>Бағдарлама қосылымды қайта іске қосты</translation>
        </message>
        <message>
            <source>You started the connection</source>
            <translation>Сіз қосылымды іске қостыңыз</translation>
        </message>
        <message>
            <source>You restarted the connection</source>
            <translation>Сіз қосылымды қайта іске қостыңыз</translation>
        </message>
        <message>
            <source>You stopped the connection</source>
            <translation>Сіз қосылымды тоқтаттыңыз</translation>
        </message>
        <message>
            <source>You unlinked the phone</source>
            <translation>Сіз телефонды ажыраттыңыз</translation>
        </message>
        <message>
            <source>You confirmed the new number</source>
            <translation>Сіз жаңа нөмірді растадыңыз</translation>
        </message>
        <message>
            <source>Nothing speaks against it.</source>
            <translation>Ескерту жоқ.</translation>
        </message>
    </context>
    <context>
        <name>help</name>
        <message>
            <source>Help</source>
            <translation>Анықтама</translation>
        </message>
    </context>
    <context>
        <name>labels</name>
        <message>
            <source>New order</source>
            <translation>Жаңа тапсырыс</translation>
        </message>
        <message>
            <source>Order accepted</source>
            <translation>Тапсырыс қабылданды</translation>
        </message>
        <message>
            <source>Order packed</source>
            <translation>Тапсырыс жиналды</translation>
        </message>
        <message>
            <source>Ready for pickup</source>
            <translation>Алып кетуге дайын</translation>
        </message>
        <message>
            <source>Handed to delivery</source>
            <translation>Жеткізуге берілді</translation>
        </message>
        <message>
            <source>Order delayed</source>
            <translation>Тапсырыс кешігеді</translation>
        </message>
        <message>
            <source>Order handed out</source>
            <translation>Тапсырыс берілді</translation>
        </message>
        <message>
            <source>Order cancelled</source>
            <translation>Тапсырыс жойылды</translation>
        </message>
        <message>
            <source>Return requested</source>
            <translation>Қайтару өтінімі</translation>
        </message>
        <message>
            <source>Order returned</source>
            <translation>Тапсырыс қайтарылды</translation>
        </message>
        <message>
            <source>Pickup reminder</source>
            <translation>Алып кетуді еске салу</translation>
        </message>
        <message>
            <source>Review request</source>
            <translation>Пікір сұрау</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>Кезекте</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Жіберілуде</translation>
        </message>
        <message>
            <source>Being checked</source>
            <translation>Тексерілуде</translation>
        </message>
        <message>
            <source>Your decision</source>
            <translation>Сізді күтеді</translation>
        </message>
        <message>
            <source>Handed over</source>
            <translation>Тапсырылды</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Жіберілді</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Жеткізілді</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Оқылды</translation>
        </message>
        <message>
            <source>On hold</source>
            <translation>Кейінге қалды</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Жіберілмеді</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Тоқтатылды</translation>
        </message>
        <message>
            <source>the order was cancelled before sending</source>
            <translation>тапсырыс жібергенге дейін жойылды</translation>
        </message>
        <message>
            <source>too much time has passed, the message is out of date</source>
            <translation>көп уақыт өтті, хабарлама ескірді</translation>
        </message>
        <message>
            <source>the buyer asked not to be written to</source>
            <translation>сатып алушы жазбауды сұрады</translation>
        </message>
        <message>
            <source>the order has no usable phone number</source>
            <translation>тапсырыста жарамды телефон нөмірі жоқ</translation>
        </message>
        <message>
            <source>Kaspi hides the buyer's number</source>
            <translation>Kaspi сатып алушының нөмірін жасырады</translation>
        </message>
        <message>
            <source>this number has no WhatsApp</source>
            <translation>бұл нөмірде WhatsApp жоқ</translation>
        </message>
        <message>
            <source>the order was there before the program was set up</source>
            <translation>тапсырыс бағдарламадан бұрын болған, ескілері туралы жазбаймыз</translation>
        </message>
        <message>
            <source>the order has moved on, a newer message replaces it</source>
            <translation>тапсырыс әрі жылжыды, жаңа хабарлама оны алмастырды</translation>
        </message>
        <message>
            <source>something is missing for the text of the template</source>
            <translation>үлгі мәтініне дерек жетпейді</translation>
        </message>
        <message>
            <source>WhatsApp restricts new chats of this number</source>
            <translation>WhatsApp бұл нөмірдің жаңа чаттарын шектеді</translation>
        </message>
        <message>
            <source>you decided not to send it</source>
            <translation>сіз жібермеуді шештіңіз</translation>
        </message>
        <message>
            <source>No token yet</source>
            <translation>Токен әлі жоқ</translation>
        </message>
        <message>
            <source>Enter the shop's Kaspi token in the settings, then orders are read.</source>
            <translation>Баптауларға Kaspi токенін енгізіңіз, сонда тапсырыстар оқыла бастайды.</translation>
        </message>
        <message>
            <source>Token not accepted</source>
            <translation>Токен жарамайды</translation>
        </message>
        <message>
            <source>Kaspi does not accept the token, orders are not read. Make a new one in the Kaspi cabinet: Settings, API token.</source>
            <translation>Kaspi токенді қабылдамайды, тапсырыстар оқылмайды. Kaspi кабинетінде жаңасын жасаңыз: Настройки, Токен API.</translation>
        </message>
        <message>
            <source>No access</source>
            <translation>Рұқсат жоқ</translation>
        </message>
        <message>
            <source>The token is not allowed to read orders. The manager of the shop can allow it.</source>
            <translation>Токенге тапсырыстарды оқуға рұқсат берілмеген. Рұқсатты дүкен менеджері бере алады.</translation>
        </message>
        <message>
            <source>Kaspi lets nobody in from here</source>
            <translation>Kaspi бұл интернеттен ашылмайды</translation>
        </message>
        <message>
            <source>Kaspi does not answer this internet connection. Is a VPN on? Switch it off.</source>
            <translation>Kaspi бұл қосылымға жауап бермейді: қазақстандық мекенжай керек. VPN қосулы болса, өшіріңіз.</translation>
        </message>
        <message>
            <source>Kaspi asks for a break</source>
            <translation>Kaspi күте тұруды сұрайды</translation>
        </message>
        <message>
            <source>Too many requests. The program waits and goes on by itself.</source>
            <translation>Сұраныс тым көп. Бағдарлама күтіп, өзі жалғастырады.</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Байланыс жоқ</translation>
        </message>
        <message>
            <source>Kaspi can't be reached. Check the internet; it is tried again by itself.</source>
            <translation>Kaspi жауап бермейді. Интернетті тексеріңіз; бағдарлама өзі қайталайды.</translation>
        </message>
        <message>
            <source>Strange answer</source>
            <translation>Түсініксіз жауап</translation>
        </message>
        <message>
            <source>Kaspi answered something unreadable. It is asked again by itself.</source>
            <translation>Kaspi түсініксіз жауап берді. Бағдарлама өзі қайта сұрайды.</translation>
        </message>
        <message>
            <source>Kaspi is having trouble</source>
            <translation>Kaspi-де ақау</translation>
        </message>
        <message>
            <source>The fault is on Kaspi's side. It is asked again by itself.</source>
            <translation>Ақау Kaspi жағында. Бағдарлама өзі қайта сұрайды.</translation>
        </message>
        <message>
            <source>Server does not answer</source>
            <translation>Сервер жауап бермейді</translation>
        </message>
        <message>
            <source>The WAHA server can't be reached. Is it running, is its address right? It is tried again by itself.</source>
            <translation>WAHA серверімен байланыс жоқ. Ол қосулы ма, мекенжайы дұрыс па? Бағдарлама өзі қайталайды.</translation>
        </message>
        <message>
            <source>Key not accepted</source>
            <translation>Кілт жарамайды</translation>
        </message>
        <message>
            <source>The WAHA server does not accept the key. Correct it in the settings.</source>
            <translation>WAHA сервері кілтті қабылдамайды. Оны баптауларда түзетіңіз.</translation>
        </message>
        <message>
            <source>Key has no rights</source>
            <translation>Кілттің құқығы жоқ</translation>
        </message>
        <message>
            <source>This key may not use the session. Take another key in the settings.</source>
            <translation>Бұл кілтке сессиямен жұмыс істеуге болмайды. Баптауларда басқа кілт көрсетіңіз.</translation>
        </message>
        <message>
            <source>Not linked yet</source>
            <translation>Әлі байланыспаған</translation>
        </message>
        <message>
            <source>Start the connection and link the shop's phone with a code.</source>
            <translation>Қосылымды іске қосып, дүкен телефонын код арқылы байланыстырыңыз.</translation>
        </message>
        <message>
            <source>Server is having trouble</source>
            <translation>Серверде ақау</translation>
        </message>
        <message>
            <source>The WAHA server answers with an error. It is tried again by itself.</source>
            <translation>WAHA сервері қатемен жауап береді. Бағдарлама өзі қайталайды.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Тоқтатылған</translation>
        </message>
        <message>
            <source>The connection is stopped. Messages wait until you start it.</source>
            <translation>Қосылым тоқтатылған. Сіз іске қосқанша хабарламалар күтеді.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Қосылып жатырмыз…</translation>
        </message>
        <message>
            <source>The connection to WhatsApp is being made. It takes up to a minute.</source>
            <translation>WhatsApp-пен байланыс орнатылуда. Бұған бір минуттай кетеді.</translation>
        </message>
        <message>
            <source>Waits for the phone</source>
            <translation>Сканерлеуді күтеді</translation>
        </message>
        <message>
            <source>Scan the code with the shop's phone; messages wait until then.</source>
            <translation>Кодты дүкен телефонымен сканерлеңіз, хабарламалар әзірге күтеді.</translation>
        </message>
        <message>
            <source>Confirm on the phone</source>
            <translation>Телефонда растаңыз</translation>
        </message>
        <message>
            <source>WhatsApp asks for a confirmation on the shop's phone.</source>
            <translation>WhatsApp дүкен телефонында кіруді растауды сұрайды.</translation>
        </message>
        <message>
            <source>Connection broken</source>
            <translation>Көмек керек</translation>
        </message>
        <message>
            <source>WhatsApp did not connect. Restart it; if that is no help, link the phone anew.</source>
            <translation>WhatsApp қосылмады. Қайта қосыңыз; көмектеспесе, телефонды қайта байланыстырыңыз.</translation>
        </message>
        <message>
            <source>Unknown state</source>
            <translation>Белгісіз күй</translation>
        </message>
        <message>
            <source>The server reports a state this program does not know. Nothing is sent.</source>
            <translation>Сервер бағдарлама білмейтін күйді хабарлайды. Әзірге ештеңе жіберілмейді.</translation>
        </message>
        <message>
            <source>Another number</source>
            <translation>Басқа нөмір</translation>
        </message>
        <message>
            <source>Another number than before is linked. Nothing is sent until you confirm it.</source>
            <translation>Бұрынғыдан басқа нөмір қосылған. Сіз растағанша ештеңе жіберілмейді.</translation>
        </message>
        <message>
            <source>You paused sending. Orders are still being read.</source>
            <translation>Сіз жіберуді кідірттіңіз. Тапсырыстар бұрынғыдай оқылады.</translation>
        </message>
        <message>
            <source>Unusually many messages at once. Look through the queue; if all is right, go on.</source>
            <translation>Бірден әдеттегіден көп хабарлама шықты. Кезекті қарап шығыңыз; бәрі дұрыс болса, жалғастырыңыз.</translation>
        </message>
        <message>
            <source>WhatsApp refused several messages in a row. Look at the number, then go on.</source>
            <translation>WhatsApp қатарынан бірнеше рет бас тартты. Нөмірді тексеріп, содан кейін жалғастырыңыз.</translation>
        </message>
        <message>
            <source>Nothing is being waited for.</source>
            <translation>Ештеңе күтіп тұрған жоқпыз.</translation>
        </message>
        <message>
            <source>Sending is switched off in the settings.</source>
            <translation>Жіберу баптауларда өшірілген.</translation>
        </message>
        <message>
            <source>Sending is paused.</source>
            <translation>Жіберу кідіртілген.</translation>
        </message>
        <message>
            <source>Waits for WhatsApp to be connected.</source>
            <translation>WhatsApp қосылғанын күтіп тұрмыз.</translation>
        </message>
        <message>
            <source>Waits for Kaspi: the order is checked once more before sending.</source>
            <translation>Kaspi күтілуде: жіберер алдында тапсырыс тағы бір тексеріледі.</translation>
        </message>
        <message>
            <source>The computer's clock is wrong. Set the right time, then it goes on.</source>
            <translation>Компьютердің уақыты дұрыс емес. Түзетіңіз, сонда жіберу жалғасады.</translation>
        </message>
        <message>
            <source>The next message has its own time.</source>
            <translation>Келесі хабарламаның өз уақыты бар.</translation>
        </message>
        <message>
            <source>A short break between messages, as a person would make.</source>
            <translation>Хабарламалар арасындағы қысқа үзіліс, адам жазғандай.</translation>
        </message>
        <message>
            <source>Quiet hours: nobody is written to at night.</source>
            <translation>Тыныш сағаттар: түнде ешкімге жазбаймыз.</translation>
        </message>
        <message>
            <source>Enough for this hour: the limit protects the number.</source>
            <translation>Осы сағатқа жетеді: шектеу нөмірді қорғайды.</translation>
        </message>
        <message>
            <source>Enough for today: the limit protects the number.</source>
            <translation>Бүгінге жетеді: шектеу нөмірді қорғайды.</translation>
        </message>
        <message>
            <source>Orders are read for the first time.</source>
            <translation>Тапсырыстарды алғаш рет оқып жатырмыз.</translation>
        </message>
        <message>
            <source>Last check {ago}</source>
            <translation>Соңғы тексеру {ago}</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Қосылған</translation>
        </message>
        <message>
            <source>The next message is leaving now.</source>
            <translation>Келесі хабарлама дәл қазір жіберіліп жатыр.</translation>
        </message>
        <message>
            <source>All messages are out. New orders bring new ones.</source>
            <translation>Бәрі жіберілді. Жаңа тапсырыспен жаңа хабарлама шығады.</translation>
        </message>
        <message>
            <source>{text} Next at {time}.</source>
            <translation>{text} Келесісі {time}.</translation>
        </message>
        <message>
            <source>The queue is empty</source>
            <translation>Кезек бос</translation>
        </message>
        <message>
            <source>In 24 hours: {sent}</source>
            <translation>Тәулікте: {sent}</translation>
        </message>
        <message>
            <source>In 24 hours: {sent} of {limit}</source>
            <translation>Тәулікте: {limit} ішінен {sent}</translation>
        </message>
        <message>
            <source>Not set up yet</source>
            <translation>Әлі бапталмаған</translation>
        </message>
        <message>
            <source>Sending is off</source>
            <translation>Жіберу өшірулі</translation>
        </message>
        <message>
            <source>On a break</source>
            <translation>Кідіртілген</translation>
        </message>
        <message>
            <source>No WhatsApp</source>
            <translation>WhatsApp жоқ</translation>
        </message>
        <message>
            <source>Orders are not read</source>
            <translation>Тапсырыстар оқылмайды</translation>
        </message>
        <message>
            <source>Sending is on</source>
            <translation>Жіберу қосулы</translation>
        </message>
        <message>
            <source>WhatsApp is connected, but messages don't go out. Restart the connection.</source>
            <translation>WhatsApp қосулы, бірақ хабарламалар кетпей тұр. Қосылымды қайта іске қосыңыз.</translation>
        </message>
        <message>
            <source>A longer break after a row of messages protects the number.</source>
            <translation>Қатар жіберілген хабарламалардан кейінгі ұзағырақ үзіліс нөмірді сақтайды.</translation>
        </message>
        <message>
            <source>Enough new buyers for today: the limit protects the number. Buyers who know you are written to as before.</source>
            <translation>Бүгінге жаңа сатып алушылар жеткілікті: шектеу нөмірді сақтайды. Сізді білетіндерге бұрынғыдай жазамыз.</translation>
        </message>
        <message>
            <source>The program did not work for a while. Look through what waits: send it, or leave it out.</source>
            <translation>Бағдарлама біраз уақыт жұмыс істемеді. Жиналғанын қарап шығыңыз: жіберу керек пе, әлде жоқ па.</translation>
        </message>
        <message>
            <source>The data came back from a copy. Make sure that no other computer sends for this shop, then go on.</source>
            <translation>Деректер көшірмеден қалпына келтірілді. Бұл дүкен үшін басқа компьютерден ештеңе жіберілмейтініне көз жеткізіп, жалғастырыңыз.</translation>
        </message>
        <message>
            <source>The data was copied from another computer. Switch the program off there, then go on here.</source>
            <translation>Деректер басқа компьютерден көшірілген. Ондағы бағдарламаны өшіріп, осы жерде жалғастырыңыз.</translation>
        </message>
        <message>
            <source>The new token belongs to another shop. If that is right, go on; only new orders get messages.</source>
            <translation>Жаңа токен басқа дүкендікі. Солай болуы керек болса, жалғастырыңыз: хабарлама тек жаңа тапсырыстар бойынша кетеді.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space, then it goes on by itself.</source>
            <translation>Диск толып қалды. Орын босатыңыз, сонда жіберу өзі жалғасады.</translation>
        </message>
        <message>
            <source>The clock of this computer is wrong by more than an hour. Set it, and sending goes on.</source>
            <translation>Компьютердің сағаты бір сағаттан артық қате. Дұрыс уақытты қойыңыз, сонда жіберу жалғасады.</translation>
        </message>
        <message>
            <source>The clock of this computer is wrong by some minutes. Please set it.</source>
            <translation>Компьютердің сағаты бірнеше минутқа қате. Түзетіп қойыңызшы.</translation>
        </message>
        <message>
            <source>{text} Since {time}.</source>
            <translation>{text} Басталуы: {time}.</translation>
        </message>
        <message>
            <source>Known buyers only</source>
            <translation>Тек таныстарға</translation>
        </message>
        <message>
            <source>{text} From {start} until {end}.</source>
            <translation>{text} Мерзімі: {start} – {end}.</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>will be sent at {time}</source>
            <translation>{time} жіберіледі</translation>
        </message>
        <message>
            <source>waits for its turn</source>
            <translation>өз кезегін күтуде</translation>
        </message>
        <message>
            <source>is on its way right now</source>
            <translation>дәл қазір жіберіліп жатыр</translation>
        </message>
        <message>
            <source>checking whether it went out, up to 2 minutes</source>
            <translation>хабарлама кеткенін тексеріп жатырмыз, 2 минутқа дейін</translation>
        </message>
        <message>
            <source>WhatsApp did not send it</source>
            <translation>WhatsApp оны жібермеді</translation>
        </message>
        <message>
            <source>we don't know whether it arrived; look into the chat</source>
            <translation>жеткені белгісіз; чаттан қараңыз</translation>
        </message>
        <message>
            <source>the server took it, WhatsApp has not confirmed yet</source>
            <translation>сервер қабылдады, WhatsApp әлі растаған жоқ</translation>
        </message>
        <message>
            <source>WhatsApp took it, the buyer's phone has not yet</source>
            <translation>WhatsApp қабылдады, телефонға әлі жеткен жоқ</translation>
        </message>
        <message>
            <source>will not be sent</source>
            <translation>жіберілмейді</translation>
        </message>
        <message>
            <source>read after {span}</source>
            <translation>{span} кейін оқылды</translation>
        </message>
        <message>
            <source>the buyer opened it</source>
            <translation>сатып алушы ашты</translation>
        </message>
        <message>
            <source>delivered in {span}</source>
            <translation>{span} ішінде жеткізілді</translation>
        </message>
        <message>
            <source>is on the buyer's phone</source>
            <translation>сатып алушының телефонына жетті</translation>
        </message>
        <message>
            <source>WhatsApp did not send the message about order {code}.</source>
            <translation>WhatsApp № {code} тапсырысы туралы хабарламаны жібермеді.</translation>
        </message>
        <message>
            <source>We don't know whether the message about order {code} arrived. Open the chat and look.</source>
            <translation>№ {code} тапсырысы туралы хабарлама жетті ме, білмейміз. Чатты ашып қараңыз.</translation>
        </message>
        <message>
            <source>hidden by Kaspi</source>
            <translation>Kaspi жасырған</translation>
        </message>
        <message>
            <source>Automatic reply</source>
            <translation>Автожауап</translation>
        </message>
        <message>
            <source>Opt-out confirmed</source>
            <translation>Бас тартуды растау</translation>
        </message>
        <message>
            <source>Test message</source>
            <translation>Тексеру хабарламасы</translation>
        </message>
        <message>
            <source>The day in figures</source>
            <translation>Күн қорытындысы</translation>
        </message>
        <message>
            <source>Written by hand</source>
            <translation>Қолмен жазылған</translation>
        </message>
        <message>
            <source>WhatsApp did not send the message.</source>
            <translation>WhatsApp хабарламаны жібермеді.</translation>
        </message>
        <message>
            <source>We don't know whether the message arrived. Open the chat and look.</source>
            <translation>Хабарламаның жеткен-жетпегені белгісіз. Чатты ашып қараңыз.</translation>
        </message>
        <message>
            <source>the buyer got four messages in 24 hours</source>
            <translation>сатып алушы тәулік ішінде төрт хабарлама алды</translation>
        </message>
        <message>
            <source>The buyer got four messages in 24 hours. Send this one, too, or let it be?</source>
            <translation>Сатып алушы тәулік ішінде төрт хабарлама алды. Мұны да жіберейік пе, әлде керек емес пе?</translation>
        </message>
        <message>
            <source>told together with the buyer's other order</source>
            <translation>сатып алушының басқа тапсырысымен бірге айтылды</translation>
        </message>
    </context>
    <context>
        <name>notices</name>
        <message>
            <source>You are needed</source>
            <translation>Сіз керексіз</translation>
        </message>
        <message>
            <source>A buyer has waited for an answer for {span}</source>
            <translation>Сатып алушы жауапты {span} күтіп отыр</translation>
        </message>
    </context>
    <context>
        <name>number</name>
        <message>
            <source>WhatsApp does not let this number begin new chats. That is WhatsApp's decision; we wait. Buyers who know you are written to as before.</source>
            <translation>WhatsApp бұл нөмірге жаңа чат бастатпай тұр. Бұл – WhatsApp шешімі, күтеміз. Сізді білетіндерге бұрынғыдай жазамыз.</translation>
        </message>
        <message>
            <source>WhatsApp restricted new chats of this number. That is WhatsApp's decision; we wait. Buyers who know you are written to as before.</source>
            <translation>WhatsApp бұл нөмірдің жаңа чаттарын шектеді. Бұл – WhatsApp шешімі, күтеміз. Сізді білетіндерге бұрынғыдай жазамыз.</translation>
        </message>
        <message>
            <source>WhatsApp's quota of new chats is used up. New buyers wait; those who know you are written to as before.</source>
            <translation>WhatsApp-тың жаңа чаттарға берген нормасы таусылды. Жаңа сатып алушылар күтеді, сізді білетіндерге бұрынғыдай жазамыз.</translation>
        </message>
        <message>
            <source>WhatsApp warned that its quota of new chats is almost used up. New buyers wait; those who know you are written to as before.</source>
            <translation>WhatsApp ескертті: жаңа чаттарға берілген норма таусылуға жақын. Жаңа сатып алушылар күтеді, сізді білетіндерге бұрынғыдай жазамыз.</translation>
        </message>
        <message>
            <source>Whether the server finds sent messages is not known yet. The first messages will tell.</source>
            <translation>Сервер жіберілген хабарламаларды таба ма, әзірге белгісіз. Мұны алғашқы хабарламалар көрсетеді.</translation>
        </message>
        <message>
            <source>If a message gets lost on the way, the program notices and sends it again by itself.</source>
            <translation>Хабарлама жолда жоғалса, бағдарлама байқап, оны өзі қайта жібереді.</translation>
        </message>
        <message>
            <source>If a message gets lost on the way, the program looks for it and asks you before it sends again.</source>
            <translation>Хабарлама жолда жоғалса, бағдарлама оны іздейді және қайта жіберер алдында сізден сұрайды.</translation>
        </message>
        <message>
            <source>The server does not show what was sent: when in doubt, the program asks you. The engine GOWS can do more.</source>
            <translation>Сервер жіберілгенді көрсетпейді: күмән болса, бағдарлама сізден сұрайды. GOWS қозғалтқышының мүмкіндігі көбірек.</translation>
        </message>
        <message>
            <source>WhatsApp has no objections to this number.</source>
            <translation>WhatsApp-тың бұл нөмірге ескертпесі жоқ.</translation>
        </message>
        <message>
            <source>WhatsApp gave a first warning: messages leave half as fast.</source>
            <translation>WhatsApp-тың бірінші ескертуі: екі есе сирек жазамыз.</translation>
        </message>
        <message>
            <source>WhatsApp gave a second warning: no new chats for now.</source>
            <translation>WhatsApp-тың екінші ескертуі: әзірге жаңа чат бастамаймыз.</translation>
        </message>
        <message>
            <source>WhatsApp's quota of new chats is used up.</source>
            <translation>WhatsApp-тың жаңа чаттарға берген нормасы таусылды.</translation>
        </message>
        <message>
            <source>{text} This is the second time in a week: look at the phone, then go on.</source>
            <translation>{text} Бұл – бір аптадағы екінші рет: телефонды қарап, содан кейін «Жалғастыру» батырмасын басыңыз.</translation>
        </message>
        <message>
            <source>{text} The time is over: one message tries first, the others follow it.</source>
            <translation>{text} Мерзімі бітті: алдымен бір хабарлама кетеді, қалғандары соңынан барады.</translation>
        </message>
        <message>
            <source>{text} New chats: {used} of {total}.</source>
            <translation>{text} Жаңа чаттар: {total} ішінен {used}.</translation>
        </message>
        <message>
            <source>New chats wait for you</source>
            <translation>Жаңа чаттар сізді күтуде</translation>
        </message>
        <message>
            <source>New chats: one message tries first</source>
            <translation>Жаңа чаттар: бірінен бастап көреміз</translation>
        </message>
        <message>
            <source>No new chats until {time}</source>
            <translation>Жаңа чаттар {time} дейін жоқ</translation>
        </message>
        <message>
            <source>New buyers in 24 hours: {count} of {limit}, {left} more possible.</source>
            <translation>Тәулік ішіндегі жаңа сатып алушылар: {limit} ішінен {count}, тағы {left} болады.</translation>
        </message>
        <message>
            <source>A new number, day {day} of {days}: the limit grows by itself.</source>
            <translation>Жаңа нөмір, {days} күннің {day}-күні: шектеу өзі өседі.</translation>
        </message>
        <message>
            <source>{text} Until {time}.</source>
            <translation>{text} Аяқталуы: {time}.</translation>
        </message>
    </context>
    <context>
        <name>opening</name>
        <message>
            <source>The data was written by a newer version of the program. Install that version.</source>
            <translation>Деректерді бағдарламаның жаңарақ нұсқасы жазған. Сол нұсқаны орнатыңыз.</translation>
        </message>
        <message>
            <source>Another program holds the database. Close it and start again.</source>
            <translation>Дерекқорды басқа бағдарлама ұстап тұр. Оны жауып, қайта іске қосыңыз.</translation>
        </message>
        <message>
            <source>The data folder is write-protected. Allow writing and start again.</source>
            <translation>Деректер қалтасы жазудан қорғалған. Жазуға рұқсат беріп, қайта іске қосыңыз.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space and start again.</source>
            <translation>Диск толы. Орын босатып, қайта іске қосыңыз.</translation>
        </message>
        <message>
            <source>The program can't open its data</source>
            <translation>Деректерді ашу мүмкін болмады</translation>
        </message>
        <message>
            <source>This system has no safe place for keys; they lie in a file of the data folder that only you can read.</source>
            <translation>Бұл жүйеде кілттерге арналған қорғалған орын жоқ; олар деректер қалтасындағы тек сіз оқи алатын файлда жатыр.</translation>
        </message>
        <message>
            <source>The database is damaged, and there is no whole copy of it here.</source>
            <translation>Дерекқор бүлінген, мұнда оның бүтін көшірмесі жоқ.</translation>
        </message>
        <message>
            <source>The database is damaged</source>
            <translation>Дерекқор бүлінген</translation>
        </message>
        <message>
            <source>There is a whole copy of {day}. The damaged file is kept beside it. Sending then waits until you have looked at the messages.</source>
            <translation>{day} күнгі бүтін көшірмесі бар. Бүлінген файл соның жанында қалады. Сіз хабарламаларды қарап шыққанша жіберу күте тұрады.</translation>
        </message>
        <message>
            <source>Take the copy</source>
            <translation>Көшірмені алу</translation>
        </message>
        <message>
            <source>The data folder lies in a folder that is copied to the internet. That can damage the database: choose another folder.</source>
            <translation>Деректер қалтасы бұлттық қалтада жатыр. Бұл дерекқорды бүлдіруі мүмкін: басқа қалтаны таңдаңыз.</translation>
        </message>
        <message>
            <source>The data folder lies on a stick or an outer disk. Never pull it out while the program runs.</source>
            <translation>Деректер қалтасы флешкада немесе сыртқы дискіде жатыр. Бағдарлама жұмыс істеп тұрғанда оны суырмаңыз.</translation>
        </message>
        <message>
            <source>The backup is being restored…</source>
            <translation>Көшірмені қалпына келтіріп жатырмыз…</translation>
        </message>
        <message>
            <source>Sending goes on. What was sent is remembered, nobody is written to twice.</source>
            <translation>Жіберу жалғасуда. Бағдарлама не жіберілгенін есте сақтайды: ешкім хабарламаны екі рет алмайды.</translation>
        </message>
        <message>
            <source>Sending is paused. Make sure that no other computer sends for this shop, then press “Go on” on the overview.</source>
            <translation>Жіберу кідіртілген. Басқа компьютер бұл дүкен үшін ештеңе жібермейтініне көз жеткізіп, «Шолу» бетінде «Жалғастыру» түймесін басыңыз.</translation>
        </message>
        <message>
            <source>The data is back</source>
            <translation>Деректер қалпына келтірілді</translation>
        </message>
        <message>
            <source>Everything is as it was before.</source>
            <translation>Бәрі бұрынғы қалпында қалды.</translation>
        </message>
        <message>
            <source>The backup was not restored</source>
            <translation>Көшірме қалпына келтірілмеді</translation>
        </message>
    </context>
    <context>
        <name>orders</name>
        <message>
            <source>New</source>
            <translation>Жаңа</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Қабылданды</translation>
        </message>
        <message>
            <source>Handed out</source>
            <translation>Берілді</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Жойылды</translation>
        </message>
        <message>
            <source>Being cancelled</source>
            <translation>Жойылуда</translation>
        </message>
        <message>
            <source>Return requested</source>
            <translation>Қайтару сұралды</translation>
        </message>
        <message>
            <source>On the way back</source>
            <translation>Қайтып жатыр</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>Қайтарылды</translation>
        </message>
        <message>
            <source>New ones</source>
            <translation>Жаңалар</translation>
        </message>
        <message>
            <source>In work</source>
            <translation>Жұмыста</translation>
        </message>
        <message>
            <source>Handed out ones</source>
            <translation>Берілгендер</translation>
        </message>
        <message>
            <source>Cancelled ones</source>
            <translation>Жойылғандар</translation>
        </message>
        <message>
            <source>Returns</source>
            <translation>Қайтарулар</translation>
        </message>
        <message>
            <source>Pickup</source>
            <translation>Өзі алып кету</translation>
        </message>
        <message>
            <source>Own delivery</source>
            <translation>Өз жеткізуі</translation>
        </message>
        <message>
            <source>Kaspi Delivery</source>
            <translation>Kaspi Жеткізу</translation>
        </message>
        <message>
            <source>Postomat</source>
            <translation>Postomat</translation>
        </message>
        <message>
            <source>Unknown delivery</source>
            <translation>Белгісіз жеткізу</translation>
        </message>
        <message>
            <source>no WhatsApp</source>
            <translation>WhatsApp жоқ</translation>
        </message>
        <message>
            <source>number hidden</source>
            <translation>нөмір жасырын</translation>
        </message>
        <message>
            <source>no number</source>
            <translation>нөмір жоқ</translation>
        </message>
        <message>
            <source>asked not to</source>
            <translation>жазбауды сұраған</translation>
        </message>
        <message>
            <source>text is missing</source>
            <translation>дерек жоқ</translation>
        </message>
        <message>
            <source>Waits for a signature</source>
            <translation>Қол қоюды күтуде</translation>
        </message>
        <message>
            <source>Ready for pickup</source>
            <translation>Беруге дайын</translation>
        </message>
        <message>
            <source>Handed to delivery</source>
            <translation>Жеткізуге берілді</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Жиналды</translation>
        </message>
        <message>
            <source>Being delivered</source>
            <translation>Жеткізілуде</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>және тағы {n}</translation>
        </message>
        <message>
            <source>no message about this order</source>
            <translation>бұл тапсырыс туралы хабарлама жоқ</translation>
        </message>
        <message>
            <source>the buyer has answered</source>
            <translation>сатып алушы жауап берді</translation>
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
            <translation>Шолу</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Хабарламалар</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Баптаулар</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Статистика</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Үлгілер</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Тапсырыстар</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Диалогтар</translation>
        </message>
    </context>
    <context>
        <name>report</name>
        <message>
            <source>Make a report…</source>
            <translation>Есеп жасау…</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>Shop and Kaspi</source>
            <translation>Дүкен және Kaspi</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Бағдарлама</translation>
        </message>
        <message>
            <source>WhatsApp server</source>
            <translation>WhatsApp сервері</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Жіберу</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Тексеру</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Бағдарлама туралы</translation>
        </message>
        <message>
            <source>Data and copies</source>
            <translation>Деректер мен көшірме</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Диалогтар</translation>
        </message>
        <message>
            <source>Access</source>
            <translation>Қолжетімділік</translation>
        </message>
    </context>
    <context>
        <name>story</name>
        <message>
            <source>Answer: “{text}”</source>
            <translation>Жауабы: «{text}»</translation>
        </message>
        <message>
            <source>Order № {code}</source>
            <translation>№ {code} тапсырысы</translation>
        </message>
        <message>
            <source>no template is switched on for this</source>
            <translation>бұған үлгі қосылмаған</translation>
        </message>
        <message>
            <source>no message: {reason}</source>
            <translation>хабарламасыз: {reason}</translation>
        </message>
        <message>
            <source>another message speaks for it too</source>
            <translation>басқа хабарламада айтылды</translation>
        </message>
        <message>
            <source>unless it has been collected</source>
            <translation>алып кетпесе</translation>
        </message>
        <message>
            <source>“{subject}” sent</source>
            <translation>«{subject}» жіберілді</translation>
        </message>
        <message>
            <source>read at {time}</source>
            <translation>оқылды {time}</translation>
        </message>
        <message>
            <source>delivered at {time}</source>
            <translation>жеткізілді {time}</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Жіберу</translation>
        </message>
        <message>
            <source>Don't send</source>
            <translation>Жібермеу</translation>
        </message>
        <message>
            <source>It arrived</source>
            <translation>Жетті</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Қайта жіберу</translation>
        </message>
    </context>
    <context>
        <name>templates</name>
        <message>
            <source>A bracket { is opened and not closed.</source>
            <translation>{ жақшасы ашылып, жабылмаған.</translation>
        </message>
        <message>
            <source>A bracket } without its {.</source>
            <translation>} жақшасының { сыңары жоқ.</translation>
        </message>
        <message>
            <source>A condition has no end.</source>
            <translation>Шарттың соңы жоқ.</translation>
        </message>
        <message>
            <source>A link in the first message looks like spam to WhatsApp. Better give it in answer to a reply.</source>
            <translation>Алғашқы хабарламадағы сілтемені WhatsApp жаппай тарату деп қабылдауы мүмкін. Сілтемені сатып алушы жауап бергенде жіберген дұрыс.</translation>
        </message>
        <message>
            <source>An invisible sign that can't be sent.</source>
            <translation>Жіберуге болмайтын көрінбейтін таңба.</translation>
        </message>
        <message>
            <source>Any delivery</source>
            <translation>Кез келгені</translation>
        </message>
        <message>
            <source>Don't promise a day for the money: only Kaspi knows it.</source>
            <translation>Ақшаның қайтарылу мерзімін уәде етпеңіз: оны тек Kaspi біледі.</translation>
        </message>
        <message>
            <source>First correct the mistake in the text.</source>
            <translation>Алдымен мәтіндегі қатені түзетіңіз.</translation>
        </message>
        <message>
            <source>For this order {variable} is not known: {meaning}. Without it the message does not leave. Put it into a condition or give a word for this case.</source>
            <translation>Бұл тапсырыс үшін {variable} белгісіз: {meaning}. Онсыз хабарлама жіберілмейді. Оны шартқа қойыңыз немесе орнына сөз беріңіз.</translation>
        </message>
        <message>
            <source>Line {line}:</source>
            <translation>{line}-жол:</translation>
        </message>
        <message>
            <source>Many emoji look like bulk mail. One is enough.</source>
            <translation>Смайлик көп болса, жаппай таратуға ұқсайды. Біреуі жеткілікті.</translation>
        </message>
        <message>
            <source>Never ask for the code in the chat: only swindlers do. The buyer says it on the spot.</source>
            <translation>Кодты чатта ешқашан сұрамаңыз: оны тек алаяқтар сұрайды. Сатып алушы оны орнында айтады.</translation>
        </message>
        <message>
            <source>No message comes of this: it is empty or too long.</source>
            <translation>Хабарлама шықпайды: ол бос немесе тым ұзын.</translation>
        </message>
        <message>
            <source>Notes can't stand in a template.</source>
            <translation>Үлгіде ескертпе қойылмайды.</translation>
        </message>
        <message>
            <source>One pair of brackets is enough.</source>
            <translation>Бір жұп жақша жеткілікті.</translation>
        </message>
        <message>
            <source>Only variables and simple conditions fit here.</source>
            <translation>Мұнда тек айнымалылар мен қарапайым шарттар жарайды.</translation>
        </message>
        <message>
            <source>Perhaps {nearest}?</source>
            <translation>Мүмкін, {nearest}?</translation>
        </message>
        <message>
            <source>The filter {name} is written in another way.</source>
            <translation>{name} сүзгісі басқаша жазылады.</translation>
        </message>
        <message>
            <source>The second language is missing.</source>
            <translation>Екінші тіл жоқ.</translation>
        </message>
        <message>
            <source>The text is too long.</source>
            <translation>Мәтін тым ұзын.</translation>
        </message>
        <message>
            <source>There is no command {name}.</source>
            <translation>{name} деген бұйрық жоқ.</translation>
        </message>
        <message>
            <source>There is no filter {name}.</source>
            <translation>{name} деген сүзгі жоқ.</translation>
        </message>
        <message>
            <source>There is no text yet.</source>
            <translation>Мәтін әзірге жоқ.</translation>
        </message>
        <message>
            <source>There is no variable {name}.</source>
            <translation>{name} деген айнымалы жоқ.</translation>
        </message>
        <message>
            <source>There is nothing between the brackets.</source>
            <translation>Жақша арасы бос.</translation>
        </message>
        <message>
            <source>This can't be read. Look at the brackets and quotes.</source>
            <translation>Бұл оқылмайды. Жақша мен тырнақшаларды қараңыз.</translation>
        </message>
        <message>
            <source>Too many conditions one inside the other.</source>
            <translation>Бірінің ішінде бірі тұрған шарттар тым көп.</translation>
        </message>
        <message>
            <source>address for pickup</source>
            <translation>алып кету мекенжайы</translation>
        </message>
        <message>
            <source>address of the delivery</source>
            <translation>жеткізу мекенжайы</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>бірден</translation>
        </message>
        <message>
            <source>buyer's first and last name</source>
            <translation>сатып алушының аты-жөні</translation>
        </message>
        <message>
            <source>buyer's first name</source>
            <translation>сатып алушының аты</translation>
        </message>
        <message>
            <source>buyer's phone</source>
            <translation>сатып алушының телефоны</translation>
        </message>
        <message>
            <source>day of the order</source>
            <translation>тапсырыс күні</translation>
        </message>
        <message>
            <source>first product and how many more</source>
            <translation>бірінші тауар және тағы қанша</translation>
        </message>
        <message>
            <source>greeting that fits the time of day</source>
            <translation>тәулік уақытына сай сәлемдесу</translation>
        </message>
        <message>
            <source>how many things</source>
            <translation>барлығы неше дана</translation>
        </message>
        <message>
            <source>kind of delivery</source>
            <translation>алу тәсілі</translation>
        </message>
        <message>
            <source>link for a review</source>
            <translation>пікір сілтемесі</translation>
        </message>
        <message>
            <source>name of your shop</source>
            <translation>дүкен атауы</translation>
        </message>
        <message>
            <source>number of the order</source>
            <translation>тапсырыс нөмірі</translation>
        </message>
        <message>
            <source>opening hours of the shop</source>
            <translation>дүкеннің жұмыс уақыты</translation>
        </message>
        <message>
            <source>phone of the shop</source>
            <translation>дүкен телефоны</translation>
        </message>
        <message>
            <source>planned day of delivery</source>
            <translation>жеткізудің жоспарлы күні</translation>
        </message>
        <message>
            <source>price of the order with ₸</source>
            <translation>₸ белгісімен тапсырыс сомасы</translation>
        </message>
        <message>
            <source>products with their number, up to five</source>
            <translation>саны көрсетілген тауарлар, беске дейін</translation>
        </message>
        <message>
            <source>{name} characters: long messages are not read to the end. Up to {longest} is good.</source>
            <translation>{name} таңба: ұзын хабарлама соңына дейін оқылмайды. {longest} таңбаға дейін болғаны жақсы.</translation>
        </message>
        <message>
            <source>“{name}” reads like shouting. Calm texts are answered more often.</source>
            <translation>«{name}» айқайлағандай естіледі. Сабырлы мәтінге жиірек жауап береді.</translation>
        </message>
        <message>
            <source>“{name}” sounds like advertising. Kaspi lets you write to buyers about their order only.</source>
            <translation>«{name}» жарнамаға ұқсайды. Kaspi сатып алушыларға тек тапсырысы туралы жазуға рұқсат етеді.</translation>
        </message>
    </context>
    <context>
        <name>trials</name>
        <message>
            <source>The token works</source>
            <translation>Токен жұмыс істейді</translation>
        </message>
        <message>
            <source>Kaspi answers; there were no orders in two weeks.</source>
            <translation>Kaspi жауап береді; екі аптада тапсырыс болмаған.</translation>
        </message>
        <message>
            <source>{orders}, the newest is № {code}.</source>
            <translation>{orders}, ең жаңасы — № {code}.</translation>
        </message>
        <message>
            <source>The server answers, but it has no key</source>
            <translation>Сервер жауап береді, бірақ кілтсіз</translation>
        </message>
        <message>
            <source>Whoever reaches it can write in the name of your shop. Set a key on the server.</source>
            <translation>Оған жеткен кез келген адам дүкеніңіз атынан жаза алады. Серверге кілт қойыңыз.</translation>
        </message>
        <message>
            <source>The server answers</source>
            <translation>Сервер жауап береді</translation>
        </message>
        <message>
            <source>Check the token</source>
            <translation>Токенді тексеру</translation>
        </message>
        <message>
            <source>Check the server</source>
            <translation>Серверді тексеру</translation>
        </message>
        <message>
            <source>Whoever shares your network can read the messages and the key on their way. An address that begins with https:// prevents it.</source>
            <translation>Желіңіздегі кез келген адам хабарламалар мен кілтті жол-жөнекей оқи алады. https:// деп басталатын мекенжай бұдан қорғайды.</translation>
        </message>
    </context>
</TS>
