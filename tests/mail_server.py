"""A real mail server that can be stopped and started, and time that passes while it is down."""

from datetime import timedelta
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.running import run_row
from portal.kernel.work.sweeping import take_unsent
from tests.portal_process import free_port


class Received:
    """What the mail server took, with the answers it gives to recipients and messages."""

    def __init__(self):
        self.messages = []
        self.to_recipient = self.to_message = "250 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.to_message.startswith("250"):
            self.messages.append(
                (envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default))
            )
        return self.to_message

    def ids(self):
        return [message["Message-ID"] for _to, message in self.messages]


class MailServer:
    """One that can be stopped and started: while it is down nothing listens at its port."""

    def __init__(self):
        self.port, self.received, self.controller = free_port(), Received(), None

    def up(self):
        self.controller = Controller(self.received, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


def pass_time(by):
    """As if so much time had passed: the rows are what the database's clock is compared with."""
    for row in WorkRow.objects.filter(state=WorkState.QUEUED):
        row.due_at -= by
        row.send_at -= by
        row.save()


def live_through(time):
    """Let the sweeper and the workers live through so much time, ten minutes after ten."""
    while time > timedelta():
        step = min(time, timedelta(minutes=10))
        pass_time(step)
        time -= step
        for row_id, _queue in take_unsent(500):
            run_row(row_id)
