<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>ConversationsPage</name>
        <message numerus="yes">
            <source>%n unread message(s)</source>
            <translation>
                <numerusform>%n unread message</numerusform>
                <numerusform>%n unread messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Decisions</name>
        <message numerus="yes">
            <source>%n more message(s) wait for your decision</source>
            <translation>
                <numerusform>%n more message waits for your decision</numerusform>
                <numerusform>%n more messages wait for your decision</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DoctorCard</name>
        <message numerus="yes">
            <source>%n thing(s) need a look</source>
            <translation>
                <numerusform>%n thing needs a look</numerusform>
                <numerusform>%n things need a look</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MessageJobs</name>
        <message numerus="yes">
            <source>Send %n message(s) again?</source>
            <translation>
                <numerusform>Send %n message again?</numerusform>
                <numerusform>Send %n messages again?</numerusform>
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
            <source>%n order(s) today</source>
            <translation>
                <numerusform>%n order today</numerusform>
                <numerusform>%n orders today</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Skip %n message(s)?</source>
            <translation>
                <numerusform>Skip %n message?</numerusform>
                <numerusform>Skip %n messages?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Period</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RemovalDialog</name>
        <message numerus="yes">
            <source>%n waiting message(s) will not be sent.</source>
            <translation>
                <numerusform>%n waiting message will not be sent.</numerusform>
                <numerusform>%n waiting messages will not be sent.</numerusform>
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
        <name>StoppedBanner</name>
        <message numerus="yes">
            <source>%n message(s) at once: send them?</source>
            <translation>
                <numerusform>%n message at once: send it?</numerusform>
                <numerusform>%n messages at once: send them?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) waited: still send them?</source>
            <translation>
                <numerusform>%n message waited: still send it?</numerusform>
                <numerusform>%n messages waited: still send them?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more came too late and will not be sent.</source>
            <translation>
                <numerusform>%n more came too late and will not be sent.</numerusform>
                <numerusform>%n more came too late and will not be sent.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Summary</name>
        <message numerus="yes">
            <source>In the last 14 days it would have sent %n message(s)</source>
            <translation>
                <numerusform>In the last 14 days it would have sent %n message</numerusform>
                <numerusform>In the last 14 days it would have sent %n messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>to %n new people</source>
            <translation>
                <numerusform>to %n new person</numerusform>
                <numerusform>to %n new people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TemplateFiles</name>
        <message numerus="yes">
            <source>Import %n template(s)?</source>
            <translation>
                <numerusform>Import %n template?</numerusform>
                <numerusform>Import %n templates?</numerusform>
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
        <message numerus="yes">
            <source>in %n day(s)</source>
            <translation>
                <numerusform>in %n day</numerusform>
                <numerusform>in %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n hour(s)</source>
            <translation>
                <numerusform>in %n hour</numerusform>
                <numerusform>in %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n minute(s)</source>
            <translation>
                <numerusform>in %n minute</numerusform>
                <numerusform>in %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n row</numerusform>
                <numerusform>%n rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s)</source>
            <translation>
                <numerusform>%n message</numerusform>
                <numerusform>%n messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Decisions</name>
        <message numerus="yes">
            <source>%n message(s) need your decision</source>
            <translation>
                <numerusform>%n message needs your decision</numerusform>
                <numerusform>%n messages need your decision</numerusform>
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
    <context>
        <name>_Old</name>
        <message numerus="yes">
            <source>%n old order(s) found: nobody old will be messaged</source>
            <translation>
                <numerusform>%n old order found: nobody old will be messaged</numerusform>
                <numerusform>%n old orders found: nobody old will be messaged</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Periods</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
</TS>
