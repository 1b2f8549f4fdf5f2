// A question: the guess first, then the answer of the options, then sliders.
function questionSection(question, place) {
  const parts = [node("h2", said(question.asks))];
  if (question.settings.length) parts.push(details(words("settings"), [node("ul", question.settings.map((line) => node("li", said(line))))]));
  parts.push(node("h3", words("predict")), node("p", words("predict_says"), { class: "note" }));
  const guess = STATE.guesses[place];
  parts.push(choices(question, place, guess));
  if (!guess || !guess.committed) return node("div", parts);
  const named = (id) => said(question.guess.choices.find((choice) => choice.id === id).label);
  parts.push(node("div", [
    node("div", [words("you_said"), " ", node("strong", named(guess.id))]),
    node("div", [words("model_says"), " ", node("strong", named(question.guess.truth))]),
    node("div", words(guess.id === question.guess.truth ? "right" : "wrong")),
  ], { class: "answer", id: "answer" }));
  const outcome = outcomeOf(question, question.guess.outcome);
  parts.push(...answerOf(question, outcome), ...sliderPart(question, place));
  return node("div", parts);
}

function outcomeOf(question, id) {
  return question.outcomes.find((each) => each.id === id);
}

function headOf(outcome) {
  return `${said(outcome.label)} (${said(outcome.unit)}), ${words(outcome.is_level ? "level" : "change")}`;
}

function choices(question, place, guess) {
  const committed = guess && guess.committed;
  const box = node("fieldset", [node("legend", said(question.guess.text))]);
  const press = button(words("commit"), () => { STATE.guesses[place].committed = true; show(); }, { class: "main", id: "commit" });
  for (const choice of question.guess.choices) {
    const radio = node("input", [], { type: "radio", name: `guess-${place}`, value: choice.id });
    radio.checked = Boolean(guess && guess.id === choice.id);
    radio.disabled = Boolean(committed);
    radio.addEventListener("change", () => { STATE.guesses[place] = { id: choice.id, committed: false }; press.disabled = false; });
    box.append(node("label", [radio, node("span", said(choice.label))], { class: "choice" }));
  }
  press.disabled = !guess || Boolean(committed);
  if (!committed) box.append(press);
  return box;
}

function at(question, option, outcome, part) {
  const group = question.groups[option.group];
  return interpolated(group.sliders.map((slider) => slider.values), group.numbers[outcome.id][part], option.point);
}

function answerOf(question, outcome) {
  const rows = question.options.map((option) => ({
    label: said(option.label), mean: at(question, option, outcome, "mean"), low: at(question, option, outcome, "low"), high: at(question, option, outcome, "high"),
    marked: option.id === question.guess.truth, undefined: words("undefined"),
  }));
  const many = rows.some((row) => row.low !== null), signed = !outcome.is_level, title = headOf(outcome);
  const spoken = `${title}. ${rows.map((row) => `${row.label}: ${shown(row.mean, signed)}`).join("; ")}`;
  return [
    node("p", node("strong", title)),
    later((width) => bars(rows, width, way(), signed, spoken)),
    node("p", words(many ? "bars_say" : "few_say", { n: question.runs }), { class: "note" }),
    ...said(question.stamp).map((line) => node("p", line, { class: "note" })),
    node("p", words("command"), { class: "note" }),
    node("code", question.command),
  ];
}

function picker(label, id, entries, chosen, choose) {
  const list = node("select", entries.map(([value, text]) => node("option", text, { value })), { id });
  list.value = chosen;
  list.addEventListener("change", () => { choose(list.value); show(); const again = document.getElementById(id); if (again) again.focus(); });
  return node("p", [node("label", label, { for: id }), node("br", []), list]);
}

function sliderPart(question, place) {
  const chosen = STATE.option[place] || question.options.find((option) => question.groups[option.group].sliders.length)?.id || question.options[0].id;
  const option = question.options.find((each) => each.id === chosen), group = question.groups[option.group];
  const outcome = outcomeOf(question, STATE.outcome[place] || question.guess.outcome), key = `${place} ${chosen}`;
  const point = STATE.points[key] || (STATE.points[key] = [...option.point]);
  const parts = [
    node("h3", words("try")), node("p", words("try_says"), { class: "note" }),
    picker(words("option"), "option", question.options.map((each) => [each.id, said(each.label)]), chosen, (id) => { STATE.option[place] = id; }),
    picker(words("outcome"), "outcome", question.outcomes.map((each) => [each.id, said(each.label)]), outcome.id, (id) => { STATE.outcome[place] = id; }),
  ];
  const answer = node("div", [], { class: "answer", "aria-live": "polite", id: "here" });
  const pictures = group.sliders.map((slider, axis) => later((width) => curveOf(group, outcome, point, axis, width)));
  const redraw = () => { answer.replaceChildren(...hereOf(group, outcome, point)); pictures.forEach((each) => each.dispatchEvent(new Event("draw"))); };
  group.sliders.forEach((slider, axis) => parts.push(sliderOf(slider, axis, point, redraw)));
  if (!group.sliders.length) parts.push(node("p", words("no_slider"), { class: "note" }));
  answer.replaceChildren(...hereOf(group, outcome, point));
  parts.push(answer, ...errorOf(group, outcome));
  pictures.forEach((each) => parts.push(each));
  if (group.sliders.length) parts.push(node("p", `${words("curve", { what: headOf(outcome) })}${group.sliders.length > 1 ? ` ${words("others")}` : ""}`, { class: "note" }));
  if (group.held.points.length) parts.push(details(words("held"), [heldTable(group, outcome)]));
  return parts;
}

