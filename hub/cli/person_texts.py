"""What `hub person` says."""

from __future__ import annotations

from hub.kernel.words import Words

PERSON_TEXTS: dict[str, Words] = {
    "person_added": Words(
        nb="{login} kan logge inn nå.", sv="{login} kan logga in nu.", en="{login} can log in now."
    ),
    "password_first": Words(nb="Passord", sv="Lösenord", en="Password"),
    "password_again": Words(
        nb="Passordet en gang til", sv="Lösenordet en gång till", en="The password again"
    ),
    "passwords_differ": Words(
        nb="De to passordene er ikke like. Ingenting ble endret; begynn på nytt.",
        sv="De två lösenorden är inte lika. Inget ändrades; börja om.",
        en="The two passwords differ. Nothing was changed; begin again.",
    ),
    "password_needs_terminal": Words(
        nb="Passordet må skrives i en terminal. I et skript: bruk --password-stdin og gi det på standard inn.",
        sv="Lösenordet måste skrivas i en terminal. I ett skript: använd --password-stdin och ge det på standard in.",
        en="The password is typed on a terminal. In a script, use --password-stdin and give it on standard input.",
    ),
    "person_password_too_short": Words(
        nb="Passordet er for kort. Bruk minst {least} tegn.",
        sv="Lösenordet är för kort. Använd minst {least} tecken.",
        en="The password is too short. Use at least {least} characters.",
    ),
    "person_login_taken": Words(
        nb="Noen har allerede brukernavnet {login}. Velg et annet.",
        sv="Någon har redan användarnamnet {login}. Välj ett annat.",
        en="Somebody already has the login {login}. Choose another.",
    ),
    "person_login_unfit": Words(
        nb="Et brukernavn har bare bokstaver, sifre og tegnene . - _ @",
        sv="Ett användarnamn har bara bokstäver, siffror och tecknen . - _ @",
        en="A login has only letters, digits and the signs . - _ @",
    ),
    "person_unknown_role": Words(
        nb="Rollen {role} finnes ikke i roles.toml. Der står: {roles}.",
        sv="Rollen {role} finns inte i roles.toml. Där står: {roles}.",
        en="There is no role {role} in roles.toml. It has: {roles}.",
    ),
    "person_role_missing": Words(
        nb="Velg minst én rolle med --role.",
        sv="Välj minst en roll med --role.",
        en="Choose at least one role with --role.",
    ),
    "person_field_missing": Words(
        nb="Både brukernavn og navn må fylles ut.",
        sv="Både användarnamn och namn måste fyllas i.",
        en="Both the login and the name must be filled in.",
    ),
}
