// The only door to the book: nothing else on the page talks to Rust. What crosses is written down in docs/contract.md.

/** What the book refuses, with a code for us and a sentence for the shopkeeper. */
export class BookError extends Error {
  /** @param {{code?: string, message?: string, field?: string, args?: Record<string, unknown>}} answer */
  constructor(answer) {
    super(answer.message ?? "");
    this.name = "BookError";
    this.code = answer.code ?? "page";
    this.field = answer.field ?? null;
    this.args = answer.args ?? {};
  }
}

/** @param {string} command @param {Record<string, unknown>} [args] @returns {Promise<any>} */
async function call(command, args = {}) {
  try {
    return await /** @type {any} */ (window).__TAURI__.core.invoke(command, args);
  } catch (error) {
    // The shell's own refusals (unknown command, bad arguments, missing permission) are plain strings.
    throw new BookError(
      typeof error === "object" && error !== null ? error : { code: "internal", message: String(error) },
    );
  }
}

/** @param {(message: any) => void} hear */
function channel(hear) {
  const { Channel } = /** @type {any} */ (window).__TAURI__.core;
  const opened = new Channel();
  opened.onmessage = hear;
  return opened;
}

/** Only what the person settled; the rest the book finds out from the file. @param {Record<string, unknown>} options */
const settled = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

/** @import * as N from "./nouns.js" */

/** @returns {Promise<N.Status>} */
export const status = () => call("status");
/** @param {(news: N.News) => void} hear */
export const listen = (hear) => call("listen", { channel: channel(hear) });
/** @param {N.ShopInput} shop @returns {Promise<N.Status>} */
export const createBook = (shop) => call("create_book", { shop });
/** @returns {Promise<N.Status>} */
export const openSample = () => call("open_sample");
/** @returns {Promise<N.Status>} */
export const leaveSample = () => call("leave_sample");
/** @param {N.ShopInput} shop @returns {Promise<N.Shop>} */
export const editShop = (shop) => call("edit_shop", { shop });
/** @returns {Promise<{code: string, digits: number}[]>} */
export const currencies = () => call("currencies");
/** @returns {Promise<string[]>} */
export const regions = () => call("regions");
/** @returns {Promise<string[]>} */
export const timeZones = () => call("time_zones");

/** @param {string} text @param {number} [limit] @returns {Promise<N.Found[]>} */
export const find = (text, limit = 50) => call("find", { text, limit });
/** @param {string} id @returns {Promise<N.Card>} */
export const card = (id) => call("card", { id });
/** @param {N.NewCustomer} customer @returns {Promise<N.Customer>} */
export const addCustomer = (customer) => call("add_customer", { customer });
/** @param {string} id @param {N.NewCustomer} changes @returns {Promise<N.Customer>} */
export const editCustomer = (id, changes) => call("edit_customer", { id, changes });
/** @param {string} id @returns {Promise<N.Customer>} */
export const removeCustomer = (id) => call("remove_customer", { id });
/** @param {N.NewCustomer} customer @returns {Promise<N.Found[]>} */
export const likelyDoubles = (customer) => call("likely_doubles", { customer });

/** @param {string} text @returns {Promise<N.ReadPurchase>} */
export const readPurchase = (text) => call("read_purchase", { text });
/** @param {string} text @returns {Promise<{item: string, unitMinor: number, lastDay: string}[]>} */
export const items = (text) => call("items", { text });
/** @param {N.NewPurchase} purchase @returns {Promise<N.Purchase>} */
export const recordPurchase = (purchase) => call("record_purchase", { purchase });
/** @param {string} id @param {number[] | null} positions @returns {Promise<N.Purchase>} */
export const refundPurchase = (id, positions) => call("refund_purchase", { id, positions });

/** @param {string} id @param {string} kind @param {string} value @returns {Promise<N.Preference>} */
export const addPreference = (id, kind, value) => call("add_preference", { id, kind, value });
/** @param {string} id @returns {Promise<N.Preference>} */
export const removePreference = (id) => call("remove_preference", { id });
/** @param {string} id @param {string} name @param {string} detail @returns {Promise<N.Belonging>} */
export const addBelonging = (id, name, detail) => call("add_belonging", { id, name, detail });
/** @param {string} id @returns {Promise<N.Belonging>} */
export const removeBelonging = (id) => call("remove_belonging", { id });
/** @param {string} id @param {string} kind @param {string} text @returns {Promise<N.Interaction>} */
export const addInteraction = (id, kind, text) => call("add_interaction", { id, kind, text });
/** @param {string} id @param {string} text @param {{title: string, due: string} | null} promised @returns {Promise<N.Interaction>} */
export const recordComplaint = (id, text, promised) => call("record_complaint", { id, text, promised });
/** @param {Record<string, unknown>} consent @returns {Promise<N.Consent>} */
export const recordConsent = (consent) => call("record_consent", consent);

