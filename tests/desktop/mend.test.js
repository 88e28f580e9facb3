import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Shop } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

/** A list from nobody knows where: Windows-1252, a column in Czech, days that may be read both ways, one cell beyond reading. */
const messy = [
  "Jméno;Telefon;Ort;Geburtstag;Bemerkung",
  "Zoë Åström;0170 123 45 67;Köln;03/04/1990;mag Roggenbrot",
  "Bob Field;030 765432;Riverton;05/06/1985;",
  "Cleo Gray;0171;Upton;1990-13-45;",
  "Dora Hill;0172 3456789;Upton;01/02/1970;",
].join("\n");

let window;
let shop;
let file;
before(async () => {
  shop = await Shop.open();
  file = path.join(shop.home, "list.txt");
  await writeFile(file, Buffer.from(messy.replaceAll("é", "e"), "latin1"));
  window = await Window.open({ home: shop.home, env: { REGULARS_PICK_FILE: file } });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

/** What the report's rows say: number and outcome. */
const outcomes = () =>
  window.page.run(
    `return [...document.querySelectorAll("[data-outcome-row]")].map((row) => row.cells[0].innerText + " " + row.dataset.outcomeRow).join(", ")`,
  );

const choose = (selector, value) =>
  window.page.run(
    `const menu = document.querySelector(arguments[0]);
     menu.focus();
     menu.value = arguments[1];
     menu.dispatchEvent(new Event("change", { bubbles: true }));`,
    selector,
    value,
  );

test("what a file leaves open is asked, with both readings of a real cell", async () => {
  await window.page.press([Key.alt, "4"]);
  await window.page.click("#import");
  await window.see("import-page fieldset.question");
  await audit(window, "import-questions");
  const asked = await window.read("import-page fieldset.question", "Geburtstag");
  assert.match(asked, /3 April 1990[\s\S]*4 March 1990/);
  assert.match(await window.read(".import-what", "Windows-1252"), /semicolons/);
  assert.equal(await outcomes(), "2 refused, 3 refused, 4 refused, 5 refused", "nothing is guessed");
  await window.page.click("[name=dates][value=dmy]");
  await window.until("the answer counts", "return document.querySelector('[data-outcome-row]').dataset.outcomeRow === 'new'");
  assert.equal(await outcomes(), "2 new, 3 new, 4 refused, 5 new");
});

test("a column put right changes the rows in view, and the focus stays where it was", async () => {
  await choose('[data-header="Ort"]', "note");
  await window.until("the town is a note", "return [...document.querySelectorAll('.stored dt')].some((name) => name.innerText === 'Note')");
  await window.focused('[data-header="Ort"]');
  await choose('[data-header="Ort"]', "address.town");
  await window.until("the town is one", "return document.querySelector('.stored').innerText.includes('Whole address')");
  await window.read(".stored", "April 3, 1990");
});

test("a cell that cannot be read is mended in place", async () => {
  await window.page.click("[data-outcome=refused]");
  await window.read(".why", "1990-13-45");
  const cell = '[name=mend][data-row="4"][data-column="Geburtstag"][aria-invalid=true]';
  await audit(window, "import-refused");
  await window.page.click(cell);
  await window.page.press([Key.control, "a"]);
  await window.page.type(cell, "05/12/1990");
  await window.page.press(Key.enter);
  await window.until("nobody is left aside", "return document.querySelector('[data-outcome=refused] b').innerText === '0'");
  await window.focused("[data-outcome=refused]");
  await window.page.press(Key.enter);
  assert.equal(await outcomes(), "2 new, 3 new, 4 new, 5 new");
  await window.read(".import-foot .plan", "Add 4");
});

test("what was mended is not lost by one key", async () => {
  await window.page.run("document.querySelector('import-page h1').focus()");
  await window.page.press(Key.escape);
  await window.read("dialog[data-dialog=confirm]", "What you mended in 1 row");
  await audit(window, "import-leave");
  await window.page.press(Key.escape);
  await window.miss("dialog[data-dialog=confirm]");
  await window.read(".import-foot .plan", "Add 4");
  assert.equal(await outcomes(), "2 new, 3 new, 4 new, 5 new");
});

test("letters by which the file says nothing are told about, and the file is shown as before", async () => {
  await choose("[name=encoding]", "UTF-16LE");
  await window.see("import-page .form-error");
  await audit(window, "import-wrong-letters");
  assert.equal(await outcomes(), "2 new, 3 new, 4 new, 5 new");
  assert.match(await window.read(".import-what", "Windows-1252"), /semicolons/);
});

test("Enter brings them in, and Ctrl+Z takes them back", async () => {
  await window.page.run("document.querySelector('import-page h1').focus()");
  await window.page.press(Key.enter);
  await window.see("import-page .import-done");
  await window.page.press(Key.escape);
  await window.read("people-table", "Cleo Gray");
  await window.read("people-table", "Zoë Åström");
  await window.page.press([Key.control, "z"]);
  await window.until("they are gone", "return !document.querySelector('people-table').innerText.includes('Cleo Gray')");
});

test("a column with days of both orders is asked about, and says what each answer leaves aside", async () => {
  await writeFile(file, "Name,Birthday\nAnn Ember,13/04/1990\nBob Field,04/26/1985\nCleo Gray,03/04/1970\n");
  await window.page.click("#import");
  await window.see("import-page fieldset.question");
  await audit(window, "import-torn");
  const asked = await window.read("import-page fieldset.question", "Birthday");
  assert.match(asked, /13 April 1990; 04\/26\/1985 is no day then[\s\S]*26 April 1985; 13\/04\/1990 is no day then/);
  assert.equal(await outcomes(), "2 refused, 3 refused, 4 refused");
  await window.page.click("[name=dates][value=dmy]");
  await window.until("the answer counts", "return document.querySelector('[data-outcome-row]').dataset.outcomeRow === 'new'");
  assert.equal(await outcomes(), "2 new, 3 refused, 4 new");
  await window.page.press(Key.escape);
  await window.see("people-table");
});

test("Enter in one wrong cell goes on to the next", async () => {
  await writeFile(file, "Name,Phone,Birthday\nAnn Ember,4.91701E+11,1990-04-13\nBob Field,030 765432,1990-04-31\nCleo Gray,030 765433,\nDora Hill,,1990-02-30\n");
  await window.page.click("#import");
  await window.read(".import-foot .plan", "leave 3 aside");
  await window.page.click("[data-outcome=refused]");
  const [first, second] = ['[data-row="2"][data-column="Phone"]', '[data-row="3"][data-column="Birthday"]'];
  await window.page.click(first);
  await window.page.press(Key.enter);
  await window.focused(first);
  await window.page.press([Key.control, "a"]);
  await window.page.write("0170 1234567");
  await window.page.press(Key.enter);
  await window.focused(second);
  await window.page.press([Key.control, "a"]);
  await window.page.write("1990-04-32");
  await window.page.press(Key.enter);
  await window.read(".why", "1990-04-32");
  await window.focused(second);
  await window.page.press([Key.control, "a"]);
  await window.page.write("1990-04-30");
  await window.page.press(Key.enter);
  await window.focused('[data-row="5"][data-column="Birthday"]');
  await window.read(".import-foot .plan", "Add 3, leave 1 aside");
  await window.page.run("document.querySelector('import-page h1').focus()");
  await window.page.press(Key.enter);
  await window.see("import-page .import-done");
  await window.read(".import-rows", "Dora Hill");
  await window.miss("import-page [name=mend]");
  await audit(window, "import-done-aside");
  await window.page.press(Key.escape);
  await window.read("people-table", "Cleo Gray");
  await window.page.press([Key.control, "z"]);
  await window.until("they are gone", "return !document.querySelector('people-table').innerText.includes('Cleo Gray')");
});

test("a file that is let go over the window is read in from there", async () => {
  const people = path.join(shop.home, "people.csv");
  await writeFile(people, "Name,Phone\nFinn Iver,0173 1234567\n");
  await window.page.press([Key.alt, "1"]);
  await window.focused("#find");
  await window.drop(people, async () => {
    await window.see("[data-dragging] #main");
    await window.read("#drop", "Let go");
    await audit(window, "dragging");
  });
  await window.read("import-page", "people.csv");
  await window.read(".import-foot .plan", "Add 1");
  await window.miss("[data-dragging] #main");
  await window.page.press(Key.enter);
  await window.see("import-page .import-done");
  await window.page.press(Key.escape);
  assert.deepEqual(
    await window.page.runAsync("return (await __TAURI__.core.invoke('find', { text: 'iver', limit: 5 })).map((found) => found.name)"),
    ["Finn Iver"],
  );
  await window.page.press([Key.alt, "4"]);
  await window.page.press([Key.control, "z"]);
});

test("a large file is shown at once, counted meanwhile, and both can be stopped", async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `Given${i} Family${i % 977},0170 ${String(i).padStart(7, "0")}`);
  await writeFile(file, ["Name,Phone", ...rows].join("\n"));
  await window.page.click("#import");
  await window.see("import-page .progress");
  assert.match(await outcomes(), /^2 new, 3 new, /, "the first rows are there before the rest is counted");
  await audit(window, "import-counting");
  await window.page.click("#cancel");
  await window.miss("import-page .progress");
  await window.page.press(Key.enter);
  await window.see("import-page .progress");
  const people = path.join(shop.home, "people.csv");
  await window.drop(people, () => window.see("[data-dragging] #main"));
  await window.read("#toast", "A file is being read in");
  await window.page.press(Key.escape);
  await window.read("import-page .form-error", "Stopped");
  await window.page.press(Key.escape);
  await window.see("people-table");
  assert.equal(await window.page.runAsync("return (await __TAURI__.core.invoke('find', { text: 'Given7', limit: 5 })).length"), 0);
});

