// The page: sections, the language switch, and the small helpers that all sections use.
const PACK = JSON.parse(document.getElementById("content").textContent);
const STATE = { language: PACK.start, section: 0, guesses: {}, outcome: {}, option: {}, points: {}, deal: null, deals: [], lowest: null };

function words(key, values) {
  let text = PACK.words[key][STATE.language];
  for (const name of Object.keys(values || {})) text = text.split(`{${name}}`).join(values[name]);
  return text;
}

function said(texts) {
  return texts[STATE.language];
}

// How the language that is shown writes numbers and a colon, and what it is called.
function way() {
  return PACK.languages[STATE.language];
}

function nextLanguage() {
  return (STATE.language + 1) % PACK.languages.length;
}

function shown(value, signed) {
  return figure(value, way(), signed);
}

function colon() {
  return way().colon;
}

function node(name, content, attributes) {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes || {})) made.setAttribute(key, attributes[key]);
  made.append(...(Array.isArray(content) ? content : [content]));
  return made;
}

function button(text, press, attributes) {
  const made = node("button", text, { type: "button", ...attributes });
  made.addEventListener("click", press);
  return made;
}

function table(head, rows) {
  const line = (cells, kind) => node("tr", cells.map((cell, place) => node(kind, cell, place ? { class: "number" } : {})));
  return node("div", node("table", [node("thead", line(head, "th")), node("tbody", rows.map((cells) => line(cells, "td")))]), { class: "scroll" });
}

function details(text, content) {
  return node("details", [node("summary", text), ...content]);
}

function about() {
  const made = PACK.manifest;
  return node("div", [
    node("h2", words("about")),
    node("p", words("about_says")),
    node("p", words("method")),
    node("p", `${words("version")} ${made.version}. ${words("seed")} ${made.seed}.`),
    node("p", words("made_by")),
    node("code", made.command),
    node("p", words("licence")),
    node("pre", JSON.stringify(made, null, 1)),
  ]);
}

function sections() {
  const found = PACK.questions.map((question, place) => [`${question.number}. ${said(question.label)}`, () => questionSection(question, place)]);
  if (PACK.negotiation) found.push([words("negotiation"), () => negotiationSection(PACK.negotiation)]);
  found.push([words("about"), about]);
  return found;
}

function show() {
  const all = sections(), main = document.getElementById("main"), nav = document.getElementById("sections");
  document.documentElement.lang = way().code;
  document.title = words("title");
  document.getElementById("title").textContent = words("title");
  document.getElementById("language").textContent = PACK.languages[nextLanguage()].name;
  document.getElementById("language").lang = PACK.languages[nextLanguage()].code;
  nav.replaceChildren(...all.map(([text], place) => button(text, () => { STATE.section = place; show(); window.scrollTo(0, 0); }, { "aria-current": place === STATE.section })));
  main.replaceChildren(all[STATE.section][1]());
  for (const late of main.querySelectorAll("[data-late]")) late.dispatchEvent(new Event("draw"));
}

// What is drawn once its place in the page, and so its width, is known.
function later(draw) {
  const place = node("div", [], { "data-late": "" });
  place.addEventListener("draw", () => place.replaceChildren(draw(widthOf(place))));
  return place;
}

function begin() {
  document.getElementById("language").addEventListener("click", () => { STATE.language = nextLanguage(); show(); });
  window.addEventListener("resize", () => { for (const late of document.querySelectorAll("[data-late]")) late.dispatchEvent(new Event("draw")); });
  show();
}
