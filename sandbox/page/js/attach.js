/** Everything that can be sent besides words. */
import { button, fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openLocation } from "./location.js";
import { SAMPLES, sampleFile, sampleUrl } from "./samples.js";
import { openSheet } from "./sheets.js";
import { canRecord, Recorder } from "./recorder.js";

/** Open the sheet of things to attach. */
export function openAttach(composer) {
  const body = h("div", { class: "sheet-body" });
  const close = openSheet(composer.host.element, t("attach"), body);
  const done = (act) => () => {
    close();
    act();
  };
  const tile = (name, label, act) =>
    h(
      "button",
      { type: "button", class: "tile", onclick: act },
      h("span", { class: "tile-icon" }, icon(name)),
      t(label),
    );
  const tiles = h(
    "div",
    { class: "tiles" },
    tile(
      "photo",
      "upload",
      done(() => composer.browse("photo")),
    ),
    tile(
      "pin",
      "pickPlace",
      done(() => openLocation(composer.host)),
    ),
    tile("mic", "record", () => recordInto(composer, body, close)),
    tile(
      "play",
      "sampleVoice",
      done(() => addSample(composer, "voice", "voice.ogg")),
    ),
    tile(
      "video",
      "sampleVideo",
      done(() => addSample(composer, "video", "water.mp4")),
    ),
    tile(
      "video",
      "videoFile",
      done(() => composer.browse("video")),
    ),
    tile(
      "file",
      "anyFile",
      done(() => composer.browse("document")),
    ),
  );
  fill(body, tiles, samplePicker(composer, close));
}

function samplePicker(composer, close) {
  const chosen = new Set();
  const use = button(t("useNone"), () => take(), { class: "primary", disabled: true });
  const take = async () => {
    const files = await Promise.all([...chosen].map((name) => sampleFile(`${name}.jpg`, t(`s_${name}`))));
    close();
    composer.add("photo", files);
  };
  const pick = (name) => (event) => {
    if (!chosen.delete(name)) chosen.add(name);
    event.currentTarget.setAttribute("aria-pressed", String(chosen.has(name)));
    use.disabled = !chosen.size;
    use.textContent = chosen.size ? t("use", { n: chosen.size }) : t("useNone");
  };
  const card = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "sample",
        "aria-pressed": "false",
        "aria-label": t(`s_${name}`),
        onclick: pick(name),
      },
      h("img", { src: sampleUrl(`${name}.jpg`), alt: "", loading: "lazy" }),
      h("span", {}, t(`s_${name}`)),
    );
  return h(
    "section",
    { class: "sample-picker" },
    h("div", { class: "sample-head" }, h("h4", {}, t("samples")), use),
    h("div", { class: "samples" }, SAMPLES.map(card)),
  );
}

async function addSample(composer, kind, file) {
  composer.add(kind, [await sampleFile(file)]);
}

async function recordInto(composer, body, close) {
  if (!canRecord()) return void composer.host.say(t("noMic"));
  const time = h("output", { class: "recording" }, t("recording", { s: 0 }));
  const recorder = new Recorder((seconds) => (time.textContent = t("recording", { s: seconds })));
  try {
    await recorder.begin();
  } catch {
    return void composer.host.say(t("noMic"));
  }
  const stop = async () => {
    const file = await recorder.end();
    close();
    composer.add("voice", [file]);
  };
  fill(
    body,
    h(
      "div",
      { class: "record-box" },
      h("span", { class: "record-dot" }),
      time,
      button(t("stop"), stop, { class: "primary" }),
    ),
  );
  body.querySelector("button").focus();
  // A sheet that is closed without 停止 throws the recording away and frees the microphone.
  new MutationObserver((_, watcher) => {
    if (body.isConnected) return;
    watcher.disconnect();
    recorder.cancel();
  }).observe(composer.host.element, { childList: true });
  return undefined;
}
