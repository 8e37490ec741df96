/** How people, bots and chats are called and coloured. */
const CJK = /^[\u3400-\u9fff·]+$/;
const SURNAMES_OF_TWO = /^(欧阳|司马|上官|诸葛|司徒|东方|夏侯|皇甫|尉迟|公孙)$/;
const COLOURS = ["#a8442f", "#3f6f5c", "#8a6a1f", "#4a5f8c", "#7a4a6d", "#2f7280", "#8c5a3a", "#5d6b2f"];

/** The name as people say it: Chinese surnames stand first, without a space. */
export function nameOf(who) {
  if (!who) return "";
  if (who.is_bot && who.name) return who.name;
  const { first_name: first = "", last_name: last = "" } = who;
  const chineseSurname =
    CJK.test(first) && CJK.test(last) && (last.length === 1 || SURNAMES_OF_TWO.test(last));
  const full = chineseSurname ? last + first : [first, last].filter(Boolean).join(" ");
  return full || who.title || who.username || String(who.id ?? "");
}

/** One or two signs for an avatar. */
export function initials(name) {
  const signs = [...name.replace(/[\s()（）·]/g, "")];
  const chinese = CJK.test(signs.join(""));
  return chinese && signs.length < 4
    ? signs.slice(-2).join("")
    : chinese
      ? signs.slice(0, 2).join("")
      : signs.slice(0, 2).join("").toUpperCase();
}

/** A stable colour for an id, dark enough for white signs on it. */
export function colourOf(who) {
  return COLOURS[Math.abs(Number(who?.id) || 0) % COLOURS.length];
}

/** Ids of everybody in a chat, whichever way the server lists its members. */
export function memberIds(chat) {
  return (chat?.members ?? []).filter((one) => !["left", "kicked"].includes(one?.status)).map(idOf);
}

/** The id inside a member entry. */
export function idOf(member) {
  return typeof member === "object"
    ? (member.id ?? member.user?.id ?? member.person ?? member.user_id)
    : member;
}
