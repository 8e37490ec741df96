/** Choose where one stands: from a list of places or by a click on the plan. */
import { api } from "./api.js";
import { button, h } from "./dom.js";
import { t } from "./i18n.js";
import { places, placeWords } from "./places.js";
import { planPicker, streetOf } from "./plan.js";
import { openSheet } from "./sheets.js";

/** Open the sheet over the phone of `host` and send what was chosen into its room. */
export function openLocation(host) {
  const { room } = host;
  let chosen = null;
  const named = h("input", { type: "checkbox" });
  const words = h("output", { class: "chosen" });
  const submit = button(t("sendPlace"), () => done(), { class: "primary", disabled: true });
  const choose = (place, name) => {
    chosen = { ...place, title: name };
    words.textContent = t("chosen", { name });
    submit.disabled = false;
  };
  const plan = planPicker((point) => {
    choose(point, [streetOf(point) ? `${streetOf(point)}街道` : t("outside"), t("pointed")].join(" · "));
    mark(list, null);
  });
  const list = placeList((place, item) => {
    choose(place, placeWords(place));
    plan.show(place);
    mark(list, item);
  });
  const done = async () => {
    close();
    await sendPlace(room, chosen, named.checked).catch((error) =>
      host.say(t("lost", { why: error.message })),
    );
  };
  const foot = h(
    "footer",
    { class: "sheet-foot" },
    words,
    h("label", { class: "check" }, named, t("asVenue")),
    submit,
  );
  const body = h(
    "div",
    { class: "sheet-body location" },
    h("div", { class: "location-pair" }, plan.node, listWithSearch(list)),
    foot,
  );
  const close = openSheet(host.element, t("pickPlace"), body, { kind: "sheet tall" });
}

function sendPlace(room, { latitude, longitude, title }, named) {
  const reply = room.draft.replyTo ? { reply_to: room.draft.replyTo.message_id } : {};
  if (!named) return api.locate(room.viewer, { chat: room.target, latitude, longitude, ...reply });
  const venue = { latitude, longitude, title, address: "深圳市宝安区" };
  return api.send(room.viewer, { chat: room.target, venue, ...reply });
}

function placeList(onpick) {
  const item = (place) => {
    const row = h(
      "button",
      { type: "button", class: "place-row", "aria-pressed": "false", onclick: () => onpick(place, row) },
      h("b", {}, place.name),
      h("small", {}, place.outside ? t("outside") : place.street),
    );
    row.setAttribute("aria-label", placeWords(place));
    return row;
  };
  return h("div", { class: "place-list", role: "group", "aria-label": t("places") }, places().map(item));
}

function listWithSearch(list) {
  const filter = (event) => {
    const wanted = event.target.value.trim();
    for (const row of list.children) row.hidden = !row.getAttribute("aria-label").includes(wanted);
  };
  return h(
    "div",
    { class: "place-column" },
    h("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), oninput: filter }),
    list,
  );
}

function mark(list, chosen) {
  for (const row of list.children) row.setAttribute("aria-pressed", String(row === chosen));
}
