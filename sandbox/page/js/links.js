/** Where a link leads: into a chat of this sandbox, or out into a new tab. */

/** Read a t.me or tg:// link; null when it is an ordinary address. */
export function parseDeepLink(url) {
  let address;
  try {
    address = new URL(url, location.href);
  } catch {
    return null;
  }
  const query = address.searchParams;
  if (address.protocol === "tg:") return result(query.get("domain"), query);
  if (!/^(www\.)?(t\.me|telegram\.me)$/i.test(address.hostname)) return null;
  return result(address.pathname.split("/")[1], query);
}

function result(username, query) {
  return username ? { username, start: query.get("start"), startgroup: query.get("startgroup") } : null;
}
