"""The HTTP server: routes, the one error shape, and the gate in front of them."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, get_origin
from uuid import UUID

from aiohttp import web
from pydantic import ValidationError

from ledger.errors import Corrupt, Refused, Unavailable
from ledger.transaction import Answer
from pmpd.api import LARGEST_REQUEST_BYTES, PREFIX
from pmpd.api.call import Body, BoxRoute, CommandRoute, QueryRoute, Route, Said, said_type
from pmpd.api.csv_stream import stream_pages
from pmpd.api.event_stream import event_stream
from pmpd.api.file_answer import FileAnswer
from pmpd.api.json_answer import json_answer
from pmpd.api.pairing_door import claim_pairing, take_token
from pmpd.api.request_body import body_of
from pmpd.api.routes import ROUTES
from pmpd.box import Box
from pmpd.identity.denied import Denied
from pmpd.identity.gate import CALLER, Gate
from pmpd.identity.listener import Listener
from pmpd.identity.rights import Right
from pmpd.incoming_file import received
from pmpd.spreadsheets.table import read_bytes

_LOOK_FOR_CLIENT_S = 0.25
_log = logging.getLogger(__name__)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
GATE = web.AppKey("gate", Gate)


def make_app(box: Box, listener: Listener) -> web.Application:
    """The application of a running box at one of the places where it listens."""
    app = web.Application(middlewares=[_guarded], client_max_size=LARGEST_REQUEST_BYTES)
    app[GATE] = gate = Gate(box.identity, listener)
    for route in ROUTES:
        app.router.add_route(route.method, f"{PREFIX}{route.path}", _let_in(gate, route.right, _handler(box, route)))
    app.router.add_route("GET", f"{PREFIX}/events", _let_in(gate, "look", partial(event_stream, box, gate)))
    app.router.add_get(f"{PREFIX}/openapi.json", _let_in(gate, "known", _described))
    if listener.way != "socket":  # which needs no token
        app.router.add_post(f"{PREFIX}/pair", partial(claim_pairing, box, gate))
        app.router.add_post(f"{PREFIX}/pair/claim", partial(take_token, box, gate))
    app.on_response_prepare.append(_keep_nothing)
    return app


async def _keep_nothing(request: web.Request, response: web.StreamResponse) -> None:
    """No browser keeps what the box answers: the next person at a device may see less than this one."""
    if request.path.startswith(f"{PREFIX}/"):
        response.headers["Cache-Control"] = "no-store"


def _let_in(gate: Gate, right: Right | None, handler: _Handler) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        request[CALLER] = caller = await gate.caller(request)
        caller.refuse_without(right)
        return await handler(request)

    return handle


def _handler(box: Box, route: Route) -> _Handler:
    if isinstance(route, CommandRoute):

        async def handle(request: web.Request) -> web.StreamResponse:
            body = route.body.model_validate_json(await body_of(request) or b"{}")
            actor, device = _who(box, request)
            command_id = _command_id(request)
            said = Said(request.match_info, body, actor, device, request[CALLER], command_id)

            async def done() -> Answer:
                # The label of a station, a badge, the check code: what they mean to a scanner they mean to one that types into a screen.
                told = await box.floor.device_label(device, said.body.code, command_id=command_id) if route.scan and device else None
                return told or await box.ledger.submit(route.command(said), actor=actor, device=device, command_id=command_id)

            return json_answer(await (box.floor.aloud(done()) if route.scan else done()))

    elif isinstance(route, QueryRoute):

        async def handle(request: web.Request) -> web.StreamResponse:
            said = Said(request.match_info, route.query.model_validate(_query_fields(request, route)))
            answer = await box.ledger.ask(route.ask, said)
            if "csv" in answer and "text/csv" in request.headers.get("Accept", ""):
                return await stream_pages(box, route, said, answer, request)
            return json_answer(answer)

    else:

        async def handle(request: web.Request) -> web.StreamResponse:
            if route.upload:
                async with received(box.directory, request.content) as file:
                    sent = Said(request.match_info, route.body(), *_who(box, request), request[CALLER], _command_id(request), file)
                    return json_answer(await route.run(box, sent))
            body = await _body(request, route) if route.method == "POST" else route.body.model_validate(_query_fields(request, route))
            running = route.run(box, Said(request.match_info, body, *_who(box, request), request[CALLER], _command_id(request)))
            answer = await (_while_asked(request, running) if route.waits else running)
            if isinstance(answer, FileAnswer):
                return await answer.send(request)
            return web.Response(body=answer, content_type=route.content) if isinstance(answer, bytes) else json_answer(answer)

    return handle


async def _while_asked(request: web.Request, running: Coroutine[Any, Any, Any]) -> Any:
    """What something answers that takes a person's time; it is cancelled when nobody waits for its answer any more."""
    work = asyncio.create_task(running)
    try:
        while not work.done():
            await asyncio.wait([work], timeout=_LOOK_FOR_CLIENT_S)
            if request.transport is None:
                raise web.HTTPRequestTimeout(text="nobody waits for the answer")
        return work.result()
    finally:
        work.cancel()


