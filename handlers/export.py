"""[导出]: a table of what a search finds, as a file."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.export import OrderExport, order_export
from texts.export import ExportPress, Ordered, OrderedBefore

routes = Routes("export")


@routes.press(ExportPress)
def on_export(talk: Talk, press: ExportPress) -> None:
    """A table is ordered; it arrives as a message of its own."""
    require_private(talk)
    is_new = order_export(OrderExport(press.search_id, press.form), talk.work)
    talk.say(Ordered() if is_new else OrderedBefore(), alert=not is_new)
