"""The Italian keyboard, which has neither ` nor ~: scanners type them with Alt and a number."""

from devices.scanner.layout import layout_from_rows

IT = layout_from_rows(
    "it",
    "Italian",
    rows={
        41: ("\\", "|"),
        2: ("1234567890'ì", '!"£$%&/()=?^'),
        16: ("qwertyuiopè+", "QWERTYUIOPé*"),
        30: ("asdfghjklòà", "ASDFGHJKLç°"),
        43: ("ùzxcvbnm,.-", "§ZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr="5€ e€ è[ +] ò@ à#",
    altgr_shifted="è{ +}",
)
