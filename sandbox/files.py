"""Files: content kept once, in memory or under the state directory, found by file_id."""

import base64
import hashlib
import mimetypes
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sandbox.journal import Journal, Key
from sandbox.jsontypes import Json

_FOLDERS = {
    "photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music",
    "animation": "animations", "video_note": "video_notes", "sticker": "stickers",
}  # fmt: skip


@dataclass(slots=True)
class StoredFile:
    """A file as the Bot API knows it; `sha` names the content."""

    id: str
    unique_id: str
    kind: str
    sha: str
    size: int
    name: str = ""
    mime: str = ""
    path: str = ""
    extra: Json = field(default_factory=dict)
    sizes: list[str] = field(default_factory=list)

    def as_json(self) -> Json:
        """Describe the file as part of a message."""
        described: Json = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}
        if self.kind not in ("photo", "voice", "sticker", "video_note"):
            described |= {"file_name": self.name} if self.name else {}
        if self.mime and self.kind not in ("photo", "sticker", "video_note"):
            described["mime_type"] = self.mime
        return described | self.extra


class Files:
    """Keeps contents and hands out file_ids."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._folder: Path | None = journal.directory / "files" if journal.directory else None
        self._contents: dict[str, bytes] = {}
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, str] = {}

    def get(self, file_id: str) -> StoredFile | None:
        """Return the file with this id."""
        return self._files.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile gave this path."""
        return self._files.get(self._paths.get(path, ""))

    def put(self, kind: str, content: bytes, name: str = "", mime: str = "", **extra: Any) -> StoredFile:
        """Keep a file; the same content of the same kind and name is the same file."""
        sha = hashlib.sha256(content).hexdigest()
        mark = hashlib.sha256(f"{kind}:{name}:{sha}:{sorted(extra.items())}".encode()).digest()
        ident = _letters(b"\x05" + kind[:3].encode() + mark[:26]) + "AE"
        if stored := self._files.get(ident):
            return stored
        self._keep(sha, content)
        mime = mime or mimetypes.guess_type(name)[0] or ""
        stored = StoredFile(ident, _letters(b"\x02" + mark[:11]), kind, sha, len(content), name, mime, "", extra)
        ending = Path(name).suffix or _ending(kind)
        stored.path = f"{_FOLDERS.get(kind, 'documents')}/file_{len(self._files)}{ending}"
        self._add(stored)
        self.save(stored)
        return stored

    def save(self, stored: StoredFile) -> None:
        """Note that a file's description changed."""
        self._journal.touch(("file", stored.id), lambda: asdict(stored))

    def content(self, stored: StoredFile) -> bytes:
        """Return the bytes of a file."""
        if self._folder is None:
            return self._contents[stored.sha]
        return (self._folder / stored.sha).read_bytes()

    def restore(self, records: dict[Key, Any]) -> None:
        """Find the files of an earlier run."""
        for key, value in records.items():
            if key[0] == "file":
                self._add(StoredFile(**value))

    def _add(self, stored: StoredFile) -> None:
        self._files[stored.id] = stored
        self._paths[stored.path] = stored.id

    def _keep(self, sha: str, content: bytes) -> None:
        if self._folder is None:
            self._contents[sha] = content
            return
        path = self._folder / sha
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_bytes(content)
            fresh.replace(path)


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _ending(kind: str) -> str:
    return {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "sticker": ".webp"}.get(kind, "")
