/** The panel of people and groups: which phones are shown, a new person, a new group. */
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { button, fill, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { nameOf } from "./names.js";
import { store } from "./store.js";

/** Each language in its own words, whatever the page speaks. */
const LANGUAGES = [
  ["zh-hans", "简体中文"],
  ["en", "English"],
];

/** Open the panel; `wall` shows and hides phones. */
export function openPeople(wall) {
  const note = h("p", { class: "note", role: "status" });
  const body = h("div", { class: "panel-body" });
  const paint = () =>
    fill(body, shownPhones(wall, paint), newPerson(wall, note, paint), newGroup(wall, note, paint), note);
  const head = h(
    "header",
    { class: "sheet-head" },
    h("h3", {}, t("people")),
    iconButton(icon("close"), t("close"), () => dialog.close()),
  );
  const dialog = h(
    "dialog",
    {
      class: "people",
      "aria-label": t("people"),
      onclick: (event) => event.target === dialog && dialog.close(),
    },
    h("div", { class: "people-inner" }, head, body),
  );
  dialog.addEventListener("close", () => dialog.remove());
  paint();
  document.body.append(dialog);
  dialog.showModal();
}

function shownPhones(wall, paint) {
  const people = [...store.people.values()].map((one) => ({
    slot: { person: one.id },
    who: one,
    kind: "person",
  }));
  const groups = [...store.chats.values()]
    .map((one) => ({ slot: wall.groupSlot(one.id), who: one, kind: "group" }))
    .filter((one) => one.slot);
  const toggle = (slot) => (event) => (event.target.checked ? wall.show(slot) : wall.hide(slot));
  const row = ({ slot, who, kind }) =>
    h(
      "li",
      {},
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", checked: wall.isShown(slot), onchange: toggle(slot) }),
        avatar(who, kind),
        h("span", {}, nameOf(who)),
      ),
    );
  const reset = () => (wall.reset(), paint());
  return h(
    "section",
    {},
    h("h4", {}, t("showOnWall")),
    h("ul", { class: "phone-choice" }, [...people, ...groups].map(row)),
    button(t("resetPhones"), reset, { class: "quiet" }),
  );
}

const field = (label, input) => h("label", { class: "field" }, h("span", {}, label), input);

function form(title, fields, onsubmit) {
  return h(
    "form",
    { onsubmit: (event) => (event.preventDefault(), onsubmit(event.target)) },
    h("h4", {}, title),
    fields,
    h("button", { type: "submit", class: "primary" }, t("create")),
  );
}

function newPerson(wall, note, paint) {
  const name = h("input", { name: "first_name", required: true, maxlength: "64" });
  const username = h("input", {
    name: "username",
    pattern: "[A-Za-z][A-Za-z0-9_]{4,31}",
    autocomplete: "off",
  });
  const tongue = h(
    "select",
    { name: "language_code" },
    LANGUAGES.map(([code, title]) => h("option", { value: code }, title)),
  );
  const create = () =>
    attempt(note, paint, async () => {
      const body = {
        first_name: name.value.trim(),
        language_code: tongue.value,
        ...(username.value ? { username: username.value } : {}),
      };
      const person = await api.createPerson(body);
      await store.reload();
      wall.show({ person: person.id });
      return nameOf(person);
    });
  return form(
    t("newPerson"),
    [field(t("firstName"), name), field(t("username"), username), field(t("language_code"), tongue)],
    create,
  );
}

function newGroup(wall, note, paint) {
  const title = h("input", { required: true, maxlength: "128" });
  const type = h(
    "select",
    {},
    ["group", "supergroup"].map((one) => h("option", { value: one }, t(one))),
  );
  const forum = h("input", { type: "checkbox" });
  const boxes = [...store.people.values(), ...store.bots.values()].map((one) => ({
    id: one.id,
    one,
    box: h("input", { type: "checkbox" }),
  }));
  const members = h(
    "ul",
    { class: "phone-choice" },
    boxes.map(({ one, box }) =>
      h(
        "li",
        {},
        h(
          "label",
          { class: "check" },
          box,
          avatar(one, store.bots.has(one.id) ? "bot" : "person"),
          nameOf(one),
        ),
      ),
    ),
  );
  const create = () =>
    attempt(note, paint, async () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ id }) => id);
      const first = chosen.find((id) => store.people.has(id));
      const body = {
        title: title.value.trim(),
        type: forum.checked ? "supergroup" : type.value,
        forum: forum.checked,
        members: chosen,
        admins: first ? [first] : [],
      };
      const chat = await api.createChat(body);
      await store.reload();
      const slot = wall.groupSlot(chat.id);
      if (slot) wall.show(slot);
      return chat.title;
    });
  return form(
    t("newGroup"),
    [
      field(t("groupTitle"), title),
      field(t("groupType"), type),
      h("label", { class: "check" }, forum, t("forum")),
      members,
    ],
    create,
  );
}

async function attempt(note, paint, act) {
  try {
    note.textContent = t("created", { name: await act() });
    paint();
  } catch (error) {
    note.textContent = error.message;
  }
}
