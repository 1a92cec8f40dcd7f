"""What the box says when it says no, in the language of the page."""

from collections.abc import Mapping

from kiosk.owner.marking import N_
from kiosk.owner.words import Words

_TEXTS: Mapping[str, str] = {
    "bad_number": N_("Write a whole number."),
    "bad_row": N_("A row has a letter or a short word, and goes from a smaller number to a larger one."),
    "bad_sheet": N_("This is no sheet of this kind. Look at the example, and save yours as CSV UTF-8."),
    "bad_copy": N_("This file can't be restored: it is no copy of a ledger, or it is damaged. Choose another one."),
    "newer_copy": N_("This copy was made by a newer version. Update this box first."),
    "bad_operator": N_("A name has up to 80 characters that can be printed."),
    "bad_pairing": N_("This code is wrong or used up. Make a new one."),
    "bad_pin": N_("A PIN has 4 to 12 digits, and not those that everybody tries first."),
    "bad_setting": N_("This can't be set so; look at what is written below the field."),
    "bad_token": N_("Give the program a name, and something that it may do."),
    "large_sheet": N_("This sheet is too large. Split it and bring in one part after the other."),
    "last_owner": N_("This is the only owner. Make somebody else an owner first."),
    "no_alert": N_("This alert is dealt with already."),
    "no_demo": N_("There is no sample shop in this box. What is in it is your own and stays."),
    "no_sample_order": N_("No order of the sample shop waits to be picked any more."),
    "not_active": N_("This person does not work here any more."),
    "not_allowed": N_("This is for the owner or a supervisor."),
    "not_claimed": N_("No device has shown this code yet."),
    "not_empty": N_("This box holds a shop of its own already."),
    "nothing_examined": N_("Choose the file again."),
    "operator_exists": N_("Somebody of this name works here already. Add a letter to tell two people apart."),
    "operator_not_found": N_("Nobody of this name works here."),
    "owner_exists": N_("This box has an owner already."),
    "pairing_not_found": N_("This pairing is over. Make a new code."),
    "pin_differs": N_("The two PINs are not the same. Type both again."),
    "pin_missing": N_("Owners and supervisors need a PIN."),
    "token_exists": N_("There is or was a program of this name. Take another name."),
    "too_many_places": N_("One form makes 500 places. Make the rest afterwards."),
    "too_large": N_("This file is too large for the room that is left on the disk."),
    "too_slow": N_("The file stopped on its way. Send it again."),
    "too_many": N_("Too many wrong PINs. Wait a minute, then try again."),
    "too_short": N_("Fill this in."),
    "too_long": N_("This is too long."),
    "wrong_pin": N_("This is not the PIN of this person. Try again."),
}


def in_words(words: Words, code: str, message: str) -> str:
    """The box speaks English and knows more than a code says; in other languages it is the translation of the code where there is one.

    What is wrong with a sheet names columns and lines, which a person needs in any language.
    """
    if words.language == "en" and message:
        return message[0].upper() + message[1:]
    if code not in _TEXTS:
        return message
    said = words.gettext(_TEXTS[code])
    return f"{said} ({message})" if code == "bad_sheet" else said
