"""A mail server on loopback, and the people who read what it took."""

import logging
import re
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from tests.portal_process import free_port
from tests.servers import wait_until

LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"^\s*(\d{6}|\d{8}|[A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6})\s*$", re.MULTILINE)
# Every command of every session, otherwise, in the report of a failure.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Postbox:
    """Real SMTP. Each mail is read once, in the order in which it arrived."""

    def __init__(self) -> None:
        self.unread: list[tuple[str, str, str]] = []
        self.read: list[tuple[str, str, str]] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        self.unread += [(to, str(message["subject"]), text) for to in envelope.rcpt_tos]
        return "250 taken"

    def open(self, to: str, about: str) -> str:
        """The text of the oldest unread mail to this address whose subject matches; waits for it.
        What was not about that stays unread."""
        found: list[tuple[str, str, str]] = []

        def arrived() -> bool:
            found[:] = [mail for mail in self.unread if mail[0] == to and re.search(about, mail[1])]
            return bool(found)

        try:
            wait_until(arrived, seconds=30, what=f"a mail to {to} about {about}")
        except AssertionError as error:
            subjects = [mail[:2] for mail in self.unread]
            raise AssertionError(f"{error}; unread are {subjects}") from error
        self.unread.remove(found[0])
        self.read.append(found[0])
        return found[0][2]

    def link(self, to: str, about: str, path: str) -> str:
        """The address in such a mail that leads to this path."""
        text = self.open(to, about)
        for address in LINK.findall(text):
            if path in address:
                return str(address)
        raise AssertionError(f"no link to {path} in:\n{text}")

    def code(self, to: str, about: str) -> str:
        text = self.open(to, about)
        found = CODE.search(text)
        if found is None:
            raise AssertionError(f"no code in:\n{text}")
        return found.group(1)

    def close(self) -> None:
        self.controller.stop()
