/** What a message carries besides words: photos, albums, voice, video, files, places, polls. */
import { api } from "./api.js";
import { h, s } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openLightbox } from "./lightbox.js";
import { pointMap } from "./plan.js";
import { voicePlayer } from "./player.js";

const largest = (sizes) => sizes.reduce((best, one) => (one.width >= best.width ? one : best));

/** The grid of one or several photos and videos; `messages` is one message or a whole album. */
export function gallery(messages) {
  const shown = messages.filter((one) => one.photo || one.video || one.animation);
  const images = shown.filter((one) => one.photo).map((one) => api.fileUrl(largest(one.photo).file_id));
  const cells = shown.map((one) => (one.photo ? photoCell(one, images, shown.length) : videoCell(one)));
  return h("div", { class: `gallery n${Math.min(cells.length, 10)}`, "data-count": cells.length }, cells);
}

function photoCell(message, images, count) {
  const size = largest(message.photo);
  const url = api.fileUrl(size.file_id);
  const show = (event) => openLightbox(images, images.indexOf(url), event.currentTarget);
  const ratio = count === 1 ? { "aspect-ratio": `${clampRatio(size.width / size.height)}` } : {};
  const image = h("img", { src: url, alt: message.caption || t("photo"), loading: "lazy", draggable: false });
  return h(
    "button",
    { type: "button", class: "cell", "aria-label": t("openPhoto"), style: ratio, onclick: show },
    image,
  );
}

const clampRatio = (ratio) => Math.min(1.9, Math.max(0.75, ratio || 1.33)).toFixed(3);

function videoCell(message) {
  const video = message.video ?? message.animation;
  const src = api.fileUrl(video.file_id);
  const ratio = { "aspect-ratio": clampRatio((video.width || 4) / (video.height || 3)) };
  // The file knows its shape better than the message does.
  const fit = ({ target }) =>
    cell.style.setProperty("aspect-ratio", clampRatio(target.videoWidth / target.videoHeight));
  const film = h("video", {
    src,
    controls: true,
    preload: "metadata",
    playsinline: true,
    "aria-label": t("video"),
    onloadedmetadata: fit,
  });
  const cell = h("div", { class: "cell video", style: ratio }, film);
  return cell;
}

/** Everything that is not a gallery; null when the message has only words. */
export function attachment(message, context) {
  if (message.voice) return voicePlayer(message.voice);
  if (message.audio) return voicePlayer(message.audio);
  if (message.video_note) return videoCell({ video: message.video_note });
  if (message.document) return fileCard(message.document);
  if (message.venue) return place(message.venue.location, message.venue);
  if (message.location) return place(message.location, null);
  if (message.contact) return contactCard(message.contact);
  if (message.sticker)
    return h("div", { class: "sticker", "aria-label": t("sticker") }, message.sticker.emoji ?? "▢");
  if (message.dice)
    return h("div", { class: "sticker" }, message.dice.emoji ?? "🎲", h("small", {}, message.dice.value));
  if (message.poll) return pollCard(message.poll, context);
  return null;
}

function fileCard(file) {
  const name = file.file_name ?? t("document");
  const size = file.file_size ? sizeWords(file.file_size) : "";
  const props = {
    class: "file",
    href: api.fileUrl(file.file_id),
    download: name,
    "aria-label": t("download", { name }),
  };
  const image = /^image\//.test(file.mime_type ?? "")
    ? h("img", { src: api.fileUrl(file.file_id), alt: "" })
    : icon("file");
  return h(
    "a",
    props,
    h("span", { class: "file-icon" }, image),
    h("span", { class: "file-words" }, h("b", {}, name), h("small", {}, size)),
  );
}

function sizeWords(bytes) {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function place(point, venue) {
  const where = `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`;
  const words = venue
    ? [h("b", {}, venue.title), h("small", {}, venue.address)]
    : [h("b", {}, t("location")), h("small", {}, where)];
  return h("div", { class: "place" }, pointMap(point), h("div", { class: "place-words" }, words));
}

function contactCard(contact) {
  const name = [contact.last_name, contact.first_name].filter(Boolean).join("");
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-icon" }, icon("contact")),
    h(
      "span",
      { class: "file-words" },
      h("b", {}, name || t("contact")),
      h("small", {}, contact.phone_number),
    ),
  );
}

function pollCard(poll, { vote }) {
  const total = Math.max(1, poll.total_voter_count ?? 0);
  const rows = poll.options.map((option, index) => pollRow(poll, option, index, total, vote));
  const note = [
    poll.is_anonymous ? t("anonymous") : t("poll"),
    t("votes", { n: poll.total_voter_count ?? 0 }),
  ].join(" · ");
  return h("div", { class: "poll" }, h("b", {}, poll.question), rows, h("small", {}, note));
}

function pollRow(poll, option, index, total, vote) {
  const share = Math.round((100 * (option.voter_count ?? 0)) / total);
  const press = () => vote(poll.id, [index]);
  const bar = s(
    "svg",
    { class: "poll-bar", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { width: 100, height: 4, class: "poll-bed" }),
    s("rect", { width: share, height: 4, class: "poll-fill" }),
  );
  return h(
    "button",
    { type: "button", class: "poll-row", disabled: Boolean(poll.is_closed), onclick: press },
    h("span", {}, option.text),
    h("span", { class: "poll-share", "aria-hidden": "true" }, `${share}%`),
    bar,
  );
}