test("a file that comes in while another screen is looked at says there that it is done", async () => {
  const rows = Array.from({ length: 4_000 }, (_, i) => `Given${i} Family${i % 97},0170 ${String(i).padStart(7, "0")}`);
  await writeFile(file, ["Name,Phone", ...rows].join("\n"));
  await window.page.click("#import");
  await window.read(".import-foot .plan", "Add 4,000");
  await window.page.press(Key.enter);
  await window.page.press([Key.alt, "1"]);
  await window.focused("#find");
  await window.read("#toast", "Added 4,000");
  await window.page.press([Key.alt, "4"]);
  await window.see("import-page .import-done");
  await audit(window, "import-done-meanwhile");
});

test("what a list would change is told, and a blank cell empties only where that is asked for", async () => {
  const list = (gus, hal) => `Name,Phone,Birthday,Note\nGus Jay,0173 7654321,1990-04-13,${gus}\nHal King,0173 7654322,1991-05-20,${hal}\n`;
  await writeFile(file, list("likes rye", ""));
  await window.page.press([Key.alt, "4"]);
  await window.page.press(Key.escape);
  await window.see("people-table");
  await window.page.click("#import");
  await window.read(".import-foot .plan", "Add 2");
  await window.page.press(Key.enter);
  await window.see("import-page .import-done");
  await window.page.press(Key.escape);
  await window.see("people-table");
  await writeFile(file, list("", "tall"));
  await window.page.click("#import");
  await window.read(".import-foot .plan", "Change 1, 1 stay the same");
  await choose("[name=blank]", "clear");
  await window.read(".import-foot .plan", "Change 2");
  await window.page.click("[data-outcome=changed]");
  await window.read("[data-outcome-row=changed] .differences", "likes rye");
  await audit(window, "import-changes");
  const told = await window.page.run(`return [...document.querySelectorAll(".differences")].map((each) => each.innerText.replace(/\\s+/g, " ").trim())`);
  assert.deepEqual(told, ["the note likes rye", "the note tall"]);
});

test("what was mended goes along when other letters give its column another name", async () => {
  await window.page.press(Key.escape);
  await window.see("people-table");
  await writeFile(file, Buffer.from("Nome;Data de nascimento;Observação\nIda Lund;1990-13-45;alta\nJan Moss;1985-06-05;\n", "latin1"));
  await window.page.click("#import");
  await window.read(".import-foot .plan", "leave 1 aside");
  await window.page.click("[data-outcome=refused]");
  for (const [column, text] of [["Observação", "baixa"], ["Data de nascimento", "1990-12-05"]]) {
    const cell = `[name=mend][data-row="2"][data-column="${column}"]`;
    await window.see(cell);
    await window.page.click(cell);
    await window.page.press([Key.control, "a"]);
    await window.page.type(cell, text);
    await window.page.press(Key.enter);
  }
  await window.read(".import-foot .plan", "Add 2");
  await window.page.click("[data-outcome=refused]");
  await choose("[name=encoding]", "Windows-1250");
  await window.read(".columns-table", "Observaçăo");
  await window.read(".import-foot .plan", "Add 2");
  await window.read(".stored", "baixa");
});
