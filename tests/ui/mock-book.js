// A book in memory behind the page's one door, for looking and for tests only; docs/contract.md says what it answers.
(() => {
  class Channel {
    onmessage = () => {};
  }

  /** @param {any} options `first`: no book yet; `problem`: an error; `empty`: a book with nobody; `sample` */
  function install(options = {}) {
    const data = /** @type {any} */ (globalThis).mockData();
    if (options.empty)
      for (const list of ["customers", "purchases", "preferences", "followUps", "interactions"]) data[list] = [];
    const shop = {
      name: "Corner & Crumb",
      region: "DE",
      currency: "EUR",
      currencyDigits: 2,
      timeZone: "Europe/Berlin",
      dayEnds: "00:00",
    };
    const state = {
      open: !options.first,
      sample: Boolean(options.sample),
      staff: "Mia",
      /** @type {any[]} */ deeds: [],
      wrote: false,
      cancelled: false,
    };
    const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const fresh = () => `0190-new-${String(data.nextId++).padStart(6, "0")}`;
    const today = data.day;
    const fail = (/** @type {string} */ code, /** @type {string} */ message, field = undefined, args = {}) => {
      throw { code, message, field, args };
    };
    const customer = (/** @type {string} */ id) =>
      data.customers.find((/** @type {any} */ c) => c.id === id) ?? fail("not_found", "There is nobody by that id.");
    const deed = (/** @type {string} */ name, /** @type {string} */ summary, /** @type {any} */ c = null) =>
      state.deeds.unshift({
        deed: fresh(),
        name,
        at: new Date().toISOString(),
        staff: state.staff,
        customerId: c?.id ?? null,
        customerName: c?.name ?? null,
        summary,
        args: {},
        undone: false,
      });
    const fold = (/** @type {string} */ text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
    const bought = (/** @type {string} */ id) =>
      data.purchases
        .filter((/** @type {any} */ p) => p.customerId === id)
        .sort((/** @type {any} */ a, /** @type {any} */ b) => b.day.localeCompare(a.day));
    const found = (/** @type {any} */ c) => {
      const list = bought(c.id);
      return {
        id: c.id,
        name: c.name,
        callMe: c.callMe,
        company: c.company,
        town: c.addresses?.[0]?.town ?? "",
        phones: c.phones.map((/** @type {any} */ p) => p.typed),
        emails: c.emails.map((/** @type {any} */ p) => p.typed),
        tags: c.tags,
        lastDay: list[0]?.day ?? null,
        lastItem: list[0]?.lines[0]?.item ?? null,
        visits: list.length,
        match: "name",
      };
    };
    /** A row of the list of everybody. @param {any} c */
    const listed = (c) => ({
      ...found(c),
      spentYearMinor: bought(c.id).reduce((/** @type {number} */ s, /** @type {any} */ p) => s + p.totalMinor, 0),
    });
    const matches = (/** @type {string} */ text) => {
      const scraps = fold(text).split(/\s+/).filter(Boolean);
      const digits = text.replaceAll(/\D/g, "");
      return data.customers.filter((/** @type {any} */ c) => {
        const words = fold(
          [
            c.name,
            c.callMe,
            c.nick,
            c.company,
            c.addresses?.[0]?.town ?? "",
            ...c.tags,
            ...c.emails.map((/** @type {any} */ e) => e.typed),
          ].join(" "),
        ).split(/\s+/);
        return (
          scraps.every((scrap) => words.some((word) => word.startsWith(scrap))) ||
          (digits.length > 2 && c.phones.some((/** @type {any} */ p) => p.typed.replaceAll(/\D/g, "").includes(digits)))
        );
      });
    };
    const status = () => ({
      book:
        state.open && !options.problem
          ? {
              ...shop,
              name: state.sample ? "The Sample Shop" : shop.name,
              customers: data.customers.length,
              sample: state.sample,
              late: data.followUps.filter((/** @type {any} */ f) => f.late && f.state === "open").length,
              staff: state.staff,
              path: "/home/shop/.local/share/regulars/book.regulars",
            }
          : null,
      today,
      problem: options.problem ?? null,
      region: "DE",
      currency: "EUR",
      timeZone: "Europe/Berlin",
      version: "0.1.0",
    });
    const readDay = (/** @type {string} */ text) => {
      const plus = (/** @type {number} */ n) =>
        new Date(Date.parse(`${today}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
      const named = { today: 0, tomorrow: 1, yesterday: -1, "in 2 weeks": 14, fri: 5, "3 days ago": -3 };
      const match = /^(\d{4}-\d\d-\d\d)|^(\d+)\.(\d+)\./.exec(text);
      const word = Object.entries(named).find(([name]) => text.trim().toLowerCase().startsWith(name));
      const hour = /(\d\d:\d\d)/.exec(text);
      const dayText = word
        ? plus(word[1])
        : (match?.[1] ??
          (match
            ? `${today.slice(0, 4)}-${match[3].padStart(2, "0")}-${match[2].padStart(2, "0")}`
            : fail(
                "bad_due",
                `“${text}” is not a day. Try “tomorrow”, “fri” or “24.12. 15:00”.`,
                /** @type {any} */ ("due"),
              )));
      return hour ? `${dayText}T${hour[1]}` : dayText;
    };
    const readPurchase = (/** @type {string} */ text) => {
      let completing = null;
      const parts = text
        .split(/,\s+|,$/)
        .map((part) => part.trim())
        .filter(Boolean);
      const lines = parts.map((part, i) => {
        const match = /^(?:(\d+(?:\.\d+)?)\s+)?(.*?)(?:\s+(\d+(?:\.\d{1,2})?))?(?:\s+-(\d+)%)?$/.exec(part);
        const name = match?.[2] ?? "";
        const known = data.items.find((/** @type {any} */ it) => fold(it.item) === fold(name));
        if (!match?.[3] && i === parts.length - 1 && !text.endsWith(" ") && name) completing = name;
        const quantityThousandths = Math.round(Number(match?.[1] ?? 1) * 1000);
        const unitMinor = match?.[3] ? Math.round(Number(match[3]) * 100) : (known?.unitMinor ?? 0);
        const whole = Math.round((quantityThousandths * unitMinor) / 1000);
        const discountMinor = match?.[4] ? Math.round((whole * Number(match[4])) / 100) : 0;
        return {
          item: known?.item ?? name,
          quantityThousandths,
          unitMinor,
          discountMinor,
          amountMinor: whole - discountMinor,
          known: Boolean(known),
        };
      });
      const bad = lines.find((line) => !line.unitMinor);
      return {
        lines,
        discountMinor: 0,
        totalMinor: lines.reduce((s, l) => s + l.amountMinor, 0),
        problem:
          lines.length === 0
            ? { code: "no_lines", message: "Write down at least one thing that was bought.", args: {} }
            : bad
              ? {
                  code: "field_missing",
                  message: "Please fill in this field.",
                  field: `lines.${lines.indexOf(bad)}.price`,
                  args: {},
                }
              : null,
        completing,
      };
    };
    const month = (/** @type {string} */ m, scale = 1) => ({
      month: m,
      revenueMinor: Math.round(843250 * scale),
      purchases: Math.round(412 * scale),
      customers: Math.round(187 * scale),
      newCustomers: Math.round(23 * scale),
      returningCustomers: Math.round(164 * scale),
      anonymousPurchases: 38,
      refundsMinor: 4350,
      followUpsDone: 41,
      followUpsLate: 3,
      closed: m < today.slice(0, 7) && m.endsWith("9"),
      before: null,
      yearAgo: null,
    });
    const daysOf = (/** @type {string} */ m) =>
      Array.from({ length: new Date(Date.UTC(Number(m.slice(0, 4)), Number(m.slice(5)), 0)).getUTCDate() }, (_, i) => ({
        day: `${m}-${String(i + 1).padStart(2, "0")}`,
        revenueMinor:
          new Date(`${m}-${String(i + 1).padStart(2, "0")}`).getUTCDay() === 0 ? 0 : 14000 + ((i * 7919) % 31000),
        purchases: 6 + (i % 11),
      }));
    const report = (/** @type {any} */ opts) => {
      const headers = [
        "Reference ID",
        "First Name",
        "Surname",
        "Email Address",
        "Phone Number",
        "Town",
        "Birthday",
        "Memo",
      ];
      const mapping = opts.mapping ?? {
        "Reference ID": "ignore",
        "First Name": "given",
        Surname: "family",
        "Email Address": "email",
        "Phone Number": "phone",
        Town: "town",
        Birthday: "birthday",
        Memo: "note",
      };
      const row = (
        /** @type {number} */ n,
        /** @type {string} */ outcome,
        /** @type {string[]} */ cells,
        changes = [],
      ) => ({
        row: n,
        outcome,
        cells,
        name: `${cells[1]} ${cells[2]}`,
        stored:
          outcome === "refused"
            ? []
            : [
                { field: "given", value: cells[1] },
                { field: "family", value: cells[2] },
                { field: "phone", value: cells[4] },
              ],
        changes,
      });
      return {
        importId: null,
        source: "Square",
        kind: opts.kind ?? "customers",
        encoding: opts.encoding ?? "UTF-8",
        encodings: ["UTF-8", "UTF-16LE", "Windows-1252", "Windows-1250"],
        delimiter: ",",
        counted: true,
        sheet: "",
        otherSheets: [],
        rows: 1670,
        added: 1612,
        updated: 40,
        unchanged: 0,
        unmatched: 0,
        doubtful: [{ row: 4, name: "Mary O'Brien", reason: "the same phone as Ann Ember" }],
        doubtfulTotal: 1,
        changed: [{ row: 3, name: "Ann Ember", changes: [{ field: "phones", before: "030 1", after: "030 12" }] }],
        refusedTotal: 18,
        mapping,
        headers,
        fields: [
          "ignore",
          "name",
          "given",
          "family",
          "company",
          "email",
          "phone",
          "street",
          "town",
          "birthday",
          "tags",
          "note",
        ],
        questions: opts.dates
          ? []
          : [
              {
                column: "Birthday",
                kind: "dates",
                choices: [
                  { value: "dmy", example: "03/04/1990 is 3 April 1990" },
                  { value: "mdy", example: "03/04/1990 is 4 March 1990" },
                ],
              },
            ],
        sample: [
          row(2, "new", [
            "C-1001",
            "Ana",
            "Silva",
            "ana@example.com",
            "'+351 912 345 678",
            "Porto",
            "03/04/1990",
            "likes the corner table",
          ]),
          row(
            3,
            "changed",
            ["C-1002", "Ann", "Ember", "ann@ember.example", "0170 123 45 67", "Bremen", "", ""],
            /** @type {any} */ (["E-mail: ann@example.org → ann@ember.example"]),
          ),
          row(4, "new", ["C-1003", "Løvå", "Bærum", "", "22 33 44 55", "Oslo", "11/12/1985", "=HYPERLINK(“x”)"]),
          row(5, "refused", ["C-1004", "", "", "no-mail", "12", "", "", ""]),
          row(6, "new", ["C-1005", "光", "佐藤", "hikari@example.jp", "03 1234 5678", "Tokyo", "", ""]),
        ],
        refused: Array.from({ length: 18 }, (_, i) => ({
          row: 5 + i * 91,
          reason:
            i % 2
              ? "“no-mail” is not an e-mail address."
              : "A customer needs a name, a company, a phone or an e-mail address.",
          cells: [`C-${1004 + i * 91}`, "", "", "no-mail", "12", "", "", ""],
        })),
      };
    };
    const progress = async (/** @type {any} */ channel, /** @type {string} */ stage, /** @type {number} */ total) => {
      state.cancelled = false;
      for (let i = 1; i <= 8; i++) {
        await wait(options.slow ?? 5);
        if (state.cancelled) fail("cancelled", "Stopped. Nothing was changed.");
        channel.onmessage({ done: Math.round((total * i) / 8), total, stage });
      }
    };
    const shapeName = (/** @type {any} */ c) =>
      [c.given, c.family].filter(Boolean).join(" ") || c.company || c.phones?.[0]?.typed || c.emails?.[0]?.typed || "";

    /** @type {Record<string, (args: any) => any>} */
    const commands = {
      status,
      listen: ({ channel }) => {
        /** @type {any} */ (globalThis).mockDrop = (/** @type {any} */ news) => channel.onmessage(news);
      },
      create_book: ({ shop: s }) => {
        if (!s.name) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("name"));
        Object.assign(shop, s);
        state.open = true;
        for (const list of ["customers", "purchases", "followUps"]) data[list] = [];
        return status();
      },
      open_sample: async () => {
        await wait(50);
        state.open = true;
        state.sample = true;
        return status();
      },
      leave_sample: () => {
        state.sample = false;
        state.open = !options.first;
        return status();
      },
      edit_shop: ({ shop: s }) => {
        if (!s.name) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("name"));
        Object.assign(shop, s);
        deed("edit_shop", `Shop ${s.name} changed`);
        return shop;
      },
      currencies: () =>
        ["EUR", "USD", "GBP", "JPY", "CHF", "DKK", "KWD"].map((code) => ({
          code,
          digits: code === "JPY" ? 0 : code === "KWD" ? 3 : 2,
        })),
      regions: () => "AT BE CH DE DK ES FR GB IE IT JP KW NL PL SE US".split(" "),
      time_zones: () => ["Europe/Berlin", "Europe/London", "Europe/Zurich", "America/New_York", "Asia/Tokyo", "UTC"],
      find: async ({ text, limit }) => {
        if (options.findDelay) await wait(options.findDelay(text));
        return (
          text.trim()
            ? matches(text)
            : [...data.customers].sort((a, b) => (found(b).lastDay ?? "").localeCompare(found(a).lastDay ?? ""))
        )
          .slice(0, limit)
          .map(found);
      },
      card: ({ id }) => {
        const c = customer(id);
        const list = bought(id);
        const of = (/** @type {string} */ name) => data[name].filter((/** @type {any} */ x) => x.customerId === id);
        const spent = list.reduce((/** @type {number} */ s, /** @type {any} */ p) => s + p.totalMinor, 0);
        return {
          customer: c,
          preferences: of("preferences"),
          belongings: of("belongings"),
          purchases: list,
          followUps: of("followUps"),
          interactions: of("interactions"),
          consents: of("consents"),
          openings: [],
          referredByName: c.referredBy ? customer(c.referredBy).name : null,
          summary: {
            visits: list.length,
            firstDay: list.at(-1)?.day ?? null,
            lastDay: list[0]?.day ?? null,
            usualEveryDays: list.length > 3 ? 35 : null,
            spentThisYearMinor: Math.round(spent * 0.6),
            spentMinor: spent,
            purchases: list.length,
            usualItems: list.length > 5 ? ["Bread", "Black tea"] : [],
            birthdayInDays: c.birthday ? 3 : null,
          },
        };
      },
      add_customer: ({ customer: c }) => {
        const name = shapeName(c);
        if (!name)
          fail(
            "name_missing",
            "A customer needs a name, a company, a phone or an e-mail address.",
            /** @type {any} */ ("name"),
          );
        if (c.emails?.[0] && !c.emails[0].typed.includes("@"))
          fail("bad_email", `“${c.emails[0].typed}” is not an e-mail address.`, /** @type {any} */ ("emails.0.typed"), {
            text: c.emails[0].typed,
          });
        const made = {
          number: "",
          given: "",
          family: "",
          nick: "",
          company: "",
          callMe: "",
          sayIt: "",
          birthday: "",
          note: "",
          source: "",
          referredBy: null,
          phones: [],
          emails: [],
          addresses: [],
          tags: [],
          ...c,
          id: fresh(),
          name,
          createdAt: new Date().toISOString(),
        };
        data.customers.push(made);
        deed("add_customer", `${name} added`, made);
        return made;
      },
      edit_customer: ({ id, changes }) => {
        const c = customer(id);
        Object.assign(c, changes);
        c.name = shapeName(c);
        deed("edit_customer", `${c.name} changed`, c);
        return c;
      },
      remove_customer: ({ id }) => {
        const c = customer(id);
        data.customers = data.customers.filter((/** @type {any} */ x) => x !== c);
        deed("remove_customer", `${c.name} removed`, c);
        return c;
      },
      likely_doubles: ({ customer: c }) => {
        const name = shapeName(c);
        return name.length > 2 ? matches(name).slice(0, 5).map(found) : [];
      },
      read_purchase: ({ text }) => readPurchase(text),
      items: ({ text }) => data.items.filter((/** @type {any} */ it) => fold(it.item).includes(fold(text))).slice(0, 8),
      record_purchase: ({ purchase: p }) => {
        const c = customer(p.customerId);
        const lines = p.lines.map((/** @type {any} */ l, /** @type {number} */ i) => {
          if (!l.item) fail("field_missing", "Please fill in this field.", /** @type {any} */ (`lines.${i}.item`));
          return {
            position: i + 1,
            quantityThousandths: 1000,
            discountMinor: 0,
            ...l,
            amountMinor: Math.round(((l.quantityThousandths ?? 1000) * l.unitMinor) / 1000) - (l.discountMinor ?? 0),
          };
        });
        const made = {
          id: fresh(),
          customerId: c.id,
          day: p.day ?? today,
          at: new Date().toISOString(),
          kind: "sale",
          refunds: null,
          lines,
          discountMinor: p.discountMinor ?? 0,
          totalMinor:
            lines.reduce((/** @type {number} */ s, /** @type {any} */ l) => s + l.amountMinor, 0) -
            (p.discountMinor ?? 0),
          note: p.note ?? "",
          staff: state.staff,
        };
        data.purchases.unshift(made);
        deed("record_purchase", `Purchase ${(made.totalMinor / 100).toFixed(2)} for ${c.name}`, c);
        return made;
      },
      refund_purchase: ({ id, positions }) => {
        const sale = data.purchases.find((/** @type {any} */ p) => p.id === id);
        const lines = sale.lines
          .filter((/** @type {any} */ l) => !positions || positions.includes(l.position))
          .map((/** @type {any} */ l) => ({
            ...l,
            quantityThousandths: -l.quantityThousandths,
            amountMinor: -l.amountMinor,
          }));
        const made = {
          ...sale,
          id: fresh(),
          kind: "refund",
          refunds: id,
          day: today,
          lines,
          totalMinor: lines.reduce((/** @type {number} */ s, /** @type {any} */ l) => s + l.amountMinor, 0),
        };
        data.purchases.unshift(made);
        deed("refund_purchase", `Refund for ${customer(sale.customerId).name}`, customer(sale.customerId));
        return made;
      },
      add_preference: ({ id, kind, value }) => {
        if (!value.trim()) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("value"));
        const made = { id: fresh(), customerId: id, kind, value, createdAt: "" };
        data.preferences.push(made);
        deed("add_preference", `${customer(id).name}: ${kind} ${value}`, customer(id));
        return made;
      },
      remove_preference: ({ id }) => {
        const p = data.preferences.find((/** @type {any} */ x) => x.id === id);
        data.preferences = data.preferences.filter((/** @type {any} */ x) => x !== p);
        deed("remove_preference", "Preference taken off");
        return p;
      },
      add_belonging: ({ id, name, detail }) => {
        if (!name.trim()) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("name"));
        const made = { id: fresh(), customerId: id, name, detail, since: today };
        data.belongings.push(made);
        return made;
      },
      remove_belonging: ({ id }) => {
        data.belongings = data.belongings.filter((/** @type {any} */ x) => x.id !== id);
        return {};
      },
      add_interaction: ({ id, kind, text }) => {
        if (!text.trim()) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("text"));
        const made = {
          id: fresh(),
          customerId: id,
          kind,
          text,
          day: today,
          at: new Date().toISOString(),
          staff: state.staff,
          score: null,
        };
        data.interactions.unshift(made);
        deed("add_interaction", `Note for ${customer(id).name}`, customer(id));
        return made;
      },
      record_complaint: ({ id, text, promised }) => {
        const made = commands.add_interaction({ id, kind: "complaint", text });
        if (promised) commands.add_follow_up({ id, ...promised, kind: "complaint", repeat: "" });
        return made;
      },
      read_due: ({ text }) => ({ due: readDay(text) }),
      read_day: ({ text }) => ({ day: readDay(text) }),
      add_follow_up: ({ id, title, due, kind, repeat }) => {
        if (!title.trim()) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("title"));
        if (!due) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("due"));
        const c = customer(id);
        const made = {
          id: fresh(),
          customerId: id,
          customerName: c.name,
          callMe: c.callMe,
          title,
          kind,
          due: readDay(due),
          repeat,
          assignee: null,
          state: "open",
          outcome: "",
          late: false,
          phones: [],
          lastContactDay: today,
        };
        data.followUps.push(made);
        deed("add_follow_up", `Follow-up for ${c.name}: ${title}`, c);
        return made;
      },
      close_follow_up: ({ id, state: s, outcome }) => {
        const f = data.followUps.find((/** @type {any} */ x) => x.id === id);
        Object.assign(f, { state: s, outcome });
        deed("close_follow_up", `${f.title} ${s}`, customer(f.customerId));
        return f;
      },
      snooze_follow_up: ({ id, until }) => {
        const f = data.followUps.find((/** @type {any} */ x) => x.id === id);
        f.due = readDay(until);
        f.late = false;
        return f;
      },
      today: () =>
        data.followUps
          .filter((/** @type {any} */ f) => f.state === "open")
          .sort((/** @type {any} */ a, /** @type {any} */ b) => a.due.localeCompare(b.due)),
      record_consent: ({ id, ...rest }) => {
        const made = {
          id: fresh(),
          customerId: id,
          at: new Date().toISOString(),
          staff: state.staff,
          source: "",
          ...rest,
        };
        data.consents = data.consents.filter(
          (/** @type {any} */ c) => !(c.customerId === id && c.purpose === rest.purpose && c.channel === rest.channel),
        );
        data.consents.push(made);
        return made;
      },
      month: ({ month: m }) =>
        options.empty
          ? {
              ...month(m, 0),
              refundsMinor: 0,
              days: daysOf(m).map((d) => ({ ...d, revenueMinor: 0 })),
              before: null,
              yearAgo: null,
            }
          : {
              ...month(m),
              days: daysOf(m),
              before: month(m.slice(0, 5) + String(Math.max(1, Number(m.slice(5)) - 1)).padStart(2, "0"), 0.93),
              yearAgo: month(`${Number(m.slice(0, 4)) - 1}${m.slice(4)}`, 0.78),
            },
      month_people: ({ limit, offset }) =>
        data.customers.slice(offset, offset + limit).map((/** @type {any} */ c) => ({
          id: c.id,
          name: c.name,
          purchases: 2,
          amountMinor: listed(c).spentYearMinor,
          lastDay: found(c).lastDay,
        })),
      choose_folder: () => ({ token: "t1", name: "/home/shop/Documents/Month end" }),
      month_folder: () => ({
        token: "t1",
        name: "/home/shop/Documents/Month end",
        format: state.format ?? "csv",
        columns: {},
      }),
      month_columns: () => [
        { table: "customers", columns: ["Name", "Phone 1"] },
        { table: "purchases", columns: ["Day", "Customer", "Total"] },
      ],
      write_mailing: ({ list }) => ({
        files: [{ name: `mailing-${list.purpose}-${list.way}.csv`, rows: 12, bytes: 900, sha256: "" }],
      }),
      write_cards: () => ({ files: [{ name: "customers.vcf", rows: 240, bytes: 90000, sha256: "" }] }),
      write_month: async ({ month: m, options: { format, force }, channel }) => {
        if (state.wrote && !force)
          fail("file_exists", `There is already a file customers-${m}.${format}. It was left as it is.`);
        state.format = format;
        await progress(channel, "writing", 2400);
        state.wrote = true;
        return {
          files: [
            ["customers", 187, 24310],
            ["purchases", 412, 39004],
            ["lines", 903, 71220],
            ["follow-ups", 44, 5120],
            ["summary", 12, 640],
          ].map(([name, rows, bytes]) => ({ name: `${name}-${m}.${format}`, rows, bytes, sha256: "" })),
        };
      },
      show_folder: () => null,
      customers: async ({ sort, descending, text, from, limit }) => {
        const rows = (text ? matches(text) : data.customers).map(listed);
        const key = { name: "name", lastDay: "lastDay", visits: "visits", spent: "spentYearMinor" }[
          /** @type {"name"} */ (sort)
        ];
        rows.sort((/** @type {any} */ a, /** @type {any} */ b) => ((a[key] ?? "") < (b[key] ?? "") ? -1 : 1));
        if (descending) rows.reverse();
        const many = options.many
          ? Array.from({ length: options.many }, (_, i) => ({ ...rows[i % rows.length], id: rows[i % rows.length].id }))
          : rows;
        return { total: many.length, rows: many.slice(from, from + limit) };
      },
      duplicates: () => {
        const [one, other] = data.customers.map(listed);
        return {
          pairs: [{ a: one.id, b: other.id, score: 75, why: ["same phone", "the names are close"], one, other }],
          total: 1,
        };
      },
      preview_merge: ({ keep, changes }) => ({ ...customer(keep), ...changes }),
      merge_customers: ({ keep, others, changes }) => {
        const made = Object.assign(customer(keep), changes);
        data.customers = data.customers.filter((/** @type {any} */ each) => !others.includes(each.id));
        deed("merge_customers", `Merged into ${made.name}`, made);
        return made;
      },
      tell_apart: () => null,
      choose_file: () => ({ token: "f1", name: "customers-export.csv" }),
      glance_at_import: ({ options: o }) => ({ ...report(o), counted: false }),
      preview_import: async ({ options: o, channel }) => {
        await progress(channel, "reading", 1670);
        return report(o);
      },
      import_file: async ({ options: o, channel }) => {
        await progress(channel, "writing", 1670);
        deed("import", "1,612 customers from customers-export.csv");
        return { ...report(o), importId: fresh() };
      },
      leave_import: () => null,
      save_refused: () => ({ name: "customers-export-refused.csv", rows: 18 }),
      cancel: () => {
        state.cancelled = true;
      },
      history: ({ customer: c, limit }) => state.deeds.filter((d) => !c || d.customerId === c).slice(0, limit),
      undo: ({ deed: d }) => {
        const done =
          state.deeds.find((x) => (d ? x.deed === d : !x.undone)) ??
          fail("nothing_to_undo", "There is nothing to take back.");
        done.undone = true;
        if (done.name === "record_purchase") data.purchases.shift();
        return { undone: done, kept: [], keptTotal: 0 };
      },
      redo: () => {
        const done = state.deeds.find((x) => x.undone) ?? fail("nothing_to_redo", "There is nothing to do again.");
        done.undone = false;
        return { redone: done };
      },
      staff: () => data.staff,
      add_staff: ({ name, role }) => {
        if (!name) fail("field_missing", "Please fill in this field.", /** @type {any} */ ("name"));
        const made = { id: fresh(), name, role };
        data.staff.push(made);
        return made;
      },
      act_as: ({ name }) => {
        state.staff = name;
      },
    };
    if (!options.empty && !options.first) {
      deed("add_customer", "Zoë O’Brien added", data.customers[7]);
      deed("record_purchase", "Purchase 8.20 for Ann Ember", data.customers[0]);
      deed("add_preference", "Ann Ember: allergy nuts", data.customers[0]);
    }
    const invoke = async (/** @type {string} */ name, /** @type {any} */ args = {}) => {
      await wait(options.delay ?? 1);
      if (!commands[name]) throw `Command ${name} not found`;
      const answer = await commands[name](args);
      return answer === undefined ? null : structuredClone(answer);
    };
    /** @type {any} */ (globalThis).__TAURI__ = { core: { invoke, Channel } };
    return { data, state, commands };
  }

  /** @type {any} */ (globalThis).installMockBook = install;
})();
