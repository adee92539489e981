"""A stand-in for an SFTP server (draft-ietf-secsh-filexfer-02, version 3) over standard input and output.

OpenSSH's own client is run against it: ``sftp -D "python sftp_server.py ROOT"``. Paths are those below ROOT. As with
OpenSSH's server, a plain rename never replaces a file and ``posix-rename@openssh.com`` does. An environment variable
``SFTP_FAILS_AT`` breaks the connection at the n-th file that is closed after writing.
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from pathlib import Path
from typing import BinaryIO

OK, EOF, NO_SUCH_FILE, FAILURE, UNSUPPORTED = 0, 1, 2, 4, 8


class Server:
    def __init__(self, root: Path, source: BinaryIO, sink: BinaryIO) -> None:
        self.root, self.source, self.sink = root, source, sink
        self.handles: dict[bytes, BinaryIO] = {}
        self.left = int(os.environ.get("SFTP_FAILS_AT", "0"))

    def run(self) -> None:
        while head := self.source.read(4):
            packet = self.source.read(struct.unpack(">I", head)[0])
            if packet[0] == 1:
                name, data = b"posix-rename@openssh.com", b"1"
                self.say(2, struct.pack(">I", 3) + text(name) + text(data))
            else:
                self.answer(packet[0], packet[1:5], Reader(packet[5:]))

    def answer(self, kind: int, number: bytes, words: Reader) -> None:
        acts = {3: self.open, 4: self.close, 5: self.read, 6: self.write, 13: self.remove, 14: self.mkdir}
        acts |= {
            16: self.realpath,
            17: self.stat,
            7: self.stat,
            8: self.handle_stat,
            18: self.rename,
            200: self.extended,
        }
        try:
            reply = acts[kind](words) if kind in acts else OK if kind in (9, 10) else UNSUPPORTED
        except FileNotFoundError:
            reply = NO_SUCH_FILE
        except OSError:
            reply = FAILURE
        if isinstance(reply, int):
            self.say(101, number + struct.pack(">I", reply) + text(b"") + text(b""))
        else:
            self.say(reply[0], number + reply[1])

    def say(self, kind: int, payload: bytes) -> None:
        self.sink.write(struct.pack(">IB", len(payload) + 1, kind) + payload)
        self.sink.flush()

    def place(self, words: Reader) -> Path:
        return self.root / words.text().decode().lstrip("/")

    def open(self, words: Reader) -> tuple[int, bytes]:
        place, flags = self.place(words), words.number()
        handle = f"h{len(self.handles)}".encode()
        self.handles[handle] = place.open("wb" if flags & 2 else "rb")
        return 102, text(handle)

    def close(self, words: Reader) -> int:
        file = self.handles[words.text()]
        file.close()
        if file.mode == "wb":
            self.left -= 1
            if self.left == 0:
                sys.exit(1)
        return OK

    def read(self, words: Reader) -> tuple[int, bytes] | int:
        file = self.handles[words.text()]
        file.seek(words.number(8))
        data = file.read(words.number())
        return (103, text(data)) if data else EOF

    def write(self, words: Reader) -> int:
        file = self.handles[words.text()]
        file.seek(words.number(8))
        file.write(words.text())
        return OK

    def remove(self, words: Reader) -> int:
        self.place(words).unlink()
        return OK

    def mkdir(self, words: Reader) -> int:
        self.place(words).mkdir()
        return OK

    def realpath(self, words: Reader) -> tuple[int, bytes]:
        path = os.path.normpath("/" + words.text().decode()).encode()
        return 104, struct.pack(">I", 1) + text(path) + text(path) + struct.pack(">I", 0)

    def stat(self, words: Reader) -> tuple[int, bytes]:
        found = self.place(words).stat()
        return 105, struct.pack(">IQI", 1 | 4, found.st_size, stat.S_IFMT(found.st_mode) | 0o644)

    def handle_stat(self, words: Reader) -> tuple[int, bytes]:
        found = os.fstat(self.handles[words.text()].fileno())
        return 105, struct.pack(">IQI", 1 | 4, found.st_size, found.st_mode)

    def rename(self, words: Reader) -> int:
        before, after = self.place(words), self.place(words)
        if after.exists():
            return FAILURE
        before.rename(after)
        return OK

    def extended(self, words: Reader) -> int:
        if words.text() != b"posix-rename@openssh.com":
            return UNSUPPORTED
        self.place(words).replace(self.place(words))
        return OK


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def number(self, size: int = 4) -> int:
        value, self.data = int.from_bytes(self.data[:size], "big"), self.data[size:]
        return value

    def text(self) -> bytes:
        size = self.number()
        value, self.data = self.data[:size], self.data[size:]
        return value


def text(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


if __name__ == "__main__":
    Server(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer).run()
