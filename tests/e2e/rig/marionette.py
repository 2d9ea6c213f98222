"""A conversation with a running Thunderbird, over the remote control that Mozilla's own tests use.

The protocol (Mozilla "Marionette", level 3): a decimal length, a colon, a JSON array
`[0, id, command, parameters]`; the answer is `[1, id, error, result]`.
"""

import json
import socket
from typing import Any


class ScriptError(Exception):
    """Thunderbird could not run what it was asked."""


class Marionette:
    """One session, in which scripts run with the rights of Thunderbird's own windows."""

    def __init__(self, port: int, *, timeout: float = 120) -> None:
        """Connect to 127.0.0.1:`port`; `timeout` in seconds is for any one answer."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        self._stream = self._socket.makefile("rb")
        self._count = 0
        self._read()  # who is there: application type and protocol level
        # A dialog stays as a person would see it, instead of being closed for us.
        self.ask("WebDriver:NewSession", {"unhandledPromptBehavior": "ignore"})
        self.ask("Marionette:SetContext", {"value": "chrome"})

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send one command and wait for its answer; `ScriptError` when it is refused."""
        self._count += 1
        words = json.dumps([0, self._count, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(words), words))
        _, _, error, result = self._read()
        if error:
            raise ScriptError(f"{error['error']}: {error['message']}")
        return result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a JavaScript function (it may `await`); what it returns, as JSON."""
        body = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...args) => {{ {script} }})(...arguments)"
            ".then(value => done({value}), error => done({error: `${error} ${error.stack}`}));"
        )
        answer = self.ask(
            "WebDriver:ExecuteAsyncScript",
            {"script": body, "args": list(arguments), "sandbox": "system"},
        )["value"]
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer.get("value")

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise ScriptError("Thunderbird has closed the conversation")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))
