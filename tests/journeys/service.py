"""The running service as a journey sees it: its addresses, and what the sandbox has seen."""

import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Service:
    """Förnya and its sandbox, started by ./run."""

    url: str
    sandbox: str
    data: Path
    process: "subprocess.Popen[str]"

    def wait_until_ready(self, seconds: int) -> None:
        """Wait for the line that ./run prints when everything answers."""
        told: list[str] = []
        listening = threading.Thread(target=self._listen, args=(told,), daemon=True)
        listening.start()
        listening.join(seconds)
        assert told, "./run said nothing"
        assert told[-1].startswith("Förnya: "), f"./run said: {told}"
        threading.Thread(target=self._drain, daemon=True).start()

    def _listen(self, told: list[str]) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            told.append(line.strip())
            if line.startswith("Förnya: "):
                return

    def _drain(self) -> None:
        assert self.process.stdout
        for _line in self.process.stdout:
            pass

    def seen(self, what: str) -> list[dict]:
        """Give what the sandbox has received: "sms" or "emails"."""
        return httpx.get(f"{self.sandbox}/_control/{what}").json()

    def control(self, path: str, **body: object) -> None:
        """Tell the sandbox to do something, such as pulling a plug."""
        httpx.post(f"{self.sandbox}/_control/{path}", json=body).raise_for_status()
