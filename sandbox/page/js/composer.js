/** Where a person writes: words, a tray of files, a reply or an edit in progress, and the bot's keyboard. */
import { openAttach } from "./attach.js";
import { openCommands } from "./commands.js";
import { fill, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { nameOf } from "./names.js";
import { sendDraft } from "./sending.js";
import { summary } from "./summary.js";
import { Tray } from "./tray.js";

export class Composer {
  /** `host` offers `element`, `say(words)`, `pressReplyKey(key)` and `room`. */
  constructor(host) {
    this.host = host;
    this.room = host.room;
    this.open = true;
    this.text = h("textarea", {
      rows: "1",
      "aria-label": t("write"),
      placeholder: t("placeholder"),
      autocomplete: "off",
      oninput: () => this.typed(),
      onkeydown: (event) => this.onKey(event),
      onpaste: (event) => this.onPaste(event),
    });
    this.text.value = this.room.draft.text;
    this.context = h("div", { class: "context", hidden: true });
    this.tray = new Tray(this.room, () => this.paint());
    this.keys = h("div", { class: "reply-keyboard", hidden: true });
    this.toggle = iconButton(icon("keyboard"), t("keyboard"), () => this.flip(), {
      class: "toggle",
      hidden: true,
    });
    this.slash = iconButton(icon("commands"), t("commands"), () => openCommands(this), {
      class: "slash",
      "aria-haspopup": "menu",
    });
    this.sendButton = iconButton(icon("send"), t("send"), () => this.send(), { class: "send" });
    const attach = iconButton(icon("attach"), t("attach"), () => openAttach(this), { class: "attach" });
    const box = h("div", { class: "box" }, attach, this.text, this.slash, this.toggle, this.sendButton);
    this.node = h(
      "footer",
      { class: "composer" },
      this.context,
      this.tray.node,
      box,
      this.keys,
      this.pickers(),
    );
    this.paint();
    this.onChange = () => this.paintKeys();
    this.room.addEventListener("change", this.onChange);
  }

  destroy() {
    this.room.removeEventListener("change", this.onChange);
    this.tray.forget();
  }

  /** Real file inputs, so that the browser's own dialog (and anybody's test) can fill them. */
  pickers() {
    const input = (kind, label, accept, multiple) =>
      h("input", {
        type: "file",
        class: "picker",
        "data-kind": kind,
        "aria-label": t(label),
        accept,
        multiple,
        tabindex: "-1",
        onchange: (event) => this.pickFiles(kind, event.target),
      });
    return [
      input("photo", "choosePhotos", "image/*", true),
      input("document", "chooseFile", null, true),
      input("video", "chooseVideo", "video/*", false),
    ];
  }

  pickFiles(kind, input) {
    this.add(kind, [...input.files]);
    input.value = "";
  }

  /** Open the browser's own file dialog. */
  browse(kind) {
    this.node.querySelector(`.picker[data-kind=${kind}]`).click();
  }

  /** Put files into the tray; one kind at a time, as an album is all photos. */
  add(kind, files) {
    const kept = this.room.draft.files.filter((one) => one.kind === kind);
    this.room.draft.files = [...kept, ...files.map((file) => ({ kind, file }))];
    this.paint();
    this.text.focus({ preventScroll: true });
  }

  replyTo(message) {
    Object.assign(this.room.draft, { replyTo: message, edit: null });
    this.paint();
    this.text.focus({ preventScroll: true });
  }

  edit(message) {
    Object.assign(this.room.draft, { edit: message, replyTo: null, text: message.text });
    this.text.value = message.text;
    this.paint();
    this.text.focus({ preventScroll: true });
  }

  typed() {
    this.room.draft.text = this.text.value;
    this.grow();
    if (this.text.value === "/") openCommands(this);
  }

  grow() {
    this.text.style.height = "auto";
    if (this.text.value) this.text.style.height = `${Math.min(this.text.scrollHeight, 132)}px`;
    const { draft } = this.room;
    this.sendButton.classList.toggle("ready", Boolean(draft.text.trim() || draft.files.length));
  }

  onKey(event) {
    // While a Chinese word is being composed, Enter belongs to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.dropContext();
    if (event.key === "ArrowUp" && !this.text.value) this.host.editLast();
  }

  onPaste(event) {
    const images = [...event.clipboardData.files].filter((one) => one.type.startsWith("image/"));
    if (!images.length) return;
    event.preventDefault();
    this.add("photo", images);
  }

  dropContext() {
    const { draft } = this.room;
    if (draft.edit) this.text.value = draft.text = "";
    Object.assign(draft, { replyTo: null, edit: null });
    this.paint();
  }

  /** Send what is written; a failed sending gives the words back. */
  async send(text = this.text.value) {
    const draft = { ...this.room.draft, text };
    if (!text.trim() && !draft.files.length) return;
    this.room.draft = { text: "", files: [], replyTo: null, edit: null };
    this.text.value = "";
    this.paint();
    try {
      await sendDraft(this.room, draft);
    } catch (error) {
      this.host.say(t("lost", { why: error.message }));
      if (!this.text.value) Object.assign(this.room.draft, draft);
      this.text.value = this.room.draft.text;
      this.paint();
    }
  }

  paint() {
    this.paintContext();
    this.tray.paint();
    this.paintKeys();
    this.grow();
  }

  paintContext() {
    const { replyTo, edit } = this.room.draft;
    const about = edit ?? replyTo;
    this.context.hidden = !about;
    if (!about) return;
    const title = edit ? t("editing") : t("replyingTo", { name: nameOf(replyTo.from) });
    const words = h("div", { class: "context-words" }, h("b", {}, title), h("span", {}, summary(about)));
    fill(
      this.context,
      icon("reply"),
      words,
      iconButton(icon("close"), t("close"), () => this.dropContext()),
    );
  }

  flip() {
    this.open = !this.open;
    this.paintKeys();
  }

  paintKeys() {
    const markup = this.room.keyboard;
    const rows = markup?.keyboard ?? [];
    this.slash.hidden = !this.room.commands.length;
    this.toggle.hidden = !rows.length;
    this.keys.hidden = !rows.length || !this.open;
    this.toggle.setAttribute("aria-expanded", String(!this.keys.hidden));
    this.text.placeholder = markup?.input_field_placeholder || t("placeholder");
    const sign = JSON.stringify(rows);
    if (sign === this.keysSign) return;
    this.keysSign = sign;
    this.open = true;
    this.keys.hidden = !rows.length;
    this.toggle.setAttribute("aria-expanded", String(!this.keys.hidden));
    fill(
      this.keys,
      rows.map((row) =>
        h(
          "div",
          { class: "keys" },
          row.map((key) => this.replyKey(key)),
        ),
      ),
    );
  }

  replyKey(raw) {
    const key = typeof raw === "string" ? { text: raw } : raw;
    return h(
      "button",
      { type: "button", class: "key", onclick: () => this.host.pressReplyKey(key) },
      key.text,
    );
  }
}
