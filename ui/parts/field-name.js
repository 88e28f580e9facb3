// What a column becomes, in words. The book writes `phone`, `phone:mobile`, `phone#2`, `phone#2.label`, `address#1.street`.
import { has, t } from "../texts.js";

/** @param {string} word */
const known = (word) => (has(`column.${word}`) ? t(`column.${word}`) : word);

/** A field we have no words for is shown as it is. @param {string} field */
export function fieldName(field) {
  if (field.startsWith("consent:")) return t(field === "consent:sms" ? "column.consentSms" : "column.consentEmail");
  const match = /^(\w+)(?::([^.]+)|#(\d+))?(?:\.(\w+))?$/.exec(field);
  if (!match) return field;
  const [, head, label, group, part] = match;
  const word = known(part && part !== "label" ? part : head);
  const which = label ?? (group && group !== "1" ? group : "");
  const named = which ? t("column.labelled", { word, label: which }) : word;
  return part === "label" ? t("column.labelOf", { word: named }) : named;
}
