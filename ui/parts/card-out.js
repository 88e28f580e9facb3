// The address card of one person, written into a folder for a phone or another program.
import * as book from "../api/book.js";
import { t } from "../texts.js";
import { confirmDialog } from "./confirm-dialog.js";

/** @param {import("../api/nouns.js").Customer} customer @returns {Promise<string>} what was written, in words; nothing where it was left */
export async function writeCardOf({ id, name }) {
  const folder = await book.chooseFolder();
  if (!folder) return "";
  const write = (/** @type {boolean} */ force) => book.writeCards(folder.token, [id], force, () => {});
  try {
    return said(await write(false));
  } catch (why) {
    if (/** @type {any} */ (why).code !== "file_exists") throw why;
    const sure = await confirmDialog({
      title: t("cardOut.title", { name }),
      text: t("cardOut.stands"),
      yes: t("cardOut.overwrite"),
    });
    return sure ? said(await write(true)) : "";
  }
}

/** @param {{files: {name: string}[]}} written */
const said = ({ files }) => t("cardOut.written", { name: files[0].name });
