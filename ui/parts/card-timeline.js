// What was said and done with this person: notes, calls, complaints, and follow-ups that were closed.
import { h } from "../dom.js";
import { shortDay } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** @param {import("../api/nouns.js").Card} card @param {string | null} mark */
export function timeline({ interactions, followUps }, mark) {
  const closed = followUps.filter((followUp) => followUp.state !== "open").map(closedEntry);
  const entries = [...interactions.map(entry), ...closed].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  return [
    h("h3", { id: "timeline-title" }, t("card.timeline")),
    entries.length
      ? h(
          "ul",
          { class: "timeline" },
          entries.map((each) => row(each, each.id === mark)),
        )
      : h("p", { class: "teach" }, t("card.timelineEmpty")),
  ];
}

/** @param {import("../api/nouns.js").Interaction} interaction */
const entry = ({ id, kind, text, day, staff }) => ({ id, kind, label: t(`interaction.${kind}`), text, day, staff });

/** @param {import("../api/nouns.js").FollowUp} followUp */
const closedEntry = ({ id, title, due, outcome, state, assignee }) => ({
  id,
  kind: state === "done" ? "done" : "cross",
  label: t(state === "done" ? "card.kept" : "card.dropped"),
  text: outcome ? `${title}: ${outcome}` : title,
  day: due.slice(0, 10),
  staff: assignee,
});

/** @param {ReturnType<typeof entry>} each @param {boolean} fresh */
function row({ id, kind, label, text, day, staff }, fresh) {
  return h(
    "li",
    { "data-id": id, "data-kind": kind, class: fresh ? "fresh" : "" },
    icon(kind),
    h("span", { class: "day" }, shortDay(day)),
    h(
      "span",
      { class: "what" },
      h("b", null, `${label} `),
      text,
      staff && h("small", { class: "quiet" }, ` ${t("card.by", { name: staff })}`),
    ),
  );
}