async def _body(request: web.Request, route: BoxRoute) -> Body:
    """What the body says; a sheet may be the body itself."""
    data = await body_of(request)
    if request.content_type == "text/csv" and "csv" in route.body.model_fields:
        return route.body.model_validate({"csv": read_bytes(data)})
    return route.body.model_validate_json(data or b"{}")


def _query_fields(request: web.Request, route: QueryRoute | BoxRoute) -> dict[str, Any]:
    """The query string by field: each once, but those that take several values, which may be repeated."""
    several = {name for name, field in said_type(route).model_fields.items() if get_origin(field.annotation) is tuple}
    return {name: request.query.getall(name) if name in several else text for name, text in request.query.items()}


async def _described(_: web.Request) -> web.StreamResponse:
    return web.Response(body=await asyncio.to_thread(_description), content_type="application/json")


def _description() -> bytes:
    from pmpd.openapi import openapi_text  # noqa: PLC0415 - the shapes of all answers, which nothing else needs, take long to load

    return openapi_text()


def _who(box: Box, request: web.Request) -> tuple[str, str]:
    """Who does it and with what, for the ledger.

    The command line is believed what it says. A kiosk where nobody is signed in may say who stands before it, which gives no rights, and a
    kiosk may name a scanner of the box, whose scans go with what is done here; every other device is itself.
    """
    caller = request[CALLER]
    operator, device = request.headers.get("X-Operator", "")[:80], request.headers.get("X-Device", "")[:80]
    if not (operator + device).isprintable():  # bytes that are no UTF-8 come out of the HTTP parser as half characters
        raise web.HTTPUnprocessableEntity(text="X-Operator and X-Device must be printable text in UTF-8")
    if caller.kind == "socket":
        return operator or "floor", device
    if caller.kind != "kiosk":
        return caller.actor, caller.name
    nobody = caller.operator is None
    return operator if nobody and operator else caller.actor, device if device in box.hardware.scanners else caller.name


def _command_id(request: web.Request) -> bytes | None:
    """The id that makes a repeated request harmless: the header `Idempotency-Key`, any UUID (time-ordered ones, version 7, are fastest)."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    try:
        return UUID(key).bytes
    except ValueError:
        raise web.HTTPUnprocessableEntity(text="Idempotency-Key must be a UUID") from None


def _error(status: int, code: str, message: str, details: Any = None, headers: dict[str, str] | None = None) -> web.Response:
    return json_answer({"error": {"code": code, "message": message, "details": details or {}}}, status, headers)


@web.middleware
async def _guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Every failure in one shape: `{"error": {"code", "message", "details"}}`."""
    try:
        request.app[GATE].refuse_foreign(request)
        return await handler(request)
    except Denied as denied:
        headers = {"Retry-After": str(denied.retry_after_s)} if denied.retry_after_s else None
        return _error(denied.status, denied.code, denied.message, headers=headers)
    except Refused as refusal:
        status = 404 if refusal.code.endswith("_not_found") else 409
        return _error(status, refusal.code, refusal.message, refusal.details)
    except ValidationError as error:
        return _error(422, "invalid_input", _say(error), {"faults": json.loads(error.json(include_url=False, include_input=False))})
    except Unavailable as error:
        return _error(503, "unavailable", error.message, headers={"Retry-After": str(error.retry_after_s)})
    except Corrupt as error:
        return _error(503, "corrupt", error.message)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allow = {name: text for name, text in error.headers.items() if name == "Allow"}
        return _error(error.status, (error.reason or "error").lower().replace(" ", "_"), error.text or str(error), headers=allow)
    except Exception:  # noqa: BLE001 - the edge: whatever it is, the caller gets an answer and the log the cause
        _log.exception("%s %s failed", request.method, request.rel_url.raw_path)
        return _error(500, "internal", "the box made a mistake and wrote it into its log; nothing was changed by this request")


def _say(error: ValidationError) -> str:
    faults = [f"{'.'.join(str(part) for part in fault['loc']) or 'the request'}: {fault['msg']}" for fault in error.errors()]
    return "; ".join(faults[:5])
