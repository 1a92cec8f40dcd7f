"""Addresses of rails behind a broker; a password never stands in one."""

import pytest

from devices.lights.mqtt_address import mqtt_address


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("tcp://host/rail", "begins with mqtt://"),
        ("mqtt://host", "must name the broker and one rail"),
        ("mqtt:///rail", "must name the broker and one rail"),
        ("mqtt://host/a/b", "must name the broker and one rail"),
        ("mqtt://host:99999/rail", "the port"),
        ("mqtt://host/rail?retain=1", "there is no retain"),
        ("mqtt://ana@host/rail", "belong together"),
        ("mqtt://host/rail?ca_file=x", "for mqtts"),
    ],
)
def test_an_address_that_is_wrong_says_what_is_wrong(address: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        mqtt_address(address)


def test_a_password_in_an_address_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValueError, match="password_file") as error:
        mqtt_address("mqtt://ana:hunter2@host/rail-1")
    assert "hunter2" not in str(error.value)


def test_an_encrypted_address_has_the_port_of_encrypted_brokers() -> None:
    address = mqtt_address("mqtts://broker/rail%201")
    assert (address.port, address.tls, address.rail) == (8883, True, "rail 1")
