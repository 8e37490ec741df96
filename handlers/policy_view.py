"""规则: the policy in force, page by page, for those who dispatch."""

from handlers.forms import require_private
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from services.policy_view import policy_screen
from services.seats import DISPATCHERS
from texts.policy_view import PolicyPress

routes = Routes("policy_view")


@routes.press(PolicyPress)
def on_policy(talk: Talk, press: PolicyPress) -> None:
    """[规则] or a page of it."""
    require_private(talk)
    seat_among(talk, DISPATCHERS)
    talk.show(policy_screen(talk.work, press.page), view="list")
