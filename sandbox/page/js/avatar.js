/** The round (people) or squared (groups, bots) mark of somebody. */
import { h } from "./dom.js";
import { colourOf, initials, nameOf } from "./names.js";

/** Draw an avatar; decorative, the name stands beside it. */
export function avatar(who, kind = "person") {
  return h(
    "span",
    { class: `avatar ${kind}`, style: { "--tone": colourOf(who) }, "aria-hidden": "true" },
    initials(nameOf(who)) || "·",
  );
}

/** Round for people, squared for bots and groups. */
export const avatarKind = (store, who) =>
  store.people.has(who?.id) ? "person" : store.bots.has(who?.id) ? "bot" : "group";
