/** Photos large, over the whole page; arrows walk through an album. */
import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

/** Show `urls[index]`; the focus returns to where it was. */
export function openLightbox(urls, index, opener) {
  let at = Math.max(0, index);
  const image = h("img", { alt: t("photo") });
  const counter = h("output", { class: "counter" });
  const show = (next) => {
    at = (next + urls.length) % urls.length;
    image.src = urls[at];
    counter.textContent = urls.length > 1 ? `${at + 1} / ${urls.length}` : "";
  };
  const close = () => dialog.close();
  const arrows =
    urls.length > 1
      ? [
          iconButton(icon("back"), t("previous"), () => show(at - 1), { class: "arrow" }),
          iconButton(icon("back"), t("next"), () => show(at + 1), { class: "arrow forth" }),
        ]
      : [];
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": t("photo") },
    h("figure", { onclick: (event) => event.target === image || close() }, image),
    arrows,
    counter,
    iconButton(icon("close"), t("close"), close, { class: "shut" }),
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
  });
  show(at);
  document.body.append(dialog);
  dialog.showModal();
}
