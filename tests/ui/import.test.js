import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldName } from "../../ui/parts/field-name.js";
import { whatPart } from "../../ui/parts/import-parts.js";
import { mock } from "./setup.js";

test("what a column becomes is said in words", () => {
  for (const [field, words] of [
    ["ignore", "Leave out"],
    ["phone", "Phone"],
    ["phone:mobile", "Phone, mobile"],
    ["phone#2", "Phone, 2"],
    ["phone#1.label", "Phone: which"],
    ["address#1.street", "Street"],
    ["address#2.town", "Town, 2"],
    ["consent:sms", "May be texted"],
    ["orderDiscount", "Discount on all"],
    ["somethingNew", "somethingNew"],
  ]) {
    assert.equal(fieldName(field), words, field);
  }
});

test("of a workbook it is said which sheet is read and which are not", async () => {
  const { commands } = mock();
  const table = await commands.preview_import({ file: "x", options: {}, channel: { onmessage() {} } });
  assert.ok(!whatPart(table, {}).textContent.includes("heet"));
  const report = { ...table, delimiter: "xlsx", sheet: "顧客", otherSheets: ["Notes", "2025"] };
  const said = whatPart(report, {}).textContent;
  for (const known of ["Excel workbook", "sheet “顧客”", "not read: Notes, 2025."])
    assert.ok(said.includes(known), said);
});
