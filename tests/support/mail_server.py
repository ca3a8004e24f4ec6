"""A real SMTP server of its own thread on a loopback port: takes letters, or refuses the first few as a busy one does."""

from __future__ import annotations

import socketserver
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread


class MailServer:
    """`refuse` letters are answered "try again later" before the first is taken."""

    def __init__(self, refuse: int = 0) -> None:
        self.refuse = refuse
        self.letters: list[EmailMessage] = []
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        def say(text: str) -> None:
            line.wfile.write(text.encode() + b"\r\n")

        say("220 loopback")
        while heard := line.rfile.readline():
            verb = heard.strip().upper()
            if verb.startswith(b"QUIT"):
                say("221 bye")
                return
            if verb.startswith(b"MAIL") and self.refuse:
                self.refuse -= 1
                say("451 try again later")
            elif verb == b"DATA":
                say("354 go on")
                lines = []
                while (part := line.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(part.removeprefix(b"."))
                self.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
                say("250 taken")
            else:
                say("250 ok")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
