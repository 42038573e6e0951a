; The installer for one person, without an administrator: makensis -DVERSION=1.2.3 -DBUNDLE=… -DOUT=… installer.nsi
; The program lies in "app". A new one is unpacked beside it and takes its place by renaming, so that an
; upgrade that breaks off leaves the old program. The data lies elsewhere and is never touched by an upgrade.
; With -DBREAK_OFF it makes an installer that dies at the worst moment, for installed.py; it is never shipped.
Target amd64-unicode
Unicode true
!ifdef BREAK_OFF
    SetCompress off
!else
    SetCompressor /SOLID lzma
    ; The two starters carry the same code: packed one after the other, in one window, the second costs nothing.
    SetCompressorDictSize 64
!endif
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include x64.nsh

!define NAME "Kaspi Notifier"
!define WINDOW "kaspi-notifier-window.exe"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define RUNONCE "Software\Microsoft\Windows\CurrentVersion\RunOnce"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KaspiNotifier"
!define DATA "$LOCALAPPDATA\KaspiNotifier"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "CompanyName" "${NAME}"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\app\${WINDOW}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first is taken where Windows speaks none of them.
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGEEX "." "Kazakh"
!insertmacro MUI_LANGUAGE "English"

LangString Autostart ${LANG_RUSSIAN} "Запускать вместе с Windows"
LangString Autostart ${LANG_KAZAKH} "Windows-пен бірге іске қосу"
LangString Autostart ${LANG_ENGLISH} "Start with Windows"
LangString Desktop ${LANG_RUSSIAN} "Ярлык на рабочем столе"
LangString Desktop ${LANG_KAZAKH} "Жұмыс үстеліндегі жарлық"
LangString Desktop ${LANG_ENGLISH} "Shortcut on the desktop"
LangString InUse ${LANG_RUSSIAN} "Программа ещё работает. Закройте её через значок возле часов и нажмите «Повторить»."
LangString InUse ${LANG_KAZAKH} "Бағдарлама әлі жұмыс істеп тұр. Оны сағат жанындағы белгі арқылы жауып, «Қайталау» түймесін басыңыз."
LangString InUse ${LANG_ENGLISH} "The program is still running. Quit it by its icon beside the clock, then press Retry."
LangString Old ${LANG_RUSSIAN} "Нужна 64-разрядная Windows 10 или новее."
LangString Old ${LANG_KAZAKH} "64 разрядты Windows 10 немесе одан жаңасы керек."
LangString Old ${LANG_ENGLISH} "64-bit Windows 10 or newer is needed."
LangString DeleteData ${LANG_RUSSIAN} "Удалить и данные: заказы, сообщения, настройки и ключи?$\r$\n$\r$\nНажмите «Нет», если поставите программу снова: она продолжит с того же места."
LangString DeleteData ${LANG_KAZAKH} "Деректер де жойылсын ба: тапсырыстар, хабарламалар, баптаулар мен кілттер?$\r$\n$\r$\nБағдарламаны қайта орнатсаңыз, «Жоқ» түймесін басыңыз: ол сол жерінен жалғастырады."
LangString DeleteData ${LANG_ENGLISH} "Delete the data as well: orders, messages, settings and keys?$\r$\n$\r$\nPress No if you will install the program again: it goes on where it stopped."

!macro EndProgram un
; Asks every running copy to end in order; who does not within some seconds is ended. Nothing is lost either way.
Function ${un}EndProgram
    System::Call 'kernel32::OpenEventW(i 2, i 0, w "KaspiNotifier.Quit") p .r0'
    ${If} $0 P<> 0
        System::Call 'kernel32::SetEvent(p r0)'
        System::Call 'kernel32::CloseHandle(p r0)'
        Sleep 2500
    ${EndIf}
FunctionEnd
!macroend
!insertmacro EndProgram ""
!insertmacro EndProgram "un."

; Renames $1 to $2 as soon as nobody holds a file in it; the error flag stays set when that never happens.
Function Move
    StrCpy $3 0
    ${Do}
        ClearErrors
        Rename "$1" "$2"
        ${IfNot} ${Errors}
            Return
        ${EndIf}
        IntOp $3 $3 + 1
        ${If} $3 = 20
            nsExec::Exec 'taskkill /F /IM ${WINDOW}'
            Pop $4
            nsExec::Exec 'taskkill /F /IM kaspi-notifier.exe'
            Pop $4
        ${EndIf}
        Sleep 250
    ${LoopUntil} $3 > 40
    SetErrors
FunctionEnd

