"""Sends the head of a request, then chunks without end, and tells of the connection. Usage: flood.py port chunk_size, the head from stdin.

Unlike a socket of Node, one of Python can still be read when the other side has closed it and a write has failed.
"""

import json
import socket
import sys

port, size = map(int, sys.argv[1:])
chunk = b"%x\r\n%s\r\n" % (size, b"a" * size)
flood = chunk * -(-1000 // size)
connection = socket.create_connection(("127.0.0.1", port), timeout=20)
connection.sendall(sys.stdin.buffer.read())
sent = 0
closed = False
text = b""
try:
    while sent < 2**28:
        sent += connection.send(flood[sent % len(flood) :])
except TimeoutError:
    pass
except OSError:
    closed = True
try:
    while data := connection.recv(65536):
        text += data
    closed = True
except TimeoutError:
    pass
except OSError:
    closed = True
print(json.dumps({"sent": sent, "closed": closed, "text": text.decode()}))
