"""A channel's decimal amounts become whole minor units of their currency (ISO 4217), exactly or not at all."""

import re
from decimal import Decimal

from cloudsync.field import Field, kind, shown

# Active codes of ISO 4217 list one, by number of minor digits; funds, metals and test codes are no money an order is paid in.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_TWO_DIGITS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK
DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR
ZMW ZWG
"""
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
MINOR_DIGITS = {code: digits for digits, codes in ((0, _NO_DIGITS), (2, _TWO_DIGITS), (3, _THREE_DIGITS)) for code in codes.split()}
LARGEST_MINOR = 10**15
_SHAPE = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,9})?")


def currency_code(field: Field) -> str:
    """Return the ISO 4217 code of a currency whose number of minor digits is known."""
    code = field.required_identifier()
    if code not in MINOR_DIGITS:
        raise field.broken(f"{shown(code)} is not a currency we know")
    return code


def minor_units(field: Field, currency: str) -> int:
    """Return an amount as whole minor units: '19.99' USD is 1999, '500' JPY is 500, '1.250' KWD is 1250.

    Zeros beyond the currency's digits carry no value and are accepted ('263.00' JPY); any other digit there, a float (already inexact),
    a negative amount and more than 10^15 minor units are broken.
    """
    amount = _decimal(field)
    if amount < 0:
        raise field.broken(f"{shown(amount)} is negative")
    if amount > LARGEST_MINOR:
        raise field.broken(f"{shown(amount)} is too large")
    digits = MINOR_DIGITS[currency]
    scaled = amount.scaleb(digits)
    if scaled != scaled.to_integral_value():
        raise field.broken(f"{shown(amount)} has more than the {digits} decimal places of {currency}")
    if scaled > LARGEST_MINOR:
        raise field.broken(f"{shown(amount)} is too large")
    return int(scaled)


def _decimal(field: Field) -> Decimal:
    value = field.value
    if value is None:
        raise field.broken("the amount is missing")
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise field.broken(f"expected an exact decimal amount, found {kind(value)}")
    # One strict shape for all three: no exponent, NaN, blank or digit of another script gets through, and the length is bounded.
    if isinstance(value, int) and value.bit_length() > 64:
        raise field.broken("the amount is too large")
    written = str(value)
    if not _SHAPE.fullmatch(written):
        raise field.broken(f"{shown(value)} is not a decimal amount such as 19.99")
    return Decimal(written)