Section "${NAME}" Program
    SectionIn RO
    RMDir /r "$INSTDIR\app.new"
    SetOutPath "$INSTDIR\app.new"
    File "${BUNDLE}\*.exe"
    File /r /x "kaspi-notifier*.exe" "${BUNDLE}\*.*"
    SetOutPath "$INSTDIR"
    Call EndProgram
    ; An upgrade that broke off between its two renames left the old program here.
    ${IfNot} ${FileExists} "$INSTDIR\app\*.*"
        Rename "$INSTDIR\app.old" "$INSTDIR\app"
    ${EndIf}
    RMDir /r "$INSTDIR\app.old"
    ${If} ${FileExists} "$INSTDIR\app\*.*"
        ; Between the two renames there is no program. Should the computer go off right then, Windows puts the
        ; old one back at the next log-on, once, and starts it where it starts with Windows.
        StrCpy $1 "ren app.old app"
        ReadRegStr $2 HKCU "${RUN}" "${NAME}"
        ${If} $2 != ""
            StrCpy $1 '$1 & start "" app\${WINDOW} --tray'
        ${EndIf}
        WriteRegStr HKCU "${RUNONCE}" "${NAME}" 'cmd /c cd /d "$INSTDIR" & if not exist app ($1)'
        StrCpy $1 "$INSTDIR\app"
        StrCpy $2 "$INSTDIR\app.old"
        ${Do}
            Call Move
            ${IfNot} ${Errors}
                ${ExitDo}
            ${EndIf}
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" /SD IDCANCEL IDRETRY again
            DeleteRegValue HKCU "${RUNONCE}" "${NAME}"
            RMDir /r "$INSTDIR\app.new"
            SetErrorLevel 2
            Abort
            again:
        ${Loop}
        !ifdef BREAK_OFF
            System::Call 'kernel32::ExitProcess(i 9)'
        !endif
    ${EndIf}
    StrCpy $1 "$INSTDIR\app.new"
    StrCpy $2 "$INSTDIR\app"
    Call Move
    ${If} ${Errors}
        Rename "$INSTDIR\app.old" "$INSTDIR\app"
        SetErrorLevel 2
        Abort
    ${EndIf}
    DeleteRegValue HKCU "${RUNONCE}" "${NAME}"
    RMDir /r "$INSTDIR\app.old"

    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\app\${WINDOW}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\app\${WINDOW}"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR\app" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
    DeleteRegValue HKCU "${RUN}" "${NAME}"
SectionEnd

Section "$(Autostart)" AutostartSection
    ; The same entry as the switch in the program's settings writes (kaspi_notifier/ui/autostart.py).
    WriteRegStr HKCU "${RUN}" "${NAME}" '"$INSTDIR\app\${WINDOW}" --tray'
    DeleteRegValue HKCU "${APPROVED}" "${NAME}"
SectionEnd

Section "$(Desktop)" DesktopSection
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\app\${WINDOW}"
SectionEnd

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_ICONSTOP "$(Old)" /SD IDOK
        Abort
    ${EndIf}
    ; An upgrade keeps what the person chose before.
    ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
    ${If} $0 != ""
        ReadRegStr $0 HKCU "${RUN}" "${NAME}"
        ${If} $0 == ""
            !insertmacro UnselectSection ${AutostartSection}
        ${EndIf}
        ${IfNot} ${FileExists} "$DESKTOP\${NAME}.lnk"
            !insertmacro UnselectSection ${DesktopSection}
        ${EndIf}
    ${EndIf}
FunctionEnd

Section "Uninstall"
    Call un.EndProgram
    nsExec::Exec 'taskkill /F /IM ${WINDOW}'
    Pop $0
    RMDir /r "$INSTDIR\app"
    RMDir /r "$INSTDIR\app.new"
    RMDir /r "$INSTDIR\app.old"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    DeleteRegValue HKCU "${RUN}" "${NAME}"
    DeleteRegValue HKCU "${RUNONCE}" "${NAME}"
    DeleteRegValue HKCU "${APPROVED}" "${NAME}"
    DeleteRegKey HKCU "${UNINSTALL}"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(DeleteData)" /SD IDNO IDNO kept
        RMDir /r "${DATA}"
        ; The keys lie in Windows' own vault, under names that begin with the program's.
        nsExec::Exec `cmd /c for /f "tokens=1* delims==" %a in ('cmdkey /list ^| find "KaspiNotifier"') do cmdkey "/delete:%b"`
        Pop $0
    kept:
SectionEnd
