<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>MessagesPage</name>
        <message numerus="yes">
            <source>%n message(s) in the log</source>
            <translation>
                <numerusform>%n message in the log</numerusform>
                <numerusform>%n messages in the log</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message numerus="yes">
            <source>%n being checked</source>
            <translation>
                <numerusform>%n being checked</numerusform>
                <numerusform>%n being checked</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on hold</source>
            <translation>
                <numerusform>%n on hold</numerusform>
                <numerusform>%n on hold</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) need your decision</source>
            <translation>
                <numerusform>%n message needs your decision</numerusform>
                <numerusform>%n messages need your decision</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>%n waiting message will not be sent.</numerusform>
                <numerusform>%n waiting messages will not be sent.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WhatsAppPage</name>
        <message numerus="yes">
            <source>%n message(s) will wait until a phone is linked again.</source>
            <translation>
                <numerusform>%n message will wait until a phone is linked again.</numerusform>
                <numerusform>%n messages will wait until a phone is linked again.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%n message(s) waiting</source>
            <translation>
                <numerusform>%n message waiting</numerusform>
                <numerusform>%n messages waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Found</name>
        <message numerus="yes">
            <source>%n order(s) in the last two weeks</source>
            <translation>
                <numerusform>%n order in the last two weeks</numerusform>
                <numerusform>%n orders in the last two weeks</numerusform>
            </translation>
        </message>
    </context>
</TS>
