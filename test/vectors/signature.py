"""Writes signature.json: what Python signs, for implementations in any language. Standard library only.

    python3 test/vectors/signature.py > test/vectors/signature.json

Of each vector `body` is a JSON text, `canonical` what the sender signs, and `signature` the value of the header; both are
null where Python cannot read the body. `body` and `canonical` may hold lone surrogates, which this file escapes.
"""

import hashlib
import hmac
import json

MOVED = {
    "event_type": "prompt_template_label_moved",
    "user_id": 1,
    "workspace_id": 1,
    "timestamp": "2023-12-01T22:05:57.924833",
    "details": {
        "prompt_template_id": 12,
        "prompt_template_name": "Hello",
        "prompt_template_version_number": 9,
        "old_prompt_template_version_number": 8,
        "prompt_template_label": "prod",
    },
    "user_name": "John Doe",
    "user_email": "john.doe@example.com",
}


def compact(value, **options):
    return json.dumps(value, separators=(",", ":"), **options)


def moved(name):
    return compact({**MOVED, "user_name": name}, ensure_ascii=False)


# The description, the body, and where it is not the usual one the secret.
CASES = [
    ("the reference's payload, compact", compact(MOVED)),
    ("the reference's payload, as json.dumps writes it", json.dumps(MOVED)),
    ("the reference's payload, indented", json.dumps(MOVED, indent=2)),
    ("the reference's payload, in canonical order", json.dumps(MOVED, sort_keys=True)),
    ("a secret outside ASCII", compact(MOVED), "gehe\u00efm-\U0001f511"),
    ("a secret longer than a block", compact(MOVED), "s" * 100),
    ("a name with an accent", moved("Jos\u00e9")),
    ("a name with an emoji", moved("caf\u00e9 \U0001f680")),
    ("a name with U+007F and U+2028", moved("a\x7fb\u2028c")),
    ("a name that looks like JSON", moved('x":y, a,[b] {"c": 1}')),
    ("a name of null", moved(None)),
    ("unknown keys, nested", compact({**MOVED, "extra": [1, None, True, {"z": [], "a": {}}]})),
    ("whole numbers", "[0,-0,1,-1,9007199254740993,-123456789012345678901234567890]"),
    ("4,300 digits", "1" * 4300),
    ("4,300 digits, negative", "-" + "1" * 4300),
    ("4,301 digits", "1" * 4301),
    ("4,301 digits and a fraction", "1" * 4301 + ".0"),
    ("floats", "[1.0,1.50,-0.0,0e5,1e2,1E+2,0.1,1e-4,0.00001,1e15,1e16,1.5e16,123456789012345678.0,1e22,5e-324]"),
    ("floats that round", "[0.1000000000000000055511151231257827,2.5e-324,1.7976931348623158e308,9007199254740993.0]"),
    ("floats beyond the largest", "[1E400,-1E400]"),
    ("a float below the smallest", "[1e-400,-1e-400]"),
    ("NaN and the infinities", "[NaN,Infinity,-Infinity]"),
    ("minus NaN", "-NaN"),
    ("a leading zero", "01"),
    ("a plus sign", "+1"),
    ("no digit after the point", "1."),
    ("no digit before the point", ".5"),
    ("no exponent", "1e"),
    ("hexadecimal", "0x10"),
    ("Arabic digits", "\u0661"),
    ("all short escapes", r'"\"\\\/\b\f\n\r\t"'),
    ("escapes of plain characters", r'"\u0041\u002f\u007f\u0080\u00E9"'),
    ("an escaped pair", r'"\ud83d\ude80"'),
    ("an escaped pair in upper case", r'"\uD83D\uDE80"'),
    ("a bare pair", '"\U0001f680"'),
    ("lone halves, escaped", r'["\ud83d","\ude80","\ude80\ud83d","\ud83d\ud83d\ude80","\ud83dx"]'),
    ("lone halves, bare", '["\ud83d","\ude80"]'),
    ("an escaped half and a bare one", '{"\\ud83d\ude80":1,"\U0001f680":2}'),
    ("control characters, escaped", r'"\u0000\u001f"'),
    ("a bare control character", '"a\tb"'),
    ("a bare line end", '"a\nb"'),
    ("an escape that JSON has not", r'"\x41"'),
    ("a short unicode escape", r'"\u12"'),
    ("a signed unicode escape", r'"\u+123"'),
    ("a string without an end", '"abc'),
    ("a backslash at the end", '"abc\\'),
    ("single quotes", "'abc'"),
    ("keys by code point", '{"\uffff":1,"\U00010000":2,"\ud800":3,"b":4,"a":5,"B":6,"":7,"\ue000":8}'),
    ("keys that begin alike", '{"ab":1,"a!":2,"a":3,"a b":4,"aa":5}'),
    ("keys that look like numbers", '{"10":1,"9":2,"1":3}'),
    ("keys of Object.prototype", '{"toString":1,"__proto__":{"a":1},"constructor":2}'),
    ("a key twice", '{"a":1,"b":2,"a":3}'),
    ("a key twice, once escaped", r'{"a":1,"\u0061":2}'),
    ("a key thirty times", "{" + ",".join('"%d":%d' % (n % 3, n) for n in range(30)) + "}"),
    ("a hundred keys, backwards", "{" + ",".join('"%02d":%d' % (n, n) for n in range(99, -1, -1)) + "}"),
    ("a hundred keys, some twice", "{" + ",".join('"%d":%d' % (n * 7 % 60, n) for n in range(100)) + "}"),
    ("empty containers", '[{},[],{"a":{}},[[]]]'),
    ("white space", ' \t\r\n{ "a" :\t[ 1 ,\n2 ] } '),
    ("white space of other kinds", "\u00a01"),
    ("a vertical tab", "\x0b1"),
    ("a byte order mark", "\ufeff1"),
    ("500 levels of nesting", "[" * 500 + "]" * 500),
    ("500 levels of objects", '{"a":' * 500 + "1" + "}" * 500),
    ("2,000 levels of nesting", "[" * 2000 + "]" * 2000),
    ("words", "[true,false,null]"),
    ("words in other case", "True"),
    ("a comma at the end of an array", "[1,]"),
    ("a comma at the end of an object", '{"a":1,}'),
    ("a comma alone", "[,]"),
    ("a key without quotes", "{a:1}"),
    ("a key that is a number", "{1:1}"),
    ("no colon", '{"a" 1}'),
    ("a closing bracket of the other kind", "[1}"),
    ("two values", "1 2"),
    ("a comment", "/**/1"),
    ("nothing", ""),
    ("white space alone", "  "),
]


def vector(description, body, secret="test-secret"):
    try:
        canonical = json.dumps(json.loads(body), sort_keys=True)
        signature = hmac.new(secret.encode(), canonical.encode(), hashlib.sha256).hexdigest()
    except (ValueError, RecursionError):
        canonical = signature = None
    return {"description": description, "body": body, "secret": secret, "canonical": canonical, "signature": signature}


print(json.dumps([vector(*case) for case in CASES], indent=1))
