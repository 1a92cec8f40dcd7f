"""What the sample shop stocks: one-of-a-kind used car parts from dismantled vehicles, and small new parts by the dozen."""

import random
from dataclasses import replace

from pmpd.sample_shop.ean13 import in_store_ean13
from pmpd.sample_shop.shapes import SampleItem, SampleKit

_VEHICLES = (
    ("BMW-E46", "BMW E46 320i 2001"),
    ("VW-GOLF4", "VW Golf IV 1.9 TDI 2002"),
    ("FORD-FOC2", "Ford Focus II 1.6 2007"),
    ("OPEL-ASTH", "Opel Astra H 1.4 2006"),
    ("AUDI-A4B6", "Audi A4 B6 1.8T 2003"),
    ("MB-W203", "Mercedes C220 CDI W203 2004"),
    ("REN-MEG2", "Renault Mégane II 1.5 dCi 2005"),
    ("PEUG-307", "Peugeot 307 1.6 HDi 2005"),
    ("TOY-E12", "Toyota Corolla E12 1.4 2004"),
    ("VOLVO-V70", "Volvo V70 II 2.4 2003"),
    ("SKO-OCT1", "Škoda Octavia I 1.6 2003"),
    ("FIAT-P188", "Fiat Punto 188 1.2 2002"),
    ("SEAT-LEO1", "Seat León I 1.9 TDI 2003"),
    ("HON-CIV7", "Honda Civic VII 1.6 2003"),
    ("MAZ-3BK", "Mazda 3 BK 1.6 2006"),
)
# SKU prefix, part, weight in grams, price in minor units
_USED_PARTS = (
    ("ALT", "Alternator 120A", 6200, 8900),
    ("STA", "Starter motor 1.4 kW", 4100, 5900),
    ("THR", "Throttle body", 1300, 4900),
    ("FUP", "Fuel pump", 900, 3900),
    ("ECU", "Engine control unit", 950, 14900),
    ("ABS", "ABS pump with control unit", 3400, 12900),
    ("CLU", "Instrument cluster", 1400, 6900),
    ("RAD", "Radio with code", 1700, 4500),
    ("HLL", "Headlight left", 3100, 7900),
    ("HLR", "Headlight right", 3100, 7900),
    ("TLL", "Tail light left", 1200, 3500),
    ("SAS", "Steering angle sensor", 350, 2900),
    ("MIL", "Door mirror left", 1900, 4900),
    ("MIR", "Door mirror right", 1900, 4900),
    ("WRG", "Window regulator front left", 2300, 3700),
    ("WIP", "Wiper motor", 1800, 3300),
)
_CONDITIONS = ("tested", "tested, light scratches", "tested, one clip missing", "removed running, tested", "cleaned and tested")
_GRADES = ("A", "B", "B", "A", "A")
# Parts that were taken from a second vehicle of the same model.
_SECOND_DONORS = ("ALT-VW-GOLF4", "HLL-BMW-E46", "MIR-AUDI-A4B6")
_KITS = (
    SampleKit("KIT-WHEELS-M12", "Wheel bolt and nut kit M12, 8 pieces", (("BOLT-M12X1.5X26", 4), ("NUT-M12X1.5", 4)), 1190),
    SampleKit(
        "KIT-SERVICE-H4", "Service kit: 4 plugs, 2 bulbs H4, drain washer", (("PLUG-BKR6E", 4), ("BULB-H4", 2), ("WASH-M14", 1)), 2990
    ),
)
# SKU prefix, part, weight in grams, price in minor units, sizes
_SMALL_PARTS = (
    ("BOLT", "Wheel bolt", 95, 190, ("M12x1.5x26", "M12x1.5x40", "M14x1.5x27", "M14x1.5x45")),
    ("NUT", "Wheel nut", 60, 160, ("M12x1.25", "M12x1.5", "M14x1.5", "M14x2")),
    ("PLUG", "Spark plug", 45, 590, ("BKR6E", "FR7DC", "ZKR7A", "PFR6Q")),
    ("FUSE", "Blade fuse", 2, 30, ("5A", "7.5A", "10A", "15A", "20A", "30A")),
    ("CLIP", "Trim clip", 2, 45, ("6mm", "7mm", "8mm", "8.5mm", "9mm", "10mm", "11mm", "12mm")),
    ("BULB", "Bulb 12V", 25, 390, ("H1", "H4", "H7", "P21W", "PY21W", "W5W")),
    ("ORNG", "O-ring", 1, 60, ("8x2", "10x2", "12x2", "14x2", "16x2.5", "18x2.5", "20x3", "24x3")),
    ("WASH", "Drain plug washer", 4, 50, ("M12", "M14", "M16", "M18")),
    ("CLMP", "Hose clamp", 18, 95, ("8-12", "10-16", "12-20", "16-27", "20-32", "25-40")),
    ("BLAD", "Wiper blade", 160, 790, ("400", "450", "500", "550", "600", "650")),
    ("RLY", "Relay 12V", 30, 490, ("20A", "30A", "40A", "70A")),
)


def items() -> tuple[SampleItem, ...]:
    """Return all items: used parts, then small parts, then second used parts of a kind; the same on every call."""
    return used_parts() + small_parts() + second_donors()


def kits() -> tuple[SampleKit, ...]:
    """Return the sets that are made up of small parts."""
    return _KITS


def second_donors() -> tuple[SampleItem, ...]:
    """Return used parts that fit in the place of another one, from a second vehicle."""
    first = {item.interchange: item for item in used_parts()}
    return tuple(
        replace(
            first[interchange],
            sku=f"{interchange}-02",
            description=f"{first[interchange].description.partition(',')[0]}, second donor, light scratches",
            barcodes=(f"UP-9{number:05d}",),
            grade="B",
        )
        for number, interchange in enumerate(_SECOND_DONORS, 1)
    )


def used_parts() -> tuple[SampleItem, ...]:
    """Return one item per part and vehicle; every tenth carries an EAN-13 besides the shop's own Code 128 label."""
    rng = random.Random(1)
    found: list[SampleItem] = []
    for prefix, part, weight_g, price_minor in _USED_PARTS:
        for vehicle_code, vehicle in _VEHICLES:
            number = len(found) + 1
            label = f"UP-{number:06d}"
            condition = rng.randrange(len(_CONDITIONS))
            found.append(
                SampleItem(
                    sku=f"{prefix}-{vehicle_code}-01",
                    description=f"{part} {vehicle}, {_CONDITIONS[condition]}",
                    barcodes=(label, in_store_ean13(29, number)) if number % 10 == 0 else (label,),
                    weight_g=weight_g + rng.randrange(0, weight_g // 10, 5),
                    price_minor=price_minor + rng.randrange(-5, 6) * 100,
                    grade=_GRADES[condition],
                    donor_vehicle=vehicle,
                    interchange=f"{prefix}-{vehicle_code}",
                )
            )
    return tuple(found)


def small_parts() -> tuple[SampleItem, ...]:
    """Return one item per small part and size; every fifth carries the maker's Code 128 text besides its EAN-13."""
    found: list[SampleItem] = []
    for prefix, part, weight_g, price_minor, sizes in _SMALL_PARTS:
        for size in sizes:
            number = len(found) + 1
            sku = f"{prefix}-{size.upper()}"
            ean = in_store_ean13(20, number)
            barcodes = (ean, f"MK{prefix}{number:04d}") if number % 5 == 0 else (ean,)
            found.append(SampleItem(sku, f"{part} {size}", barcodes, weight_g, price_minor))
    return tuple(found)
