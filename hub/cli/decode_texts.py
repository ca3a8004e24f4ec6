"""What `hub decode` says about its own words. The errors in its JSON are for programs and stay English."""

from __future__ import annotations

from hub.kernel.words import Words

DECODE_TEXTS: dict[str, Words] = {
    "decode_scale_how": Words(
        nb="Si --protocol NAVN og enten --hex SIFRE eller --file FIL, eller bruk --jsonl.",
        sv="Säg --protocol NAMN och antingen --hex SIFFROR eller --file FIL, eller använd --jsonl.",
        en="Say --protocol NAME and either --hex DIGITS or --file PATH, or use --jsonl.",
    ),
    "decode_mqtt_how": Words(
        nb="Si --topic TOPIC og enten --payload TEKST eller --payload-hex SIFRE, eller bruk --jsonl.",
        sv="Säg --topic TOPIC och antingen --payload TEXT eller --payload-hex SIFFROR, eller använd --jsonl.",
        en="Say --topic TOPIC and either --payload TEXT or --payload-hex DIGITS, or use --jsonl.",
    ),
    "decode_code_how": Words(
        nb="Si teksten som ble skannet, eller bruk --jsonl.",
        sv="Säg texten som skannades, eller använd --jsonl.",
        en="Say the TEXT that was scanned, or use --jsonl.",
    ),
    "unknown_protocol": Words(
        nb="Vektspråket {name} er ikke kjent her; kjent er {known}.",
        sv="Vågspråket {name} är inte känt här; kända är {known}.",
        en="The scale language {name} is not known here; known are {known}.",
    ),
    "no_hex": Words(
        nb="{name} er et partall heksadesimale sifre, ikke {digits}",
        sv="{name} är ett jämnt antal hexadecimala siffror, inte {digits}",
        en="{name} is an even number of hexadecimal digits, not {digits}",
    ),
}
