"""What the API can do the command line can do too, under one name each."""

from collections import Counter

from pmpd.api.call import CommandRoute, QueryRoute
from pmpd.api.routes import ROUTES
from pmpd.command_line import _OWN, build_parser
from tests.tidy.product_surface import verbs_of


def test_every_command_and_every_query_of_the_api_is_a_verb() -> None:
    silent = [f"{route.method} {route.path}" for route in ROUTES if isinstance(route, CommandRoute | QueryRoute) and not route.verb]
    assert silent == []


def test_no_two_routes_and_no_other_verb_share_a_name() -> None:
    names = Counter(route.verb for route in ROUTES if route.verb)
    assert [name for name, count in names.items() if count > 1] == []
    assert len([verb for verb in verbs_of(build_parser()) if " " not in verb]) == len(names) + len(_OWN)


def test_no_two_routes_share_a_method_and_a_path() -> None:
    assert [place for place, count in Counter((route.method, route.path) for route in ROUTES).items() if count > 1] == []


def test_verbs_are_lower_case_words_joined_by_hyphens() -> None:
    assert [route.verb for route in ROUTES if route.verb and not route.verb.replace("-", "").isalpha()] == []
    assert [route.verb for route in ROUTES if route.verb != route.verb.lower() or route.verb.strip("-") != route.verb] == []
