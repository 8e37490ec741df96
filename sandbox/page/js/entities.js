/** Render a message's words from its entities: built from nodes, so that no HTML of a stranger is ever parsed. */
import { h } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/**
 * Turn text and entities into nodes. Offsets are UTF-16 units, which is what JavaScript strings count in.
 * `follow(url)` opens a link and `command(text)` sends a command.
 */
export function renderText(text, entities, { follow, command }) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, { follow, command });
}

function span(text, from, to, entities, links) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const end = Math.min(first.offset + first.length, to);
    if (first.offset < at || first.offset >= to) {
      rest = others;
      continue;
    }
    const inner = others.filter((one) => one.offset < end);
    nodes.push(text.slice(at, first.offset), wrap(first, text, end, inner, links));
    at = end;
    rest = others.filter((one) => one.offset >= end);
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, text, end, inner, links) {
  const children = span(text, entity.offset, end, inner, links);
  const words = text.slice(entity.offset, end);
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "bot_command") return link(children, () => links.command(words));
  const url = urlOf(entity, words);
  return url
    ? link(children, () => links.follow(url), url)
    : h("span", { class: `entity-${entity.type}` }, children);
}

function urlOf(entity, words) {
  if (entity.type === "text_link") return entity.url;
  if (entity.type === "url") return /^[a-z]+:\/\//i.test(words) ? words : `https://${words}`;
  if (entity.type === "mention") return `https://t.me/${words.slice(1)}`;
  return null;
}

function link(children, act, url = "#") {
  const safe = /^(https?|tg|mailto|tel):/i.test(url) ? url : "#";
  const open = (event) => {
    event.preventDefault();
    act();
  };
  return h("a", { href: safe, class: "link", onclick: open }, children);
}

function spoiler(children) {
  const show = (event) => event.currentTarget.classList.add("open");
  return h("span", { class: "spoiler", onclick: show }, children);
}
