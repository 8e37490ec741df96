/** A voice message: play, pause, progress drawn as a waveform that one can click into. */
import { api } from "./api.js";
import { h, s } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const BARS = 32;

/** Build the player of a voice or audio file. */
export function voicePlayer(voice) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = api.fileUrl(voice.file_id);
  const bars = heights(voice.file_unique_id ?? voice.file_id).map(bar);
  const wave = s("svg", { class: "wave", viewBox: `0 0 ${BARS * 4} 24`, "aria-hidden": "true" }, bars);
  const time = h("time", {}, clockWords(voice.duration ?? 0));
  const button = h(
    "button",
    { type: "button", class: "play", "aria-label": t("play"), onclick: toggle },
    icon("play"),
  );
  function toggle() {
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  }
  function paint() {
    const length = Number.isFinite(audio.duration) ? audio.duration : voice.duration || 1;
    const played = (audio.currentTime / length) * BARS;
    bars.forEach((one, index) => one.classList.toggle("played", index < played));
    time.textContent = clockWords(audio.currentTime || voice.duration || 0);
  }
  function face() {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", t(audio.paused ? "play" : "pause"));
  }
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, face);
  audio.addEventListener("timeupdate", paint);
  wave.addEventListener("click", (event) => {
    const length = Number.isFinite(audio.duration) ? audio.duration : 0;
    audio.currentTime = (event.offsetX / wave.clientWidth) * length;
  });
  return h("div", { class: "voice" }, button, wave, time);
}

function bar(height, index) {
  return s("rect", { x: index * 4, y: 12 - height / 2, width: 2.4, height, rx: 1.2 });
}

/** Heights drawn from the file's id: the same message always looks the same. */
function heights(seed) {
  let state = [...String(seed)].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: BARS }, (_, index) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return 4 + (state / 2 ** 32) * 16 * (0.55 + 0.45 * Math.sin((index / BARS) * Math.PI));
  });
}

/** Seconds as m:ss. */
export function clockWords(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
