"""二维码: the codes of stations and deputies, for the office and station heads."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.qr_codes import code_screen, codes_screen
from texts.qr import CodePress, CodesPress

routes = Routes("qr")


@routes.press(CodesPress)
def on_codes(talk: Talk, press: CodesPress) -> None:
    """[二维码] of the panel, or a page of the list."""
    require_private(talk)
    talk.show(codes_screen(talk.work, press.page), view="list")


@routes.press(CodePress)
def on_code(talk: Talk, press: CodePress) -> None:
    """One code, as a message of its own that can be passed on."""
    require_private(talk)
    talk.reply(code_screen(talk.work, press.payload), view="code")
