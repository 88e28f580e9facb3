// The short entries of a card: note, wish, follow-up, complaint, what they own, a promise that is closed.
import * as book from "../api/book.js";
import { h, one, show } from "../dom.js";
import { amount, dueWords, money } from "../format.js";
import { field, values } from "../forms.js";
import { t } from "../texts.js";
import { Entry } from "./entry.js";

const interactionKinds = ["visit", "call", "message", "feedback"];
const preferenceKinds = ["likes", "avoids", "allergy", "size", "usual", "contact", "other"];
const followUpKinds = ["call", "thanks", "promise", "birthday", "seasonal", "other"];
const repeats = ["", "weekly", "monthly", "quarterly", "half-yearly", "yearly"];

const channels = ["phone", "text", "email", "post"];
const purposes = ["news", "birthday", "reminder"];

/** How the customer is named in toasts. @param {Entry} entry */
const who = (entry) => entry.card.customer.callMe || entry.card.customer.name;

class NoteEntry extends Entry {
  templateId = "note-template";

  prepare() {
    this.kinds("interaction", interactionKinds);
  }

  async save() {
    const { kind, text } = values(this.form);
    const interaction = await book.addInteraction(this.customerId, kind, text);
    return { text: t("toast.note", { name: who(this) }), mark: interaction.id };
  }
}

class WishEntry extends Entry {
  templateId = "wish-template";

  prepare() {
    this.kinds("preference", preferenceKinds);
  }

  async save() {
    const { kind, value } = values(this.form);
    const preference = await book.addPreference(this.customerId, kind, value);
    return {
      text: t("toast.wish", { name: who(this), what: `${t(`preference.${kind}`)} ${value}` }),
      mark: preference.id,
    };
  }
}

class FollowUpEntry extends Entry {
  templateId = "follow-up-template";

  prepare() {
    this.kinds("followUpKind", followUpKinds);
    show(
      field(this.form, "repeat"),
      repeats.map((repeat) => h("option", { value: repeat }, t(`repeat.${repeat || "once"}`))),
    );
  }

  async save() {
    const { kind, title, due, repeat } = values(this.form);
    const followUp = await book.addFollowUp({ id: this.customerId, title, due: await this.due(due), kind, repeat });
    return { text: t("toast.followUp", { name: who(this), when: dueWords(followUp.due) }), mark: followUp.id };
  }
}

class ComplaintEntry extends Entry {
  templateId = "complaint-template";

  async save() {
    const { text, title, due } = values(this.form);
    const by = title.trim() || due.trim() ? await this.due(due) : "";
    const promised = by ? { title: title.trim() || t("complaint.promiseDefault"), due: by } : null;
    const complaint = await book.recordComplaint(this.customerId, text, promised);
    return { text: t("toast.complaint", { name: who(this) }), mark: complaint.id };
  }
}

class BelongingEntry extends Entry {
  templateId = "belonging-template";

  async save() {
    const { name, detail } = values(this.form);
    const thing = await book.addBelonging(this.customerId, name, detail);
    return { text: t("toast.belonging", { name: who(this), what: thing.name }), mark: thing.id };
  }
}

/** What the customer allows or no longer allows: an event, never overwritten. */
class ConsentEntry extends Entry {
  templateId = "consent-template";

  prepare() {
    this.kinds("channel", channels);
    const options = (/** @type {string[]} */ values, /** @type {string} */ prefix) =>
      values.map((value) => h("option", { value }, t(`${prefix}.${value}`)));
    show(field(this.form, "purpose"), options(purposes, "purpose"));
    show(field(this.form, "given"), options(["yes", "no"], "consent"));
  }

  async save() {
    const { kind, purpose, given, how, wording } = values(this.form);
    const consent = await book.recordConsent({
      id: this.customerId,
      purpose,
      channel: kind,
      given: given === "yes",
      how,
      wording,
    });
    return { text: t("toast.consent", { name: who(this) }), mark: consent.id };
  }
}

/** Closes an open follow-up from the card; `subject` is its id. */
class ClosePromiseEntry extends Entry {
  templateId = "close-promise-template";
  dropping = false;

  prepare() {
    const followUp = this.card.followUps.find((each) => each.id === this.subject);
    one(this.form, ".entry-title").textContent = followUp?.title ?? "";
  }

  /** @param {string} act @param {HTMLElement} button */
  act(act, button) {
    if (act === "drop") {
      this.dropping = true;
      this.form.requestSubmit();
    } else super.act(act, button);
  }

  async save() {
    const state = this.dropping ? "dropped" : "done";
    this.dropping = false;
    const followUp = await book.closeFollowUp(this.subject, state, values(this.form).outcome);
    return { text: t(`toast.${state}`, { title: followUp.title }), mark: followUp.id };
  }
}

/** Gives money back for some or all lines of a sale; `subject` is the purchase's id. */
class RefundEntry extends Entry {
  templateId = "refund-template";

  prepare() {
    const purchase = this.card.purchases.find((each) => each.id === this.subject);
    one(this.form, ".refund-lines").append(
      ...(purchase?.lines ?? []).map((line) =>
        h(
          "label",
          { class: "tick" },
          h("input", { type: "checkbox", name: "position", value: String(line.position), checked: true }),
          h("span", null, line.item),
          h("span", { class: "num" }, amount(line.amountMinor)),
        ),
      ),
    );
  }

  first() {
    return /** @type {HTMLElement | null} */ (this.form.querySelector("input[type=checkbox]"));
  }

  async save() {
    const boxes = /** @type {HTMLInputElement[]} */ ([...this.form.querySelectorAll("[name=position]")]);
    const chosen = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    const refund = await book.refundPurchase(this.subject, chosen.length === boxes.length ? null : chosen);
    return { text: t("toast.refund", { name: who(this), amount: money(-refund.totalMinor) }), mark: refund.id };
  }
}

customElements.define("note-entry", NoteEntry);
customElements.define("wish-entry", WishEntry);
customElements.define("follow-up-entry", FollowUpEntry);
customElements.define("complaint-entry", ComplaintEntry);
customElements.define("belonging-entry", BelongingEntry);
customElements.define("close-promise-entry", ClosePromiseEntry);
customElements.define("consent-entry", ConsentEntry);
customElements.define("refund-entry", RefundEntry);
