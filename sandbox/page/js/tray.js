/** The files that wait to be sent, each with a way to take it out again. */
import { fill, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const SIGNS = { video: "video", voice: "mic" };

export class Tray {
  /** Shows the files of the room's draft; `changed` is told when one is taken out. */
  constructor(room, changed) {
    Object.assign(this, { room, changed, previews: [] });
    this.node = h("div", { class: "tray", role: "group", "aria-label": t("tray"), hidden: true });
  }

  paint() {
    this.forget();
    const { files } = this.room.draft;
    this.node.hidden = !files.length;
    const items = files.map((one) => this.item(one));
    fill(this.node, items);
  }

  item(one) {
    const label = `${t("remove")} ${one.file.name}`;
    const remove = iconButton(icon("close"), label, () => this.remove(one));
    return h("div", { class: "tray-item" }, this.picture(one), remove);
  }

  picture({ kind, file }) {
    if (file.type.startsWith("image/")) return h("img", { src: this.preview(file), alt: file.name });
    return h("span", { class: "tray-name" }, icon(SIGNS[kind] ?? "file"), file.name);
  }

  remove(one) {
    this.room.draft.files = this.room.draft.files.filter((other) => other !== one);
    this.changed();
  }

  preview(file) {
    const url = URL.createObjectURL(file);
    this.previews.push(url);
    return url;
  }

  /** Give the browser its memory back. */
  forget() {
    this.previews.forEach((url) => URL.revokeObjectURL(url));
    this.previews = [];
  }
}
