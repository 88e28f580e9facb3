// The shapes that cross between page and book, for the type checker; docs/contract.md is where they are decided.

/** @typedef {{name: string, region: string, currency: string, timeZone: string, dayEnds: string}} ShopInput */
/** @typedef {ShopInput & {currencyDigits: number}} Shop */
/** @typedef {Shop & {customers: number, sample: boolean, late: number, staff: string | null, path: string}} OpenBook */
/** @typedef {{code: string, message: string, field?: string, args?: Record<string, unknown>}} Problem */
/** @typedef {{book: OpenBook | null, today: string, problem: Problem | null, region: string, currency: string, timeZone: string, version: string}} Status */
/** @typedef {{token: string, name: string}} Place */
/** @typedef {{kind: "dropped", file: Place} | {kind: "dragging", over: boolean}} News */
/** @typedef {{label: string, typed: string}} Reach */
/** @typedef {{label: string, street: string, extra: string, postcode: string, town: string, region: string, country: string}} Address */
/**
 * @typedef {{id: string, number?: string, name: string, given: string, family: string, nick: string, company: string, callMe: string,
 *   sayIt: string, birthday: string, note: string, source: string, referredBy: string | null, phones: Reach[],
 *   emails: Reach[], addresses: Address[], tags: string[], createdAt: string}} Customer
 */
/** @typedef {Partial<Omit<Customer, "id" | "createdAt">>} NewCustomer */
/**
 * @typedef {{id: string, name: string, callMe: string, company: string, town: string, phones: string[], emails: string[],
 *   tags: string[], lastDay: string | null, lastItem: string | null, visits: number, match: string}} Found
 */
/** @typedef {Found & {spentYearMinor: number}} BookRow */
/** @typedef {{id: string, customerId: string, kind: string, value: string, createdAt: string}} Preference */
/** @typedef {{id: string, customerId: string, name: string, detail: string, since: string}} Belonging */
/** @typedef {{position: number, item: string, quantityThousandths: number, unitMinor: number, discountMinor: number, amountMinor: number}} Line */
/**
 * @typedef {{id: string, customerId: string | null, day: string, at: string, kind: "sale" | "refund", refunds: string | null,
 *   lines: Line[], discountMinor: number, totalMinor: number, note: string, staff: string | null}} Purchase
 */
/** @typedef {{item: string, quantityThousandths?: number, unitMinor: number, discountMinor?: number}} NewLine */
/** @typedef {{customerId: string | null, day?: string, lines: NewLine[], discountMinor?: number, note?: string}} NewPurchase */
/** @typedef {Omit<Line, "position"> & {known: boolean}} ReadLine */
/** @typedef {{lines: ReadLine[], discountMinor: number, totalMinor: number, problem: Problem | null, completing: string | null}} ReadPurchase */
/** @typedef {{id: string, customerId: string, kind: string, text: string, day: string, at: string, staff: string | null, score: number | null}} Interaction */
/**
 * @typedef {{id: string, customerId: string, customerName: string, callMe: string, title: string, kind: string, due: string,
 *   repeat: string, assignee: string | null, state: string, outcome: string, late: boolean, phones: string[],
 *   lastContactDay: string | null}} FollowUp
 */
/** @typedef {{id: string, customerId: string, purpose: string, channel: string, given: boolean, at: string, how: string, wording: string, staff: string | null, source: string}} Consent */
/**
 * @typedef {{visits: number, firstDay: string | null, lastDay: string | null, usualEveryDays: number | null,
 *   spentThisYearMinor: number, spentMinor: number, purchases: number, usualItems: string[], birthdayInDays: number | null}} Summary
 */
/**
 * @typedef {{customer: Customer, summary: Summary, preferences: Preference[], belongings: Belonging[], purchases: Purchase[],
 *   followUps: FollowUp[], interactions: Interaction[], consents: Consent[], openings: Opening[], referredByName: string | null}} Card
 */
/** @typedef {{deed: string, name: string, at: string, staff: string | null, customerId: string | null, customerName: string | null, summary: string, args: Record<string, unknown>, undone: boolean}} Deed */
/** @typedef {{month: string, revenueMinor: number, purchases: number, customers: number, newCustomers: number, returningCustomers: number, anonymousPurchases: number, refundsMinor: number, followUpsDone: number, followUpsLate: number, closed: boolean}} Figures */
/** @typedef {Figures & {days: {day: string, revenueMinor: number, purchases: number}[], before: Figures | null, yearAgo: Figures | null}} Month */
/** @typedef {{id: string, name: string, purchases: number, amountMinor: number, lastDay: string | null}} MonthPerson */
/** @typedef {{name: string, rows: number, bytes: number, sha256: string}} Written */
/** @typedef {{done: number, total: number | null, stage: string}} Progress */
/** @typedef {{kind: string | null, dates: string | null, decimals: string | null, mapping: Record<string, string> | null, encoding: string | null, headings: string | null, blank: string | null, mends: {row: number, column: string, text: string}[]}} ImportOptions */
/**
 * @typedef {{importId: string | null, source: string, kind: string, encoding: string, encodings: string[], delimiter: string, sheet: string, otherSheets: string[],
 *   counted: boolean, rows: number,
 *   added: number, updated: number, unchanged: number, unmatched: number, doubtful: {row: number, name: string, reason: string}[], doubtfulTotal: number,
 *   changed: {row: number, name: string, changes: {field: string, before: string, after: string}[]}[], refused: {row: number, reason: string, cells: string[]}[],
 *   refusedTotal: number, questions: {column: string, kind: string, choices: {value: string, example: string}[]}[],
 *   mapping: Record<string, string>, headers: string[], fields: string[],
 *   sample: {row: number, outcome: string, cells: string[], name: string,
 *     stored: {field: string, value: string}[], changes: string[]}[]}} ImportReport
 */
/** @typedef {{program: string, asOf: string, points: number | null, spentMinor: number | null, visits: number | null, firstDay: string, lastDay: string}} Opening */
/** @typedef {{a: string, b: string, score: number, why: string[], one: Found, other: Found}} Double */
/** @typedef {{pairs: Double[], total: number}} DoublesFound */

export {};
