"""The sample shop's buyers: invented, with names that say so, in cities whose spelling tests a slip printer.

Telephone numbers are from the ranges that regulators keep for fiction, or absent.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleBuyer:
    """A buyer and the address of delivery; `country` is ISO 3166-1 alpha-2."""

    first_name: str
    last_name: str
    company: str
    line1: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    country_name: str
    phone: str

    @property
    def name(self) -> str:
        """The first and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def username(self) -> str:
        """A name for a marketplace, in plain letters."""
        plain = unicodedata.normalize("NFKD", self.first_name).encode("ascii", "ignore").decode().lower()
        return f"{plain or 'buyer'}-{self.country.lower()}-{sum(self.last_name.encode()) % 1000}"

    @property
    def email(self) -> str:
        """An address that can never be delivered to (RFC 2606)."""
        return f"{self.username}@example.com"


BUYERS = (
    SampleBuyer("Zoë", "Beispiel", "", "Musterstraße 12", "Hinterhaus", "50667", "Köln", "", "DE", "Germany", "+49 30 23125 001"),
    SampleBuyer("Jörg", "Mustermann", "Kfz Muster GmbH", "Werkstattweg 3", "", "80331", "München", "", "DE", "Germany", "+49 30 23125 002"),
    SampleBuyer("Änne", "Probe", "", "Lindenallee 48a", "", "04109", "Leipzig", "", "DE", "Germany", "+49 30 23125 003"),
    SampleBuyer("Till", "Testfeld", "", "Am Übungsplatz 7", "", "24103", "Kiel", "", "DE", "Germany", "+49 30 23125 004"),
    SampleBuyer("Renée", "Exemple", "", "14 rue de l'Échantillon", "Bâtiment C", "69002", "Lyon", "", "FR", "France", "+33 1 99 00 00 01"),
    SampleBuyer(
        "François", "Modèle", "Garage Modèle", "3 chemin des Pièces", "", "13001", "Marseille", "", "FR", "France", "+33 1 99 00 00 02"
    ),
    SampleBuyer("Ana", "Ejemplo", "", "Calle de la Muestra 5, 2.º", "", "08001", "Barcelona", "B", "ES", "Spain", ""),
    SampleBuyer("Łukasz", "Przykład", "", "ul. Wzorcowa 9/4", "", "31-001", "Kraków", "", "PL", "Poland", ""),
    SampleBuyer("Jiří", "Příklad", "", "Ukázková 21", "", "110 00", "Praha", "", "CZ", "Czechia", ""),
    SampleBuyer("Åsa", "Exempel", "", "Provgatan 6", "", "211 22", "Malmö", "", "SE", "Sweden", ""),
    SampleBuyer("Søren", "Eksempel", "", "Prøvevej 2, st. tv.", "", "1050", "København K", "", "DK", "Denmark", ""),
    SampleBuyer("Giosuè", "Esempio", "Officina Esempio", "Via del Campione 18", "", "20121", "Milano", "MI", "IT", "Italy", ""),
    SampleBuyer("Péter", "Példa", "", "Minta utca 33", "", "1051", "Budapest", "", "HU", "Hungary", ""),
    SampleBuyer("Γιώργος", "Παράδειγμα", "", "Οδός Δείγματος 4", "", "105 57", "Αθήνα", "", "GR", "Greece", ""),
    SampleBuyer("João", "Exemplo", "", "Rua da Amostra 77, 1.º Esq.", "", "1100-001", "Lisboa", "", "PT", "Portugal", ""),
    SampleBuyer("Gwen", "Sample", "", "Flat 2, 10 Specimen Road", "", "SW1A 9ZZ", "London", "", "GB", "United Kingdom", "+44 20 7946 0001"),
)
