"""A receiver of webhooks, a process of its own: `python webhook_receiver.py LOG`.

Prints its port. The path says what it does; each request that came is one line of LOG.
"""

import json
import socket
import struct
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

log_path = sys.argv[1]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(log_path, "a", encoding="utf-8") as log:
            line = {
                "at": time.time(),
                "path": self.path,
                "headers": dict(self.headers),
                "body": body.decode(),
            }
            log.write(json.dumps(line) + "\n")
        does = self.path.strip("/")
        if does == "hang":
            time.sleep(30)
        elif does == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.wfile = self.rfile = open("/dev/null", "r+b", buffering=0)  # noqa: SIM115
            self.close_connection = True
        elif does == "redirect":
            self.answer(302, Location=f"http://127.0.0.1:{self.server.server_port}/ok")
        elif does == "flood":
            self.answer(200, b"x" * 500_000)
        else:
            self.answer(200 if does == "ok" else int(does))

    do_GET = do_POST

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
