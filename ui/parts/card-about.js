// The rest of a card: everything to reach the person by, what they own, and what they allowed.
import { h } from "../dom.js";
import { dayInWords, nameOf, shortDay } from "../format.js";
import { icon } from "../icons.js";
import { has, t } from "../texts.js";
import { channelName } from "./card-head.js";

/** @param {import("../api/nouns.js").Card} card @param {string | null} mark */
export function aboutColumn(card, mark) {
  const { customer } = card;
  const facts = [
    ...customer.phones.map((phone) => [phone.label || t("card.phone"), phone.typed]),
    ...customer.emails.map((mail) => [mail.label || t("card.email"), mail.typed]),
    ...customer.addresses.map((address) => [address.label || t("card.address"), addressLines(address)]),
    [t("customer.birthday"), customer.birthday && dayInWords(customer.birthday)],
    [t("customer.company"), customer.company],
    [t("customer.nick"), customer.nick],
    [t("customer.number"), customer.number],
    [t("customer.source"), customer.source],
    [t("customer.note"), customer.note],
  ].filter(([, value]) => value);
  return [
    h("h3", { id: "about-title" }, t("card.about")),
    facts.length || card.referredByName
      ? h(
          "dl",
          null,
          facts.map(([name, value]) => [h("dt", null, name), h("dd", { dir: "auto" }, value)]),
          referrer(card),
        )
      : h("p", { class: "teach" }, t("card.aboutEmpty")),
    h("h3", null, t("card.owns")),
    card.belongings.length
      ? h(
          "ul",
          { class: "owns" },
          card.belongings.map((thing) => belonging(thing, thing.id === mark)),
        )
      : h("p", { class: "teach" }, t("card.ownsEmpty")),
    card.consents.length > 0 && [
      h("h3", null, t("card.consents")),
      h("ul", { class: "consents" }, card.consents.map(consent)),
    ],
  ];
}

/** @param {import("../api/nouns.js").Address} address */
const addressLines = (address) =>
  [
    address.street,
    address.extra,
    [address.postcode, address.town].filter(Boolean).join(" "),
    address.region,
    country(address.country),
  ]
    .filter(Boolean)
    .join("\n");

/** @param {string} code */
const country = (code) => (/^[A-Z]{2}$/.test(code) ? nameOf("region", code) : code);

/** @param {import("../api/nouns.js").Card} card */
const referrer = ({ customer, referredByName }) =>
  referredByName && [
    h("dt", null, t("customer.referredBy")),
    h(
      "dd",
      null,
      h(
        "button",
        { type: "button", class: "link", "data-act": "open", "data-id": customer.referredBy },
        referredByName,
      ),
    ),
  ];

/** @param {import("../api/nouns.js").Belonging} thing @param {boolean} fresh */
const belonging = (thing, fresh) =>
  h(
    "li",
    { "data-id": thing.id, class: fresh ? "fresh" : "" },
    h("span", null, h("b", null, thing.name), thing.detail && ` ${thing.detail}`),
    h(
      "button",
      {
        type: "button",
        class: "small",
        "data-act": "disown",
        "data-id": thing.id,
        "aria-label": t("belonging.drop", { name: thing.name }),
      },
      icon("cross"),
    ),
  );

/** @param {string} purpose */
const purposeName = (purpose) => (has(`purpose.${purpose}`) ? t(`purpose.${purpose}`) : purpose);

/** @param {import("../api/nouns.js").Consent} consent */
const consent = (consent) =>
  h(
    "li",
    { class: consent.given ? "yes" : "no" },
    icon(consent.given ? "done" : "cross"),
    h(
      "span",
      null,
      t(consent.given ? "consent.given" : "consent.withdrawn", {
        channel: channelName(consent.channel),
        purpose: purposeName(consent.purpose),
      }),
      h("small", { class: "quiet" }, ` ${shortDay(consent.at)}`),
    ),
  );
