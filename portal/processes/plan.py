"""What `up` starts, in this order, and stops in the opposite one."""

import http.client
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.processes import valkey
from portal.processes.child import Child

# They mostly wait for other people's hosts.
SLOW_PROCESSES = 4


@dataclass(frozen=True)
class Plan:
    """Where one portal keeps its data, its short-lived files and its door."""

    data: Path  # var/
    run: Path  # a short path: the address of a unix socket ends at 107 bytes
    host: str
    port: int
    # Address of a real Redis; empty for the embedded Valkey.
    redis_url: str = ""

    @property
    def broker_url(self) -> str:
        return self.redis_url or f"unix://{self.run / valkey.SOCKET_NAME}"

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def ready_file(self, name: str) -> Path:
        return self.run / f"{name}.ready"

    def environment(self) -> dict[str, str]:
        """What every child must know in addition to the environment of this process."""
        return {"REDIS_URL": self.broker_url, "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}

    def stages(self) -> list[list[Child]]:
        """Each stage is ready before the next one starts."""
        workers = [
            self._worker("default", processes=int(os.environ.get("WORK_PROCESSES", "2"))),
            self._worker("slow", "mail", processes=SLOW_PROCESSES),
        ]
        broker = [] if self.redis_url else [self._valkey()]
        return [broker, [*workers, self._beat(), self._web()]]

    def _log(self, name: str) -> Path:
        folder = self.data / "log"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.log"

    def _valkey(self) -> Child:
        return valkey.embedded(
            folder=self.data / "valkey",
            socket=self.run / valkey.SOCKET_NAME,
            log=self._log("valkey"),
        )

    def _celery(self, name: str, *arguments: str) -> Child:
        return Child(
            name=name,
            command=[sys.executable, "-m", "portal.processes.celery_main", *arguments],
            log=self._log(name),
            is_ready=lambda child: self.ready_file(name).exists(),
        )

    def _worker(self, name: str, *more_queues: str, processes: int) -> Child:
        return self._celery(
            f"worker-{name}",
            "worker",
            f"--queues={','.join((name, *more_queues))}",
            f"--concurrency={processes}",
            f"--hostname={name}@%h",
            "--loglevel=INFO",
            "--without-gossip",
            "--without-mingle",
        )

    def _beat(self) -> Child:
        return self._celery(
            "beat",
            "beat",
            "--loglevel=INFO",
            f"--schedule={self.run / 'beat-schedule'}",
            "--pidfile=",
        )

    def _web(self) -> Child:
        return Child(
            name="web",
            command=[
                *(sys.executable, "-m", "portal.processes.web_main"),
                *("--host", self.host, "--port", str(self.port)),
            ],
            log=self._log("web"),
            is_ready=lambda child: _web_answers(self.host, self.port),
        )


def _web_answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
