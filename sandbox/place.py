"""Where this sandbox stands: its ports, its folder and the address of the Förnya it belongs to."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """The addresses of one running sandbox; several may stand side by side."""

    port: int
    data: Path
    web: str

    @property
    def url(self) -> str:
        """Return the address of the pages and the plain services, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def folder(self) -> Path:
        """Return the folder where everything of the sandbox is kept."""
        return self.data / "sandbox"

    @property
    def bankid_port(self) -> int:
        """Return the port of the BankID server with client certificates."""
        return self.port + 1

    @property
    def smtp_port(self) -> int:
        """Return the port of the e-mail sink."""
        return self.port + 2
