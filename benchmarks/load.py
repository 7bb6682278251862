"""Two addresses measured side by side under load, so that drift of the machine cancels out."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass

THREADS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Median seconds per request of the page and of its floor."""

    page: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.page / self.floor


def side_by_side(
    *,
    port: int,
    cookie: str,
    page: str,
    floor: str,
    floor_cookie: str = "",
    rounds: int = 150,
    threads: int = THREADS,
) -> Pair:
    """Each thread asks for page and floor in turn; `floor_cookie` if the floor is somebody else's.
    Raises RuntimeError for an answer but 200."""
    asked = [(page, cookie), (floor, floor_cookie or cookie)]
    seconds: list[list[float]] = [[], []]
    problems: list[str] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        for number in range(rounds):
            for which, (address, whose) in enumerate(asked):
                started = time.perf_counter()
                connection.request("GET", address, headers={"Cookie": whose})
                response = connection.getresponse()
                response.read()
                if response.status != 200:
                    problems.append(f"{address}: {response.status}")
                    return
                # The first ones warm caches up.
                if number >= 10:
                    seconds[which].append(time.perf_counter() - started)

    running = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if problems:
        raise RuntimeError(problems[0])
    return Pair(page=statistics.median(seconds[0]), floor=statistics.median(seconds[1]))
