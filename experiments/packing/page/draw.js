// Small pictures in SVG: bars with intervals, and a curve with points that were run and points that were held out.
const SVG = document.getElementById("drawing").namespaceURI;

function shape(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  return node;
}

function picture(width, height, says) {
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": says });
  svg.style.maxWidth = `${width}px`;
  return svg;
}

function widthOf(node) {
  return Math.max(Math.min(node.clientWidth || 360, 960), 280);
}

function ends(values) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known), high = Math.max(0, ...known);
  return low === high ? [low, low + 1] : [low, high];
}

// A bar a row: {label, mean, low, high}; the label above its bar, the number behind it, so that a phone has room for both.
function bars(rows, width, way, signed, says) {
  const step = 58, svg = picture(width, rows.length * step + 6, says), [low, high] = ends(rows.flatMap((row) => [row.mean, row.low, row.high]));
  const room = 96, place = (value) => 4 + ((value - low) / (high - low)) * (width - room - 8);
  rows.forEach((row, number) => {
    const top = number * step;
    svg.append(shape("text", { x: 4, y: top + 18 }, row.label));
    if (row.mean === null) {
      svg.append(shape("text", { x: place(0), y: top + 43, class: "soft" }, row.undefined));
      return;
    }
    const from = Math.min(place(0), place(row.mean)), wide = Math.max(Math.abs(place(row.mean) - place(0)), 1);
    svg.append(shape("rect", { x: from, y: top + 26, width: wide, height: 22, fill: row.marked ? "#D55E00" : "#0072B2" }));
    let right = Math.max(place(row.mean), place(0));
    if (row.low !== null && row.high !== null) {
      for (const [color, thick] of [["#ffffff", 6], ["#222222", 2.5]])
        svg.append(shape("line", { x1: place(row.low), x2: place(row.high), y1: top + 37, y2: top + 37, stroke: color, "stroke-width": thick }));
      right = Math.max(right, place(row.high));
    }
    svg.append(shape("text", { x: right + 8, y: top + 42 }, figure(row.mean, way, signed)));
  });
  svg.append(shape("line", { x1: place(0), x2: place(0), y1: 24, y2: rows.length * step, stroke: "#222222", "stroke-width": 1.5 }));
  return svg;
}

// line, run and held: [[x, y]], here: [x, y], band: [[x, low, high]]; x by its own scale from `from` to `to`.
function curve({ line, band, run, held, here, from, to, xlabel }, width, way, signed, says) {
  const height = 280, left = 74, bottom = 46, svg = picture(width, height, says);
  const known = [...line, ...run, ...held, here].filter((at) => at[1] !== null);
  const sure = band.filter((at) => at[1] !== null && at[2] !== null), values = [...known.map((at) => at[1]), ...sure.flatMap((at) => [at[1], at[2]])];
  let low = Math.min(...values), high = Math.max(...values);
  if (signed) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (!(high > low)) [low, high] = [low - 1, high + 1];
  const x = (value) => left + ((value - from) / (to - from || 1)) * (width - left - 16);
  const y = (value) => 14 + ((high - value) / (high - low)) * (height - bottom - 24);
  for (const value of [low, (low + high) / 2, high]) {
    svg.append(shape("line", { x1: left, x2: width - 16, y1: y(value), y2: y(value), stroke: "#dddddd" }));
    svg.append(shape("text", { x: left - 8, y: y(value) + 5, "text-anchor": "end", class: "soft" }, figure(value, way, signed)));
  }
  if (low < 0 && high > 0) svg.append(shape("line", { x1: left, x2: width - 16, y1: y(0), y2: y(0), stroke: "#222222" }));
  svg.append(shape("text", { x: left, y: height - 24, class: "soft" }, figure(from, way)));
  svg.append(shape("text", { x: width - 16, y: height - 24, "text-anchor": "end", class: "soft" }, figure(to, way)));
  svg.append(shape("text", { x: left, y: height - 5 }, xlabel));
  if (sure.length > 1) {
    const edge = [...sure.map((at) => [at[0], at[2]]), ...[...sure].reverse().map((at) => [at[0], at[1]])];
    svg.append(shape("polygon", { points: edge.map((at) => `${x(at[0]).toFixed(1)},${y(at[1]).toFixed(1)}`).join(" "), fill: "#0072B2", "fill-opacity": 0.15 }));
  }
  let path = "", drawing = false;
  for (const [at, value] of line) {
    if (value === null) { drawing = false; continue; }
    path += `${drawing ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = true;
  }
  svg.append(shape("path", { d: path, fill: "none", stroke: "#0072B2", "stroke-width": 3 }));
  for (const [at, value] of run) if (value !== null) svg.append(shape("circle", { cx: x(at), cy: y(value), r: 6, fill: "#0072B2" }));
  for (const [at, value] of held)
    if (value !== null) svg.append(shape("circle", { cx: x(at), cy: y(value), r: 5, fill: "none", stroke: "#D55E00", "stroke-width": 2.5 }));
  if (here[1] !== null) {
    svg.append(shape("circle", { cx: x(here[0]), cy: y(here[1]), r: 10, fill: "none", stroke: "#222222", "stroke-width": 3 }));
  }
  return svg;
}
