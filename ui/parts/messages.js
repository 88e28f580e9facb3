// Words for a message, to copy and send by hand. The book itself sends nothing.
import { book } from "../shop.js";
import { has, t } from "../texts.js";

/** @param {import("../api/nouns.js").FollowUp} followUp */
export function message({ kind, callMe, customerName, title }) {
  const key = has(`message.${kind}`) ? `message.${kind}` : "message.other";
  return t(key, { name: callMe || customerName, what: title, shop: book().name });
}
