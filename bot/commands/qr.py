"""`huying qr`."""

from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from bot.commands.common import fail, plain_errors, ready_engine, settings_without_token, username_or_exit
from bot.storage.organisation import load_stored
from services.qr_codes import codes_of
from texts.catalog import Catalog


@click.command()
@click.option("--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Where the pictures go; it is made if it is not there.")
def qr(folder: Path) -> None:
    """Write a printable PNG with the QR code of every station and deputy."""
    # only who draws pays for the import
    from bot.media.poster import draw_poster

    settings = settings_without_token()
    with ready_engine(settings) as engine, plain_errors(), Session(engine) as session:
        start = f"https://t.me/{username_or_exit(engine, settings)}?start="
        district, codes = load_stored(engine).district, codes_of(session)
    catalog = Catalog(ZoneInfo(district.timezone))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for code in codes:
            picture = draw_poster(code, district.name, start + code.payload, catalog)
            (folder / f"{code.payload}.png").write_bytes(picture)
    except OSError as error:
        fail(f"{folder} cannot be written: {error.strerror}")
    click.echo(f"{len(codes)} pictures in {folder}")
