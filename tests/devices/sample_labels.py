"""Jobs of carrier ZPL for the tests: what carriers send, with content made up."""

LABEL = (
    "^XA^CI28^PW812^LH0,0\n"
    "^FO40,40^A0N,40,40^FDJosé López Müller^FS\n"
    "^FO40,90^A0N,30,30^FB700,2,4,L^FD123 Main Street, Springfield IL 62701^FS\n"
    "^FO40,160^GB720,4,4^FS\n"
    "^FO40,200^BY3^BCN,160,Y,N,N^FD>;>8420627019400111899223197428490^FS\n"
    "^FO40,460^BQN,2,6^FDMA,https://example.com/track/PARCEL-{number}^FS\n"
    "^FO420,460^BXN,8,200^FDPARCEL-{number}^FS\n"
    "^FO40,800^GFA,800,800,10,{graphic}^FS\n"
    "^XZ\n"
)


def label(number: int) -> str:
    """One label of its own number, about 1.9 kB."""
    return LABEL.replace("{number}", f"{number:04d}").replace("{graphic}", "FF00AA55" * 200)


ONE_LABEL = label(1).encode()
# Three labels in one job: what waits and what remains is counted apart.
THREE_LABELS = "".join(label(number) for number in (1, 2, 3)).encode()
