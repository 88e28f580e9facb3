// Made-up customers for the mock book: long names, several scripts, allergies, late promises. Days hang on today.
(() => {
  const day = (/** @type {number} */ n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const at = (/** @type {number} */ n) => new Date(Date.now() + n * 86_400_000).toISOString();
  let last = 0;
  const id = () => `0190-mock-${String(++last).padStart(6, "0")}`;

  const people = [
    {
      given: "Ann",
      family: "Ember",
      callMe: "Annie",
      sayIt: "AN-ee",
      phone: "0170 123 45 67",
      email: "ann@example.org",
      town: "Bremen",
      tags: ["vip"],
      birthday: `--${day(3).slice(5)}`,
      visits: 23,
      every: 35,
      note: "Sings in the choir with Maren.",
    },
    { given: "Emma", family: "Berg", phone: "030 555 12 34", town: "Berlin", visits: 4 },
    {
      company: "Ember & Sons",
      phone: "0421 99 88 77",
      email: "office@ember-sons.example",
      town: "Bremen",
      tags: ["wholesale"],
      visits: 61,
    },
    {
      given: "محمد",
      family: "الأحمد",
      callMe: "Abu Samir",
      phone: "0151 2222 333",
      town: "Hamburg",
      tags: ["vip"],
      visits: 12,
    },
    {
      given: "美咲",
      family: "高橋",
      sayIt: "mee-SAH-kee",
      phone: "0176 4040 50",
      email: "misaki@example.jp",
      town: "Düsseldorf",
      visits: 7,
    },
    {
      given: "Maximiliane Alexandra Theodora",
      family: "von Hohenstaufen-Wittelsbach zu Löwenberg",
      callMe: "Maxi",
      phone: "+49 89 1234 5678 90 ext. 4411",
      email: "maximiliane.alexandra.theodora@hohenstaufen-loewenberg.example",
      town: "Garmisch-Partenkirchen",
      tags: ["by appointment", "garden club"],
      visits: 2,
    },
    { given: "Søren", family: "Ødegård", phone: "+45 20 30 40 50", town: "Flensburg", visits: 9 },
    { given: "Zoë", family: "O’Brien", nick: "Zo", phone: "087 123 4567", town: "Cork", visits: 15 },
    { given: "דנה", family: "כהן", phone: "054 765 4321", town: "Tel Aviv", visits: 3 },
    { given: "Ирина", family: "Соколова", callMe: "Ira", phone: "0160 777 66 55", town: "Leipzig", visits: 18 },
    { given: "José", family: "Núñez", phone: "+34 600 11 22 33", town: "Cádiz", visits: 1 },
    { given: "Ann", family: "Emberton", phone: "0170 765 43 21", town: "Oldenburg", visits: 5 },
    ..."Ada,Bruno,Clara,David,Elif,Farid,Greta,Hugo,Ines,Jonas,Karla,Liam,Mira,Noah,Olga,Paul,Rosa,Sami,Tove,Uwe,Vera,Willem,Xenia,Yusuf,Zita"
      .split(",")
      .map((given, i) => ({
        given,
        family: ["Lind", "Moreau", "Kowalski", "Haddad", "Fischer", "Rossi", "Novak"][i % 7],
        phone: `0171 ${300 + i * 13} ${10 + i}`,
        town: ["Bremen", "Verden", "Achim", "Syke"][i % 4],
        visits: (i * 7) % 30,
      })),
  ].map((p, i) => ({ id: id(), i, ...p }));

  const items = [
    ["Bread", 250],
    ["Rye loaf", 480],
    ["Butter croissant", 190],
    ["Plum jam", 320],
    ["Coffee 250 g", 790],
    ["Black tea", 540],
    ["Honey", 850],
    ["Lamp", 10000],
    ["Gift box, large", 2490],
  ].map(([item, unitMinor]) => ({ item, unitMinor: Number(unitMinor), lastDay: day(-3) }));

  const customers = people.map((/** @type {any} */ p) => ({
    id: p.id,
    number: "",
    name: [p.given, p.family].filter(Boolean).join(" ") || p.company,
    given: p.given ?? "",
    family: p.family ?? "",
    nick: p.nick ?? "",
    company: p.company ?? "",
    callMe: p.callMe ?? "",
    sayIt: p.sayIt ?? "",
    birthday: p.birthday ?? "",
    note: p.note ?? "",
    source: p.i % 3 ? "" : "market stall",
    referredBy: p.i === 0 ? people[1].id : null,
    phones: p.phone ? [{ label: p.i ? "" : "mobile", typed: p.phone }] : [],
    emails: p.email ? [{ label: "", typed: p.email }] : [],
    addresses: [
      {
        label: "",
        street: `Lindenweg ${p.i + 2}`,
        extra: "",
        postcode: "28195",
        town: p.town,
        region: "",
        country: "DE",
      },
    ],
    tags: p.tags ?? [],
    createdAt: at(-900),
  }));

  const purchases = customers.flatMap((customer, who) => {
    const { visits } = people[who];
    return Array.from({ length: Math.min(visits, 14) }, (_, k) => {
      const lines = [0, 1].slice(0, 1 + ((k + visits) % 2)).map((n) => {
        const { item, unitMinor } = items[(k * 3 + n + visits) % items.length];
        const q = 1 + ((k + n) % 3);
        return {
          position: n + 1,
          item,
          quantityThousandths: q * 1000,
          unitMinor,
          discountMinor: 0,
          amountMinor: unitMinor * q,
        };
      });
      return {
        id: id(),
        customerId: customer.id,
        day: day(-(visits % 5) - 1 - k * 24),
        at: at(-k * 24 - 1),
        kind: "sale",
        refunds: null,
        lines,
        discountMinor: 0,
        totalMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
        note: "",
        staff: k % 2 ? "Mia" : null,
      };
    });
  });

  const ann = customers[0].id;
  const preference = (/** @type {string} */ customerId, /** @type {string} */ kind, /** @type {string} */ value) => ({
    id: id(),
    customerId,
    kind,
    value,
    createdAt: at(-100),
  });
  const preferences = [
    preference(ann, "usual", "2 bread, black tea"),
    preference(ann, "likes", "window seat"),
    preference(ann, "allergy", "nuts"),
    preference(ann, "avoids", "plastic bags"),
    preference(customers[3].id, "usual", "coffee, ground fine"),
    preference(customers[5].id, "allergy", "lactose, gluten, and every kind of stone fruit: plums, cherries, apricots"),
    preference(customers[5].id, "contact", "only in the morning, never on Mondays"),
    preference(customers[9].id, "avoids", "sugar"),
  ];
  const followUp = (
    /** @type {any} */ c,
    /** @type {string} */ title,
    /** @type {string} */ kind,
    /** @type {string} */ due,
    late = false,
    callMe = "",
  ) => ({
    id: id(),
    customerId: c.id,
    customerName: c.name,
    callMe: callMe || c.callMe,
    title,
    kind,
    due,
    repeat: "",
    assignee: late ? "Mia" : null,
    state: "open",
    outcome: "",
    late,
    phones: c.phones.map((/** @type {any} */ p) => p.typed),
    lastContactDay: c.visits ? day(-c.visits) : null,
  });
  const followUps = [
    followUp(customers[2], "invoice for the wedding order", "promise", day(-9), true),
    followUp(customers[9], "the cracked teapot", "complaint", `${day(-2)}T16:00`, true),
    followUp(customers[6], "ring about the lamp", "call", day(-1), true),
    followUp(customers[0], "the tea is here", "call", `${day(0)}T23:30`),
    followUp(customers[3], "thank him for sending his brother", "thanks", day(0)),
    followUp(customers[7], "hold the rye loaf back", "promise", `${day(0)}T23:45`),
    followUp(customers[4], "birthday card", "birthday", day(1)),
    followUp(customers[0], "the plum jam of this year", "seasonal", `${day(3)}T15:00`),
    followUp(customers[5], "ask how the garden club liked the honey", "call", day(4)),
    followUp(customers[13], "new opening hours", "other", day(6)),
  ];
  const interactions = [
    ["visit", "asked about tea from the second harvest", -22],
    ["call", "Mia promised to ring when it comes", -30],
    ["complaint", "the croissants were burnt; took two back and gave a coffee", -71],
    ["feedback", "likes the new counter, finds the music too loud", -90],
    ["message", "sent the recipe for the plum cake", -130],
  ].map(([kind, text, n]) => ({
    id: id(),
    customerId: ann,
    kind,
    text,
    day: day(Number(n)),
    at: at(Number(n)),
    staff: "Mia",
    score: null,
  }));
  const consents = [
    ["news", "email", true],
    ["news", "phone", true],
    ["reminder", "text", false],
  ].map(([purpose, channel, given]) => ({
    id: id(),
    customerId: ann,
    purpose,
    channel,
    given,
    at: at(-200),
    how: "at the counter",
    wording: "",
    staff: "Mia",
    source: "",
  }));
  const belongings = [
    { id: id(), customerId: ann, name: "Teapot", detail: "cast iron, 0.8 l, 2023", since: "2023-04-01" },
  ];

  /** @type {any} */ (globalThis).mockData = () =>
    structuredClone({
      day: day(0),
      customers,
      purchases,
      preferences,
      followUps,
      interactions,
      consents,
      belongings,
      items,
      staff: [
        { id: id(), name: "Mia", role: "owner" },
        { id: id(), name: "Tom", role: "counter" },
      ],
      nextId: 1,
    });
})();
