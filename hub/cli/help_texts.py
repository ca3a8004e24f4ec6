"""What --help says: a sentence for each command by its words, and for each option by the command's words and its own name.

The first sentence of a command stands alone in the list of the commands above it.
"""

from __future__ import annotations

from hub.kernel.words import Words

# The same wherever it stands.
HELP_OPTION = Words(nb="Vis denne hjelpen.", sv="Visa den här hjälpen.", en="Show this help.")

HELP_TEXTS: dict[str, Words] = {
    "": Words(
        nb="Samlast, driftssystemet for en matsentral.",
        sv="Samlast, driftsystemet för en livsmedelshubb.",
        en="Samlast, the operations system of a food hub.",
    ),
    "--version": Words(nb="Versjonen, og slutt.", sv="Versionen, och slut.", en="The version, and end."),
    "--config": Words(
        nb="Mappen med innstillingene (SAMLAST_CONFIG, ellers ./config).",
        sv="Mappen med inställningarna (SAMLAST_CONFIG, annars ./config).",
        en="The folder of the settings (SAMLAST_CONFIG, else ./config).",
    ),
    "--data": Words(
        nb="Mappen med databasen (SAMLAST_DATA, ellers ved siden av innstillingene).",
        sv="Mappen med databasen (SAMLAST_DATA, annars bredvid inställningarna).",
        en="The folder of the database (SAMLAST_DATA, else beside the settings).",
    ),
    "run": Words(
        nb="Sider, enheter og megler i én prosess.",
        sv="Sidor, enheter och mäklare i en process.",
        en="Pages, devices and broker in one process.",
    ),
    "web": Words(
        nb="Bare sidene, ved siden av «hub work», på PostgreSQL.",
        sv="Bara sidorna, bredvid ”hub work”, på PostgreSQL.",
        en="Only the pages, beside `hub work`, on PostgreSQL.",
    ),
    "work": Words(
        nb="Bare enheter, utskrift og faste jobber, på PostgreSQL.",
        sv="Bara enheter, utskrift och tidsstyrda jobb, på PostgreSQL.",
        en="Only devices, printing and timed jobs, on PostgreSQL.",
    ),
    "listen": Words(
        nb="Bare lytte til følerne, ved siden av `hub work` på PostgreSQL. NUMBER er hvilken av flere, fra 1.",
        sv="Bara lyssna på givarna, vid sidan av `hub work` på PostgreSQL. NUMBER är vilken av flera, från 1.",
        en="Only listen to the sensors, beside `hub work` on PostgreSQL. NUMBER is which of several, from 1.",
    ),
    "migrate": Words(
        nb="Ta databasen til den nyeste formen, eller tilbake til en tidligere.",
        sv="Ta databasen till den nyaste formen, eller tillbaka till en tidigare.",
        en="Bring the database to the newest form, or back to an earlier one.",
    ),
    "migrate --down-to": Words(
        nb="Gå tilbake til denne versjonen; base tømmer databasen.",
        sv="Gå tillbaka till denna version; base tömmer databasen.",
        en="Go back to this version; base empties the database.",
    ),
    "migrate --yes": Words(
        nb="Med --down-to: slett poster uten å spørre.",
        sv="Med --down-to: radera poster utan att fråga.",
        en="With --down-to: delete records without asking.",
    ),
    "demo": Words(
        nb="Sett opp et oppdiktet samvirke med en uke av ordrer, og si hvem som kan logge inn.",
        sv="Sätt upp en påhittad kooperation med en vecka av order, och säg vem som kan logga in.",
        en="Set up a made-up cooperative with a week of orders, and say who can log in.",
    ),
    "demo --reset": Words(
        nb="Tøm en demodatabase først, og sett opp demoen på nytt.",
        sv="Töm en demodatabas först, och sätt upp demon på nytt.",
        en="Empty a demo database first and set the demo up anew.",
    ),
    "demo --log-ins": Words(
        nb="Si bare hvem som kan logge inn.",
        sv="Säg bara vem som kan logga in.",
        en="Only say who can log in.",
    ),
    "demo --steps": Words(
        nb="Si bare hvor langt lastingen er kommet, når det er noe å laste.",
        sv="Säg bara hur långt laddningen har kommit, när det finns något att ladda.",
        en="Only say how far the loading is, when there is something to load.",
    ),
    "demo --quiet": Words(
        nb="Sett opp uten et ord, hvis ikke noe er galt.",
        sv="Sätt upp utan ett ord, om inget är fel.",
        en="Set up without a word, unless something is wrong.",
    ),
    "demo --language": Words(
        nb="Språket det sies på (ellers det i hub.toml).",
        sv="Språket det sägs på (annars det i hub.toml).",
        en="The language to say it in (else that of hub.toml).",
    ),
    "person": Words(
        nb="Opprett de første menneskene i en ny hub.",
        sv="Lägg upp de första personerna i en ny hubb.",
        en="Create the first people of a new hub.",
    ),
    "person add": Words(
        nb="Opprett en konto med et første passord, som det spørres om to ganger. Revisjonssporet husker at den ble laget.",
        sv="Lägg upp ett konto med ett första lösenord, som efterfrågas två gånger. Granskningsspåret minns att det gjordes.",
        en="Create an account with a first password, which is asked for twice. The audit trail keeps that it was made.",
    ),
    "person add --name": Words(
        nb="Navnet, slik andre leser det.",
        sv="Namnet, så som andra läser det.",
        en="The name, as others read it.",
    ),
    "person add --role": Words(
        nb="En rolle fra roles.toml; kan gjentas.",
        sv="En roll ur roles.toml; kan upprepas.",
        en="A role of roles.toml; repeatable.",
    ),
    "person add --language": Words(
        nb="Personens språk, ellers hubens.",
        sv="Personens språk, annars hubbens.",
        en="Theirs, else the hub's own.",
    ),
    "person add --password-stdin": Words(
        nb="Les passordet fra standard inn, én linje.",
        sv="Läs lösenordet från standard in, en rad.",
        en="Read the password from standard input, one line.",
    ),
    "doctor": Words(
        nb="Se på alt huben trenger, og si hva som må gjøres.",
        sv="Se på allt som hubben behöver, och säg vad som ska göras.",
        en="Look at everything the hub needs and say what to do.",
    ),
    "decode": Words(
        nb="Si hva bytes fra en vekt, en melding fra megleren eller en skannet kode betyr.",
        sv="Säg vad byte från en våg, ett meddelande från mäklaren eller en skannad kod betyder.",
        en="Say what bytes of a scale, a message of the broker, or a scanned code mean.",
    ),
    "decode scale": Words(
        nb='Les det en vekt sendte. Med --hex eller --file, eller --jsonl med {"protocol": …, "hex": …} på hver linje.',
        sv='Läs det en våg sände. Med --hex eller --file, eller --jsonl med {"protocol": …, "hex": …} på varje rad.',
        en='Decode what a scale sent. With --hex or --file, or --jsonl with {"protocol": …, "hex": …} on each line.',
    ),
    "decode scale --protocol": Words(
        nb="Vektspråket, for eksempel mt_sics; auto sier hvilke som passer til det som kom.",
        sv="Vågspråket, till exempel mt_sics; auto säger vilka som passar till det som kom.",
        en="The wire language, such as mt_sics; auto says which fit the bytes.",
    ),
    "decode scale --hex": Words(
        nb="Det som kom, som heksadesimale sifre; mellomrom teller ikke.",
        sv="Det som kom, som hexadecimala siffror; mellanslag räknas inte.",
        en="The bytes as hexadecimal digits; blanks are ignored.",
    ),
    "decode scale --request-hex": Words(
        nb="Det som ble spurt om, der svaret ikke sier det.",
        sv="Det som frågades, där svaret inte säger det.",
        en="What was asked, where the answer does not say it.",
    ),
    "decode scale --file": Words(nb="Et opptak.", sv="En inspelning.", en="A capture."),
    "decode scale --jsonl": Words(
        nb="Én forespørsel per linje på standard inn, én liste per linje ut.",
        sv="En förfrågan per rad på standard in, en lista per rad ut.",
        en="One request a line on standard input, one list a line out.",
    ),
    "decode mqtt": Words(
        nb='Les meldinger fra megleren. Med --topic og --payload, eller --jsonl med {"topic": …, "payload": …} på hver linje.'
        "\n\nLinjene i --jsonl leses som meldinger fra én megler, i rekkefølge: en dialekt kan si navn og enheter bare én gang.",
        sv='Läs meddelanden från mäklaren. Med --topic och --payload, eller --jsonl med {"topic": …, "payload": …} på varje rad.'
        "\n\nRaderna i --jsonl läses som meddelanden från en mäklare, i ordning: en dialekt kan säga namn och enheter bara en gång.",
        en='Decode messages of the broker. With --topic and --payload, or --jsonl with {"topic": …, "payload": …} on each line.'
        "\n\nThe lines of --jsonl are read as one broker's messages in their order: a dialect may tell names and units only once.",
    ),
    "decode mqtt --topic": Words(
        nb="Meldingens topic.", sv="Meddelandets topic.", en="The topic of the message."
    ),
    "decode mqtt --payload": Words(
        nb="Innholdet som tekst.", sv="Innehållet som text.", en="The payload as text."
    ),
    "decode mqtt --payload-hex": Words(
        nb="Innholdet som heksadesimale sifre.",
        sv="Innehållet som hexadecimala siffror.",
        en="The payload as hexadecimal digits.",
    ),
    "decode mqtt --retained": Words(
        nb="Megleren sendte den på grunn av abonnementet.",
        sv="Mäklaren sände det på grund av prenumerationen.",
        en="The broker sent it because of the subscription.",
    ),
    "decode mqtt --everything": Words(
        nb="Også dører, batterivarsler og radiosignaler.",
        sv="Även dörrar, batterivarningar och radiosignaler.",
        en="Doors, battery flags and radio signals too.",
    ),
    "decode mqtt --config": Words(
        nb="En devices.toml, for [sensors] i den: beskrevne meldinger, dialekter og enheter etter prefiks.",
        sv="En devices.toml, för [sensors] i den: beskrivna meddelanden, dialekter och enheter efter prefix.",
        en="A devices.toml, for its [sensors]: described messages, dialects and units by prefix.",
    ),
    "decode mqtt --jsonl": Words(
        nb="Én melding per linje på standard inn, én liste per linje ut.",
        sv="Ett meddelande per rad på standard in, en lista per rad ut.",
        en="One message a line on standard input, one list a line out.",
    ),
    "decode code": Words(
        nb="Si hva en skannet TEXT er, hva som står i den, og hva som er galt med den. <GS> står for skilletegnet.",
        sv="Säg vad en skannad TEXT är, vad som står i den, och vad som är fel med den. <GS> står för skiljetecknet.",
        en="Say what a scanned TEXT is, what is in it, and what is wrong with it. <GS> stands for the separator.",
    ),
    "decode code --today": Words(
        nb="Dagen som avgjør århundret for årstall med to sifre.",
        sv="Dagen som avgör århundradet för årtal med två siffror.",
        en="The day that decides the century of two-digit years.",
    ),
    "decode code --jsonl": Words(
        nb='Én {"text": …} per linje på standard inn, ett objekt per linje ut.',
        sv='En {"text": …} per rad på standard in, ett objekt per rad ut.',
        en='One {"text": …} a line on standard input, one object a line out.',
    ),
    "coldchain": Words(
        nb="Rapporter fra kjølerommene, og avvik i filer med målinger.",
        sv="Rapporter från kylrummen, och avvikelser i filer med mätningar.",
        en="Reports of the cold rooms, and excursions in files of readings.",
    ),
    "coldchain replay": Words(
        nb="Skriv avvikene i READINGS, en CSV-fil med kolonnene sensor, at og value (- for standard inn).",
        sv="Skriv avvikelserna i READINGS, en CSV-fil med kolumnerna sensor, at och value (- för standard in).",
        en="Print the excursions in READINGS, a CSV file with the columns sensor, at and value (- for standard input).",
    ),
    "coldchain replay --limits": Words(
        nb="En TOML-fil med en tabell [[limit]] for hver grense.",
        sv="En TOML-fil med en tabell [[limit]] för varje gräns.",
        en="A TOML file with a table [[limit]] for each limit.",
    ),
    "coldchain replay --until": Words(
        nb="Bedøm som på dette tidspunktet, med tidssone; ellers som ved den siste målingen i filen.",
        sv="Bedöm som vid denna tidpunkt, med tidszon; annars som vid filens sista mätning.",
        en="Judge as of this moment, with its offset; without it, as of the last reading of the file.",
    ),
    "coldchain report": Words(
        nb="Skriv rapporten for et tidsrom som PDF eller CSV. Samme data gir samme fil.",
        sv="Skriv rapporten för en tid som PDF eller CSV. Samma data ger samma fil.",
        en="Write the report of a period as PDF or CSV. The same data give the same file.",
    ),
    "coldchain report --from": Words(
        nb="Første dag, som 2026-11-23, eller et tidspunkt, som 2026-11-23T06:00.",
        sv="Första dag, som 2026-11-23, eller en tidpunkt, som 2026-11-23T06:00.",
        en="First day, as 2026-11-23, or a moment, as 2026-11-23T06:00.",
    ),
    "coldchain report --to": Words(
        nb="Siste dag, som er med, eller et tidspunkt; uten den bare den første dagen.",
        sv="Sista dag, som är med, eller en tidpunkt; utan den bara den första dagen.",
        en="Last day, which is in it, or a moment; without it the first day alone.",
    ),
    "coldchain report --place": Words(
        nb="Et rom, ved sin kode; kan gis flere ganger. Uten den alle rom med føler.",
        sv="Ett rum, med sin kod; kan ges flera gånger. Utan den alla rum med givare.",
        en="A room by its code; may be given several times. Without it every room with a sensor.",
    ),
    "coldchain report --format": Words(nb="PDF eller CSV.", sv="PDF eller CSV.", en="PDF or CSV."),
    "coldchain report --out": Words(
        nb="Filen som skrives (- for standard ut).",
        sv="Filen som skrivs (- för standard ut).",
        en="The file to write (- for standard output).",
    ),
    "coldchain report --language": Words(
        nb="Språket i rapporten; ellers hubens.",
        sv="Rapportens språk; annars hubbens.",
        en="The report's language; else the hub's.",
    ),
    "coldchain check": Words(
        nb="Hold en rapport som noen har tatt vare på, mot databasen. Sier om den stemmer eller er endret siden.",
        sv="Håll en rapport som någon har sparat mot databasen. Säger om den stämmer eller är ändrad sedan dess.",
        en="Hold a report that somebody kept to the database. Says whether it matches or has changed since.",
    ),
    "label": Words(
        nb="Tegn en etikett i en fil, eller les en tegnet tilbake.",
        sv="Rita en etikett i en fil, eller läs tillbaka en ritad.",
        en="Draw a label into a file, or read a drawn one back.",
    ),
    "label layouts": Words(
        nb="Nevn oppsettene i config/labels.",
        sv="Nämn layouterna i config/labels.",
        en="Name the layouts in config/labels.",
    ),
    "label render": Words(
        nb="Tegn innholdet etter et oppsett. Sier hva standarden ville hatt annerledes, og nekter det ingen etikett kan bære.",
        sv="Rita innehållet efter en layout. Säger vad standarden vill ha annorlunda, och vägrar det som ingen etikett får bära.",
        en="Draw the content by a layout. Says what the standard would have otherwise, and refuses what no label may carry.",
    ),
    "label render --layout": Words(
        nb="En fil i config/labels, uten .toml.",
        sv="En fil i config/labels, utan .toml.",
        en="A file in config/labels, without .toml.",
    ),
    "label render --content": Words(
        nb="En JSON-tabell med det etiketten sier; - leser standard inn.",
        sv="En JSON-tabell med det som etiketten säger; - läser standard in.",
        en="A JSON table of what the label says; - reads standard input.",
    ),
    "label render --format": Words(nb="Filens form.", sv="Filens form.", en="The form of the file."),
    "label render --out": Words(nb="- er standard ut.", sv="- är standard ut.", en="- is standard output."),
    "label render --dpi": Words(
        nb="Skriverens punkter per tomme.", sv="Skrivarens punkter per tum.", en="The printer's dots an inch."
    ),
    "label render --language": Words(
        nb="Ellers innholdets.", sv="Annars innehållets.", en="Else that of the content."
    ),
    "label check": Words(
        nb="Les en tegnet etikett tilbake og bedøm kodene, som JSON. Sluttkode 1: den kan ikke brukes.",
        sv="Läs tillbaka en ritad etikett och bedöm koderna, som JSON. Slutkod 1: den går inte att använda.",
        en="Read a rendered label back and judge its codes, as JSON. Exit 1: it cannot be used.",
    ),
    "label check --expect": Words(
        nb="Det en kode skal inneholde; én gang for hver. Ellers det filen selv sier.",
        sv="Det som en kod ska innehålla; en gång för varje. Annars det som filen själv säger.",
        en="What a code should hold; once for each. Else what the file itself says.",
    ),
    "devices": Words(
        nb="Finn ut hva som snakker på en port som ingen eier.",
        sv="Ta reda på vad som talar på en port som ingen äger.",
        en="Find out what speaks on a port that nobody owns.",
    ),
    "devices detect": Words(
        nb="Prøv linjeinnstillinger og vektspråk på URL. Det er en sti som /dev/serial/by-id/…, eller socket://vert:port.",
        sv="Pröva linjeinställningar och vågspråk på URL. Det är en sökväg som /dev/serial/by-id/…, eller socket://värd:port.",
        en="Try line settings and wire languages on URL. That is a path such as /dev/serial/by-id/…, or socket://host:port.",
    ),
    "verify": Words(
        nb="Se etter at kjedene og lageret stemmer, eller bare WHAT; nevn den første gale raden. Sluttkode 1 når noe ikke stemmer."
        "\n\nVeiingene holdes opp mot hver signert dagsrapport som er lagret, og mot hodene og filene som gis her; temperaturene mot "
        "forseglingene av hvert døgn.",
        sv="Se efter att kedjorna och lagret stämmer, eller bara WHAT; nämn den första felaktiga raden. Slutkod 1 när något inte "
        "stämmer.\n\nVägningarna hålls mot varje signerad dagsrapport som är sparad, och mot de huvuden och filer som ges här; "
        "temperaturerna mot förseglingarna av varje dygn.",
        en="Check the chains and the stock, or only WHAT; name the first bad row. Exit 1 when something does not hold."
        "\n\nThe weighings are held to every signed day sheet that is stored, and to the heads and files given here; the temperatures "
        "to the seals of each day.",
    ),
    "verify --head": Words(
        nb="Den siste veiingen slik en signert dagsrapport har den; en kuttet eller omskrevet kjede passer ikke til den.",
        sv="Den sista vägningen så som en signerad dagsrapport har den; en klippt eller omskriven kedja passar inte till den.",
        en="The last weighing as a signed day sheet has it; a cut or rewritten chain does not fit it.",
    ),
    "verify --sheet": Words(
        nb="En signert dagsrapport slik den ble lastet ned (JSON) og tatt vare på et annet sted.",
        sv="En signerad dagsrapport så som den laddades ner (JSON) och sparades på annat håll.",
        en="A signed day sheet as it was downloaded (JSON) and kept elsewhere.",
    ),
}
