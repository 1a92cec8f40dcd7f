"""`http.reserve`: orders through the API, beside a bare JSON echo of the same bodies by the same client; and as the network sends them."""

from pathlib import Path

from ledger.canonical import canonical
from pmpd.api import PREFIX
from pmpd.local_socket import socket_file
from tests.bench.figure import Figure, compared
from tests.bench.http_client import at_socket, by_tls, request, requests_per_s
from tests.bench.http_servers import ECHO_SOCKET
from tests.bench.served import new_token, served, trusting
from tests.bench.shop import open_shop, order


async def http_reserve(directory: Path, *, quick: bool) -> list[Figure]:
    """Orders per second that 16 kept-alive connections get through; this process is the client.

    `http.reserve` goes through the local socket, where nobody is asked who they are: it is the figure from before anybody was. `.tls` is
    a program with a token at the port of the network, and its reference is the former.
    """
    rounds, size = (2, 400) if quick else (6, 1_500)
    data, path = directory / "box", f"{PREFIX}/orders"
    open_shop(data)
    rates, echo_rates, tls_rates = [], [], []
    async with served("box", data) as box, served("echo", directory):
        echo, here, network = at_socket(directory / ECHO_SOCKET), at_socket(socket_file(data)), by_tls(box["https"], trusting(data))
        token = new_token(data, "bench", "intake")
        for start in range(0, (rounds + 1) * 2 * size, 2 * size):
            bodies = [canonical(order(number)).encode() for number in range(start, start + 2 * size)]
            echo_rate = await requests_per_s(echo, [request("POST", "/", body) for body in bodies[:size]])
            rate = await requests_per_s(here, [request("POST", path, body) for body in bodies[:size]])
            tls_rate = await requests_per_s(network, [request("POST", path, body, token) for body in bodies[size:]])
            if start:  # the first round warms all of them up
                echo_rates.append(echo_rate)
                rates.append(rate)
                tls_rates.append(tls_rate)
    return [compared("http.reserve", "orders/s", rates, echo_rates, ">= 0.25"), compared("http.reserve.tls", "orders/s", tls_rates, rates)]
