// A budget: a level of each lever, all of which were run alone; effects are added up; scores only once a deal is committed.
function dealNumber(game, deal, column) {
  let total = 0;
  deal.forEach((level, place) => { if (level) total += game.levers[place].effects[column].mean[level - 1] ?? 0; });
  return total;
}

// Whether a level alone moves a number: its interval lies on one side of zero; without one the mean has to do.
function told({ mean, low, high }, level) {
  return mean[level] !== null && (low[level] === null || low[level] > 0 || high[level] < 0);
}

// What the best single lever within the budget gives a role, in its own direction; null where none helps beyond chance.
function bestSingle(game, role) {
  const sign = role.wants === "least" ? -1 : 1;
  let best = 0;
  for (const lever of game.levers)
    lever.levels.forEach((_, level) => {
      const cost = lever.effects[0].mean[level], effect = lever.effects[role.outcome];
      if (cost !== null && cost <= game.budget && told(effect, level)) best = Math.max(best, sign * effect.mean[level]);
    });
  return best > 0 ? best : null;
}

// Points of its levels, added up: what cannot be told from zero counts 0, and no level less than -100.
function scoreOf(game, role, deal) {
  const best = bestSingle(game, role), sign = role.wants === "least" ? -1 : 1;
  if (best === null) return null;
  return deal.reduce((sum, level, place) => {
    const effect = game.levers[place].effects[role.outcome];
    return level && told(effect, level - 1) ? sum + Math.max((100 * sign * effect.mean[level - 1]) / best, -100) : sum;
  }, 0);
}

function scoresOf(game, deal) {
  const each = game.roles.map((role) => scoreOf(game, role, deal)), known = each.filter((score) => score !== null);
  return { each, mean: known.length ? known.reduce((sum, score) => sum + score, 0) / known.length : null, lowest: known.length ? Math.min(...known) : null };
}

function negotiationSection(game) {
  if (!STATE.deal) STATE.deal = game.levers.map(() => 0);
  const parts = [
    node("h2", said(game.label)),
    node("p", words("budget", { budget: shown(game.budget) })),
    node("h3", words("roles")),
    node("ul", game.roles.map((role) => node("li", [node("strong", said(role.label)), ". ", said(role.brief), " ",
      node("span", words(role.wants === "least" ? "wants_least" : "wants_most", { what: `${said(game.outcomes[role.outcome].label)} (${said(game.outcomes[role.outcome].unit)})` }), { class: "note" })]))),
    node("h3", words("package")),
  ];
  const purse = node("div", [], { class: "answer", "aria-live": "polite", id: "purse" });
  const commit = button(words("commit_deal"), () => { STATE.deals.push({ deal: [...STATE.deal], lowest: STATE.lowest }); STATE.lowest = null; show(); }, { class: "main", id: "commit-deal" });
  const tell = () => purseOf(game, purse, commit);
  game.levers.forEach((lever, place) => parts.push(levelOf(lever, place, tell)));
  const guess = node("select", [["", ""], ...game.roles.map((role) => [role.id, said(role.label)])].map(([value, text]) => node("option", text, { value })), { id: "lowest" });
  guess.value = STATE.lowest || "";
  guess.addEventListener("change", () => { STATE.lowest = guess.value || null; tell(); });
  parts.push(purse, node("p", [node("label", words("guess_deal"), { for: "lowest" }), node("br", []), guess]), commit);
  tell();
  if (STATE.deals.length) parts.push(node("h3", words("score")), node("p", words("score_says"), { class: "note" }), dealsTable(game), ...lastDeal(game));
  parts.push(...additivity(game), ...said(game.stamp).map((line) => node("p", line, { class: "note" })));
  return node("div", parts);
}

