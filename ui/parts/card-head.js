// The top of a card: the name as it is greeted, how it is said, and how this person may be reached.
import { h } from "../dom.js";
import { list } from "../format.js";
import { icon } from "../icons.js";
import { has, t } from "../texts.js";

/** The channels a shop asks about, in this order; files may bring others. */
const channels = ["phone", "text", "email", "post"];

/** @param {import("../api/nouns.js").Card} card */
export function head({ customer, summary, consents }) {
  const call = customer.callMe || customer.nick;
  return h(
    "header",
    { class: "card-head" },
    h(
      "div",
      { class: "greeting" },
      h("h2", { id: "card-name" }, h("bdi", null, customer.name)),
      call && call !== customer.name && h("bdi", { class: "call-me" }, `“${call}”`),
      customer.sayIt && h("bdi", { class: "say-it" }, customer.sayIt),
      h(
        "span",
        { class: "marks" },
        customer.tags.map((tag) => h("span", { class: "tag" }, tag)),
        summary.firstDay && h("span", { class: "since" }, t("card.since", { year: summary.firstDay.slice(0, 4) })),
      ),
    ),
    h(
      "div",
      { class: "reach" },
      h(
        "p",
        { class: "ways-to" },
        reaches(customer).map((way) => h("bdi", null, way)),
        reaches(customer).length === 0 && h("span", { class: "quiet" }, t("card.noReach")),
      ),
      may(consents),
    ),
  );
}

/** @param {import("../api/nouns.js").Customer} customer */
function reaches(customer) {
  const town = customer.addresses[0]?.town;
  return [
    ...customer.phones.slice(0, 2).map((phone) => phone.typed),
    ...customer.emails.slice(0, 1).map((mail) => mail.typed),
    customer.company && customer.company !== customer.name ? customer.company : "",
    town,
  ].filter(Boolean);
}

/** @param {string} channel */
export const channelName = (channel) => (has(`channel.${channel}`) ? t(`channel.${channel}`) : channel);

/** @param {import("../api/nouns.js").Consent[]} consents */
function may(consents) {
  const asked = new Set(consents.map((consent) => consent.channel));
  const known = [...channels, ...asked].filter((channel, i, all) => asked.has(channel) && all.indexOf(channel) === i);
  const allowed = known.filter((channel) => consents.some((c) => c.channel === channel && c.given));
  const words = (/** @type {string[]} */ some) => list(some.map((channel) => channelName(channel)));
  const refused = known.filter((channel) => !allowed.includes(channel));
  return h(
    "p",
    { class: "may" },
    allowed.length > 0 && h("span", { class: "yes" }, icon("done"), t("card.may", { channels: words(allowed) })),
    refused.length > 0 && h("span", { class: "no" }, icon("cross"), t("card.mayNot", { channels: words(refused) })),
    known.length === 0 && h("span", { class: "quiet" }, t("card.notAsked")),
  );
}