// A slider moves by whole numbers where its term does, else by fiftieths of each cell between values that were run; from none it steps to the least that is any.
function sliderOf(slider, axis, point, redraw) {
  const none = slider.step ? 1 : 0, values = slider.values.slice(none), last = values.length - 1, cells = 50;
  const input = node("input", [], { type: "range", id: `slider-${axis}`, min: slider.whole ? values[0] : 0, max: slider.whole ? values[last] : last * cells + none, step: 1 });
  const place = () => { if (none && point[axis] === slider.values[0]) return 0; const cell = cellOf(values, point[axis]); return Math.round((cell + (point[axis] - values[cell]) / (values[cell + 1] - values[cell])) * cells) + none; };
  input.value = slider.whole ? point[axis] : place();
  const label = node("label", [], { for: `slider-${axis}` });
  const tell = () => { label.replaceChildren(`${said(slider.lever)}${colon()}${said(slider.term)} `, node("strong", shown(point[axis]))); input.setAttribute("aria-valuetext", shown(point[axis])); };
  input.addEventListener("input", () => {
    const moved = Number(input.value) - (slider.whole ? 0 : none), cell = Math.min(Math.floor(moved / cells), last - 1), part = (moved - cell * cells) / cells;
    point[axis] = slider.whole ? moved : moved < 0 ? slider.values[0] : part === 0 ? values[cell] : part === 1 ? values[cell + 1] : values[cell] + part * (values[cell + 1] - values[cell]);
    tell();
    redraw();
  });
  tell();
  return node("div", [label, input], { class: "slider" });
}

function valueAt(group, outcome, point, part) {
  return interpolated(group.sliders.map((slider) => slider.values), group.numbers[outcome.id][part], point);
}

function hereOf(group, outcome, point) {
  const signed = !outcome.is_level, [mean, low, high] = ["mean", "low", "high"].map((part) => valueAt(group, outcome, point, part));
  const run = group.sliders.every((slider, axis) => slider.values.includes(point[axis]));
  const range = mean === null ? "" : low === null ? words("no_interval") : words("interval", { low: shown(low, signed), high: shown(high, signed) });
  return [
    node("div", [`${said(outcome.label)} `, node("strong", mean === null ? words("undefined") : shown(mean, signed), { id: "value" }), ` ${said(outcome.unit)}`]),
    node("div", range, { class: "note" }),
    node("div", words(run ? "run_here" : "between"), { class: "note" }),
  ];
}

function errorOf(group, outcome) {
  const error = group.error[outcome.id];
  if (!group.sliders.length) return [];
  const few = group.held.numbers[outcome.id].low.every((value) => value === null); // too few runs for intervals
  if (error) return [node("p", words(few ? "error_few" : "error", { n: error.points, largest: shown(error.largest), typical: shown(error.typical), inside: error.inside }), { id: "error" })];
  return [node("p", words(group.can_be_between ? "no_check" : "no_error"), { id: "error" })];
}

function curveOf(group, outcome, point, axis, width) {
  const slider = group.sliders[axis], values = slider.values, moved = (value) => point.map((own, place) => (place === axis ? value : own));
  const value = (x) => [x, valueAt(group, outcome, moved(x), "mean")];
  const others = group.sliders.every((each, place) => place === axis || each.values.includes(point[place]));
  const held = group.sliders.length > 1 ? [] : group.held.points.map((at, row) => [at[0], group.held.numbers[outcome.id].mean[row]]);
  const signed = !outcome.is_level;
  return curve({
    line: values.map(value), band: values.map((at) => [at, valueAt(group, outcome, moved(at), "low"), valueAt(group, outcome, moved(at), "high")]), run: others ? values.map(value) : [], held, here: value(point[axis]), from: values[0], to: values[values.length - 1], xlabel: said(slider.lever),
  }, width, way(), signed, `${headOf(outcome)}. ${said(slider.term)}. ${values.map((x) => `${shown(x)}: ${shown(value(x)[1], signed)}`).join("; ")}`);
}

function heldTable(group, outcome) {
  const signed = !outcome.is_level, numbers = group.held.numbers[outcome.id];
  const rows = group.held.points.map((at, row) => {
    const apart = numbers.said[row] === null || numbers.mean[row] === null ? null : numbers.said[row] - numbers.mean[row];
    return [at.map((value) => shown(value)).join(" / "), shown(numbers.said[row], signed), shown(numbers.mean[row], signed),
      numbers.low[row] === null ? "-" : `${shown(numbers.low[row], signed)} … ${shown(numbers.high[row], signed)}`, shown(apart, true)];
  });
  const terms = group.sliders.map((slider) => said(slider.lever)).join(" / ");
  return table([terms, words("interpolated"), words("fresh"), "95 %", words("off")], rows);
}