/** @param {string} text @returns {Promise<{due: string}>} */
export const readDue = (text) => call("read_due", { text });
/** @param {string} text @returns {Promise<{day: string}>} */
export const readDay = (text) => call("read_day", { text });
/** @param {{id: string, title: string, due: string, kind: string, repeat: string}} followUp @returns {Promise<N.FollowUp>} */
export const addFollowUp = (followUp) => call("add_follow_up", followUp);
/** @param {string} id @param {"done" | "dropped"} state @param {string} outcome @returns {Promise<N.FollowUp>} */
export const closeFollowUp = (id, state, outcome) => call("close_follow_up", { id, state, outcome });
/** @param {string} id @param {string} until @returns {Promise<N.FollowUp>} */
export const snoozeFollowUp = (id, until) => call("snooze_follow_up", { id, until });
/** @param {number} ahead @returns {Promise<N.FollowUp[]>} */
export const today = (ahead) => call("today", { day: null, ahead });

/** @param {string} month @returns {Promise<N.Month>} */
export const month = (month) => call("month", { month });
/** @param {string} month @param {string} figure @param {number} limit @param {number} offset @returns {Promise<N.MonthPerson[]>} */
export const monthPeople = (month, figure, limit, offset) => call("month_people", { month, figure, limit, offset });
/** @returns {Promise<N.Place | null>} */
export const chooseFolder = () => call("choose_folder");
/** @returns {Promise<(N.Place & {format: string, columns: Record<string, string[]>}) | null>} */
export const monthFolder = () => call("month_folder");
/**
 * @param {string} month @param {string} folder @param {{format: string, force: boolean, columns: Record<string, string[]>}} options
 * @param {(progress: N.Progress) => void} hear @returns {Promise<{files: N.Written[]}>}
 */
export const writeMonth = (month, folder, options, hear) =>
  call("write_month", { month, folder, options, channel: channel(hear) });
/** @returns {Promise<{table: string, columns: string[]}[]>} */
export const monthColumns = () => call("month_columns");
/**
 * @param {string} folder @param {{purpose: string, way: string, force: boolean}} list
 * @param {(progress: N.Progress) => void} hear @returns {Promise<{files: N.Written[]}>}
 */
export const writeMailing = (folder, list, hear) => call("write_mailing", { folder, list, channel: channel(hear) });
/**
 * @param {string} folder @param {string[]} ids @param {boolean} force
 * @param {(progress: N.Progress) => void} hear @returns {Promise<{files: N.Written[]}>}
 */
export const writeCards = (folder, ids, force, hear) =>
  call("write_cards", { folder, ids, force, channel: channel(hear) });
/** @param {string} folder */
export const showFolder = (folder) => call("show_folder", { folder });

/** @param {number} limit @param {(progress: N.Progress) => void} hear @returns {Promise<N.DoublesFound>} */
export const duplicates = (limit, hear) => call("duplicates", { limit, channel: channel(hear) });
/** @param {string} keep @param {string[]} others @param {Record<string, any>} changes @returns {Promise<N.Customer>} */
export const previewMerge = (keep, others, changes) => call("preview_merge", { keep, others, changes });
/** @param {string} keep @param {string[]} others @param {Record<string, any>} changes @returns {Promise<N.Customer>} */
export const mergeCustomers = (keep, others, changes) => call("merge_customers", { keep, others, changes });
/** @param {string} one @param {string} other @returns {Promise<null>} */
export const tellApart = (one, other) => call("tell_apart", { one, other });
/** @param {{sort: string, descending: boolean, text: string, from: number, limit: number}} question @returns {Promise<{total: number, rows: N.BookRow[]}>} */
export const customers = (question) => call("customers", question);
/** @returns {Promise<N.Place | null>} */
export const chooseFile = () => call("choose_file");
/** @param {string} file @param {N.ImportOptions} options @returns {Promise<N.ImportReport>} */
export const glanceAtImport = (file, options) => call("glance_at_import", { file, options: settled(options) });
/** @param {string} file @param {N.ImportOptions} options @param {(progress: N.Progress) => void} hear @returns {Promise<N.ImportReport>} */
export const previewImport = (file, options, hear) =>
  call("preview_import", { file, options: settled(options), channel: channel(hear) });
/** @param {string} file @param {N.ImportOptions} options @param {(progress: N.Progress) => void} hear @returns {Promise<N.ImportReport>} */
export const importFile = (file, options, hear) =>
  call("import_file", { file, options: settled(options), channel: channel(hear) });
/** @param {string} file @param {string} folder @returns {Promise<{name: string, rows: number}>} */
export const saveRefused = (file, folder) => call("save_refused", { file, folder });
export const leaveImport = () => call("leave_import");
export const cancel = () => call("cancel");

/** @param {{customer?: string | null, before?: string | null, limit?: number}} [question] @returns {Promise<N.Deed[]>} */
export const history = ({ customer = null, before = null, limit = 50 } = {}) =>
  call("history", { customer, before, limit });
/** @param {string | null} [deed] @returns {Promise<{undone: N.Deed, kept: N.Deed[], keptTotal: number}>} */
export const undo = (deed = null) => call("undo", { deed });
/** @returns {Promise<{redone: N.Deed}>} */
export const redo = () => call("redo");
/** @returns {Promise<{id: string, name: string, role: string}[]>} */
export const staff = () => call("staff");
/** @param {string} name @param {string} role @returns {Promise<{id: string, name: string, role: string}>} */
export const addStaff = (name, role) => call("add_staff", { name, role });
/** @param {string | null} name */
export const actAs = (name) => call("act_as", { name });
