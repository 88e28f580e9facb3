import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldName } from "../../ui/parts/field-name.js";

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
