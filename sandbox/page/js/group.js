/** Who is in a group: change a member's standing, bring in a person or a bot. */
import { api } from "./api.js";
import { avatar, avatarKind } from "./avatar.js";
import { button, fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { idOf, memberIds, nameOf } from "./names.js";
import { openSheet, toast } from "./sheets.js";
import { store } from "./store.js";

const STANDINGS = ["member", "administrator", "left"];

/** Open the sheet of members over a phone. */
export function openGroup(phone, chat) {
  const body = h("div", { class: "sheet-body" });
  const paint = () => fill(body, memberRows(chat, change), adder(chat, change));
  const change = async (id, status) => {
    const who = store.bots.has(id) ? { bot: id } : { person: id };
    await api
      .setMember(chat, { ...who, status, by: phone.slot.person })
      .catch((error) => toast(phone.node, error.message));
    await store.reload();
    paint();
  };
  paint();
  openSheet(phone.node, t("groupMembers"), body);
}

function memberRows(chat, change) {
  const members = (store.chats.get(chat)?.members ?? []).filter(
    (one) => !["left", "kicked"].includes(one?.status),
  );
  return h(
    "ul",
    { class: "members" },
    members.map((member) => memberRow(member, change)),
  );
}

function memberRow(member, change) {
  const id = idOf(member);
  const who = store.who(id) ?? { id };
  const status = member.status ?? "member";
  const options = [...new Set([status, ...STANDINGS])].map((one) =>
    h("option", { value: one, selected: one === status }, t(one)),
  );
  const select = h(
    "select",
    { "aria-label": nameOf(who), onchange: (event) => change(id, event.target.value) },
    options,
  );
  return h("li", {}, avatar(who, avatarKind(store, who)), h("span", {}, nameOf(who)), select);
}

function adder(chat, change) {
  const inside = memberIds(store.chats.get(chat));
  const others = [...store.bots.values(), ...store.people.values()].filter((one) => !inside.includes(one.id));
  const select = h(
    "select",
    { "aria-label": t("addMember") },
    h("option", { value: "" }, t("chooseOne")),
    others.map((one) =>
      h("option", { value: one.id }, store.bots.has(one.id) ? `${nameOf(one)} · ${t("bot")}` : nameOf(one)),
    ),
  );
  const add = () => select.value && change(Number(select.value), "member");
  return h(
    "div",
    { class: "adder" },
    h("label", {}, t("addMember"), select),
    button(t("addTo"), add, { class: "primary" }),
  );
}
