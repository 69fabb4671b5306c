"""A receiver of webhook events with one planted fault: receiver.py <scheme> <secret> <fault>.

Listens on a free port of loopback and prints it. It is written after the documentation, without the package.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import socket
import struct
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

scheme, secret, fault = sys.argv[1:]

kinds = {"integer": int, "string": str, "object": dict, "array": list}
schemas = {}
for path in pathlib.Path("schemas/v1").glob("*.json"):
    schema = json.loads(path.read_text())
    types = schema.get("properties", {}).get("event_type", {}).get("enum", [])
    if len(types) == 1:
        schemas[types[0]] = schema


def is_valid(value, schema: dict) -> bool:
    """Looks at types and required fields only."""
    kind = schema.get("type")
    if isinstance(kind, str) and kind in kinds and type(value) is not kinds[kind]:
        return False
    if kind != "object":
        return True
    properties = schema.get("properties", {})
    return all(key in value for key in schema.get("required", [])) and all(
        is_valid(value[key], child) for key, child in properties.items() if key in value
    )


def canonical(text: str) -> bytes:
    options = {}
    if fault == "floats are written as in JavaScript":
        options["parse_float"] = lambda digits: int(float(digits)) if float(digits).is_integer() else float(digits)
    if fault == "whole numbers are doubles":
        options["parse_int"] = lambda digits: int(float(digits))
    return json.dumps(
        json.loads(text, **options),
        sort_keys=fault != "keys are not sorted",
        ensure_ascii=fault != "characters are not escaped",
    ).encode()


def digest(body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def fits(expected: str, given: str) -> bool:
    if fault == "a part of a signature is enough":
        return given != "" and expected.startswith(given)
    if fault == "odd signatures crash":
        return hmac.compare_digest(expected, given)
    return hmac.compare_digest(expected.encode(), given.encode())


def is_signed(body: bytes, headers) -> bool:
    given = headers.get("X-PromptLayer-Signature", "")
    if fault == "a missing signature is accepted" and given == "":
        return True
    if fault == "the raw body is hashed":
        return fits(digest(body), given)
    try:
        return fits(digest(body), given) or fits(digest(canonical(body.decode())), given)
    except (ValueError, RecursionError):
        return False


def is_message(body: bytes, headers) -> bool:
    identity, sent_at, given = (
        headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{identity}.{sent_at}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    signatures = given.split(" ")
    if fault == "only the first signature counts":
        signatures = signatures[:1]
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures):
        return False
    return fault == "timestamps are not checked" or abs(time.time() - int(sent_at)) <= 300


def receive(body: bytes, headers) -> int:
    if fault == "the body is parsed first":
        json.loads(body)
    if not (is_signed if scheme == "promptlayer" else is_message)(body, headers):
        return 400 if fault == "a wrong signature gets 400" else 401
    try:
        event = json.loads(body.decode())
    except (ValueError, RecursionError):
        return 400
    if not isinstance(event, dict) or not isinstance(event.get("event_type"), str):
        return 422
    kind = event["event_type"]
    if fault == "a type is refused" and kind == "report_finished":
        return 422
    if kind not in schemas:
        return 400 if fault == "unknown types are refused" else 204
    if fault == "absent fields crash":
        event["user_name"]
    if fault == "null crashes":
        len(event.get("user_name", ""))
    if fault == "wrong details crash":
        for key in schemas[kind]["properties"]["details"]["required"]:
            event["details"][key]
    if not is_valid(event, schemas[kind]):
        return 422
    if fault == "one event takes long" and kind == "report_finished":
        time.sleep(5.2)
    return 204


class Receiver(BaseHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.answer(200 if fault == "GET is answered" else 405)

    def do_POST(self) -> None:
        if fault == "always 204" or fault == "always 401":
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            return self.answer(int(fault.split(" ")[1]))
        if fault == "always drops the socket":
            # With a time of 0 it closes with a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return None
        if self.headers.get("Content-Type") != "application/json":
            return self.answer(415)
        length = int(self.headers.get("Content-Length", 0))
        if length > 2**20 and fault != "bodies have no limit":
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            status = receive(body, self.headers)
        except Exception:
            status = 500
        self.answer(status)


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_address[1], flush=True)
server.serve_forever()
