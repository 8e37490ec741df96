/** Line icons of the page, drawn on a 24-unit square. */
import { s } from "./dom.js";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  attach: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5 16-4-6-7-2zM11 14l4-5",
  commands: "M9 20L15 4",
  keyboard: "M3 7h18v10H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14h8",
  down: "M6 9l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  pin: "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  video: "M4 7h11v10H4zM15 11l5-3v8l-5-3",
  gallery: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.600-6.500 8-6.500s8 2.500 8 6.500",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  link: "M8 16L16 8M9 8h7v7",
  phones: "M4 5h7v14H4zM13 5h7v14h-7z",
  pushpin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  reply: "M10 7L4 12l6 5M4 12h9c4 0 6 2 7 6",
  sticker: "M12 4a8 8 0 1 0 8 8M9 14c1.500 2 4.500 2 6 0M9 10h.01M15 10h.01",
};

/** Return a fresh icon; decorative, so hidden from screen readers. */
export function icon(name) {
  const width = name === "more" ? "2.6" : "1.8";
  const strokes = { fill: "none", stroke: "currentColor", "stroke-width": width };
  const path = s("path", {
    d: PATHS[name],
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    ...strokes,
  });
  return s("svg", { viewBox: "0 0 24 24", class: "ico", "aria-hidden": "true" }, path);
}
