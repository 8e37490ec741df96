"""[导出]: a table of what a search finds, as a file."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.search_screens import ask_form_screen
from handlers.talk import Talk
from services.export import OrderExport, check_exporter, order_export
from services.search import find_search
from services.search_screens import found_screen
from texts.export import AskExportPress, ExportPress, Ordered, OrderedBefore

routes = Routes("export")


@routes.press(AskExportPress)
def on_ask_form(talk: Talk, press: AskExportPress) -> None:
    """[导出]: xlsx or csv?"""
    require_private(talk)
    search, seat, _ = find_search(talk.work, press.search_id)
    check_exporter(seat)
    talk.show(ask_form_screen(search), view="list")


@routes.press(ExportPress)
def on_export(talk: Talk, press: ExportPress) -> None:
    """A table is ordered; it arrives as a message of its own, below the search."""
    require_private(talk)
    is_new = order_export(OrderExport(press.search_id, press.form), talk.work)
    talk.say(Ordered() if is_new else OrderedBefore(), alert=not is_new)
    search, _, _ = find_search(talk.work, press.search_id)
    talk.show(found_screen(talk.work, search), view="list")
