/** Turn a draft into requests of the people side. */
import { api } from "./api.js";

const ALBUM = 10;

/** Send a draft: an edit, words, or files with the words as caption of the first. */
export async function sendDraft(room, { text, files, replyTo, edit }) {
  const base = {
    chat: room.target,
    ...(replyTo ? { reply_to: replyTo.message_id } : {}),
    ...(room.thread ? { thread: room.thread } : {}),
  };
  if (edit) return api.send(room.viewer, { chat: room.target, edit: edit.message_id, text });
  if (!files.length) return api.send(room.viewer, { ...base, text });
  const batches = cut(files, files[0].kind === "photo" ? ALBUM : 1);
  for (const [index, batch] of batches.entries())
    await sendFiles(room, base, batch, index ? "" : text.trim());
  return undefined;
}

function sendFiles(room, base, batch, caption) {
  const form = new FormData();
  for (const [name, value] of Object.entries(base)) form.append(name, value);
  if (caption) form.append("caption", caption);
  for (const { kind, file } of batch) form.append(kind, file, file.name);
  return api.send(room.viewer, form);
}

function cut(list, size) {
  const parts = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
