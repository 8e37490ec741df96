/** The menus of a phone: whose it is, where it stands, what may be done with the open chat. */
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { openGroup } from "./group.js";
import { t } from "./i18n.js";
import { memberIds, nameOf } from "./names.js";
import { openMenu } from "./sheets.js";
import { store } from "./store.js";

/** Choose another person; in a group's phone one of its members. */
export function personMenu(phone, anchor) {
  const { group } = phone.slot;
  const inside = group ? memberIds(store.chats.get(group)) : null;
  const people = [...store.people.values()].filter((one) => !inside || inside.includes(one.id));
  const face = (one) => h("span", { class: "menu-person" }, avatar(one), nameOf(one));
  const entries = people.map((one) => [face(one), () => phone.wall.swap(phone.slot, one.id)]);
  openMenu(phone.node, anchor, entries);
}

/** Move the phone or put it away. */
export function phoneMenu(phone, anchor) {
  const { slot, wall } = phone;
  openMenu(phone.node, anchor, [
    slot.group && [t("groupMembers"), () => openGroup(phone, slot.group)],
    [t("moveLeft"), () => wall.move(slot, -1)],
    [t("moveRight"), () => wall.move(slot, 1)],
    [t("hidePhone"), () => wall.hide(slot)],
  ]);
}

/** Block the bot of a private chat, or look after the members of a group. */
export function chatMenu(phone, anchor) {
  const { room } = phone;
  const blocked = phone.isBlocked();
  const block = [t(blocked ? "unblock" : "block"), () => phone.block(!blocked)];
  const members = [t("groupMembers"), () => openGroup(phone, room.chat)];
  openMenu(phone.node, anchor, [room.bot ? block : members]);
}
