"""Verifies deliveries, given as a JSON list on standard input, as a receiver does that has only Python's standard library."""

import base64
import hashlib
import hmac
import json
import sys


def senders(payload: object, secret: str) -> str:
    text = json.dumps(payload, sort_keys=True)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def standard_webhooks(headers: dict, body: str, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}"
    return "v1," + base64.b64encode(hmac.new(key, content.encode(), hashlib.sha256).digest()).decode()


for delivery in json.load(sys.stdin):
    headers, body, secrets = delivery["headers"], delivery["body"], delivery["secrets"]
    payload = json.loads(body)
    assert payload == delivery["event"]
    assert hmac.compare_digest(headers["x-promptlayer-signature"], senders(payload, secrets[0]))
    assert body == json.dumps(payload, sort_keys=True)
    expected = [standard_webhooks(headers, body, each) for each in secrets if each.startswith("whsec_")]
    assert headers.get("webhook-signature", "").split() == expected
    print("ok")
