/** The sandbox's people side over HTTP, and its stream of events. */

/** An answer of the sandbox that is not a success; its message is meant for people. */
export class ApiError extends Error {}

async function call(method, path, body) {
  const form = body instanceof FormData;
  const headers = body && !form ? { "Content-Type": "application/json" } : {};
  const response = await fetch(path, { method, headers, body: form ? body : body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error ?? `HTTP ${response.status}`);
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", path, body);

export const api = {
  state: () => get("/state"),
  clock: () => get("/clock"),
  moveClock: (body) => post("/clock", body),
  createPerson: (body) => post("/people", body),
  createChat: (body) => post("/chats", body),
  setMember: (chat, body) => post(`/chats/${chat}/members`, body),
  createTopic: (chat, name) => post(`/chats/${chat}/topics`, { name }),
  send: (person, body) => post(`/people/${person}/messages`, body),
  press: (person, body) => post(`/people/${person}/presses`, body),
  locate: (person, body) => post(`/people/${person}/location`, body),
  start: (person, bot, payload) => post(`/people/${person}/start`, { bot, ...(payload ? { payload } : {}) }),
  block: (person, bot, blocked) => post(`/people/${person}/block`, { bot, blocked }),
  vote: (person, poll, options) => post(`/people/${person}/votes`, { poll_id: poll, options }),
  react: (person, body) => post(`/people/${person}/reactions`, body),
  page: (chat, query) => get(`/chats/${chat}?${new URLSearchParams(query)}`),
  fileUrl: (fileId) => `/files/${encodeURIComponent(fileId)}`,
};

const KINDS = [
  "message",
  "edit",
  "delete",
  "keyboard",
  "callback",
  "member",
  "clock",
  "typing",
  "bot",
  "person",
  "reaction",
  "poll",
  "pin",
];

/** Follow /events for ever; `onState` tells whether the line is up, `onGap` that something may have been missed. */
export function follow(onEvent, onState, onGap) {
  const source = new EventSource("/events");
  const take = (message) => onEvent(JSON.parse(message.data));
  for (const kind of KINDS) source.addEventListener(kind, take);
  source.addEventListener("reset", onGap);
  source.onopen = () => {
    onState(true);
    onGap();
  };
  source.onerror = () => {
    onState(false);
    // A browser retries a broken line itself, but gives up for good on an HTTP error while the server restarts.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(onEvent, onState, onGap), 1500);
  };
}