function levelOf(lever, place, tell) {
  const input = node("input", [], { type: "range", id: `lever-${place}`, min: 0, max: lever.levels.length, step: 1 }), label = node("label", [], { for: `lever-${place}` });
  const say = () => {
    const level = STATE.deal[place], cost = level ? lever.effects[0].mean[level - 1] : 0;
    const value = level ? `${shown(lever.levels[level - 1])}, ${words("costs", { cost: shown(cost) })}` : words("none");
    label.replaceChildren(`${said(lever.label)}${colon()}${said(lever.term)} `, node("strong", value));
    input.setAttribute("aria-valuetext", value);
  };
  input.value = STATE.deal[place];
  input.addEventListener("input", () => { STATE.deal[place] = Number(input.value); say(); tell(); });
  say();
  return node("div", [label, input], { class: "slider" });
}

function purseOf(game, purse, commit) {
  const cost = dealNumber(game, STATE.deal, 0), left = game.budget - cost;
  purse.classList.toggle("over", left < 0);
  purse.replaceChildren(node("strong", words("spent", { cost: shown(cost), budget: shown(game.budget) })), ", ", words(left < 0 ? "over" : "left", left < 0 ? { over: shown(-left) } : { left: shown(left) }));
  commit.disabled = left < 0 || !STATE.deal.some((level) => level) || !STATE.lowest;
}

function dealsTable(game) {
  const made = STATE.deals.map(({ deal }) => scoresOf(game, deal)), score = (value) => (value === null ? "-" : shown(Math.round(value)));
  const rows = game.roles.map((role, place) => [said(role.label), ...made.map((scores) => score(scores.each[place]))]);
  rows.push([words("mean"), ...made.map((scores) => score(scores.mean))], [words("lowest"), ...made.map((scores) => score(scores.lowest))]);
  return table(["", ...made.map((_, place) => words("deal", { n: place + 1 }))], rows);
}

function lastDeal(game) {
  const { deal, lowest } = STATE.deals[STATE.deals.length - 1], scores = scoresOf(game, deal);
  const rows = game.roles.map((role, place) => ({ label: said(role.label), mean: scores.each[place], low: null, high: null, marked: scores.each[place] === scores.lowest, undefined: words("unscored") }));
  const named = (id) => said(game.roles.find((role) => role.id === id).label), last = game.roles.filter((_, place) => scores.each[place] === scores.lowest).map((role) => role.id);
  const title = `${words("deal", { n: STATE.deals.length })}${colon()}${words("score")}`;
  const numbers = game.roles.map((role) => [said(role.label), shown(dealNumber(game, deal, role.outcome), true), said(game.outcomes[role.outcome].unit)]);
  return [
    node("div", [
      node("div", [words("you_said"), " ", node("strong", named(lowest))]),
      node("div", [words("model_says"), " ", node("strong", last.map(named).join(", "))]),
    ], { class: "answer", id: "deal-answer" }),
    later((width) => bars(rows, width, way(), false, `${title}. ${rows.map((row) => `${row.label}: ${shown(row.mean)}`).join("; ")}`)),
    details(words("numbers"), [table([words("roles"), words("change"), ""], numbers)]),
  ];
}

function additivity(game) {
  const lines = game.outcomes.map((outcome, column) => {
    const error = game.error[column], what = `${said(outcome.label)} (${said(outcome.unit)})`;
    return node("li", error ? words("additivity", { what, n: error.points, largest: shown(error.largest), typical: shown(error.typical) }) : words("no_additivity", { what }));
  });
  const rows = game.packages.map((each) => [each.deal.map((level, place) => (level ? shown(game.levers[place].levels[level - 1]) : "-")).join(" / "),
    ...game.outcomes.flatMap((_, column) => [`${shown(each.said[column], true)} | ${shown(each.mean[column], true)}`])]);
  const head = [game.levers.map((lever) => said(lever.label)).join(" / "), ...game.outcomes.map((outcome) => `${said(outcome.label)}${colon()}${words("alone")} | ${words("whole")}`)];
  return [node("ul", lines, { class: "note", id: "additivity" }), ...(rows.length ? [details(words("packages"), [table(head, rows)])] : [])];
}
