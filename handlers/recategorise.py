"""[改分类] on the card of those who dispatch: the tree of categories, and the choice."""

from handlers.forms import FORM, require_private, show_card
from handlers.report_tree import Tree
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.draft_form import SKIPPED, names
from services.facts import category_name
from services.recategorise import ChangeCategory, change_category, check_category
from texts.card_presses import CardPress
from texts.office import Back
from texts.recategorise import CategoryTreePress, Changed, ChooseCategory, ChooseGroup, SetCategoryPress
from texts.screen import Button, Screen, row

routes = Routes("recategorise")


@routes.press(CategoryTreePress)
def on_tree(talk: Talk, press: CategoryTreePress) -> None:
    """[改分类], or a turn in the tree."""
    require_private(talk)
    matter, _ = check_category(talk.work, press.matter_id)
    talk.show(_tree_screen(talk, matter, press.group, press.page), view=FORM, matter_id=matter.id)


@routes.press(SetCategoryPress)
def on_category(talk: Talk, press: SetCategoryPress) -> None:
    """The category was chosen: the message is the card again."""
    require_private(talk)
    matter = change_category(ChangeCategory(press.matter_id, press.category, press.revision), talk.work)
    talk.say(Changed(matter.number or "", category_name(talk.work, matter)))
    show_card(talk, matter)


def _tree_screen(talk: Talk, matter: Matter, group: str, page: int) -> Screen:
    tree, number = _tree(talk, matter), matter.number or ""
    if group == SKIPPED:
        back = row(Button(Back(), CardPress(matter.id)))
        return Screen(ChooseGroup(number, category_name(talk.work, matter)), tree.groups(page, back))
    return Screen(ChooseCategory(number, names(tree.group(group).name)), tree.categories(group, page))


def _tree(talk: Talk, matter: Matter) -> Tree:
    return Tree(talk.work.house.policy, lambda group, page: CategoryTreePress(matter.id, group, page),
                lambda code: SetCategoryPress(matter.id, code, matter.revision))
