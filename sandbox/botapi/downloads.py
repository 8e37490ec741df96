"""getFile: from a file_id to a path that can be downloaded."""

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.jsontypes import Json

MAX_DOWNLOAD = 20 * 1024 * 1024


@method("getFile")
async def get_file(call: Call) -> Json:
    """Return where a file of at most 20 MB can be downloaded."""
    ident = call.params.text("file_id")
    if not ident:
        raise bad("file_id not specified")
    stored = call.services.files.get(ident)
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
