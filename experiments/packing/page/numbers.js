// Numbers as the product writes them everywhere (experiments/text.py), and interpolation (experiments/packing/interpolation.py): the same digits.
// `way` is how a language writes them (experiments/packing/document.py, way_of).
function figure(value, way, signed) {
  if (value === null || !isFinite(value)) return "-";
  if (value === 0) return "0";
  const size = Math.abs(value);
  let scale = 1, name = "";
  for (const [each, called] of [[1e9, "bn"], [1e6, "M"], [1e3, "k"], [1, ""]]) {
    scale = each;
    name = called;
    if (size >= each * (each > 1 ? 0.9995 : 0) && !(called === "k" && size < 10000)) break;
  }
  const scaled = size / scale;
  let text;
  if (!name && scaled >= 999.5) {
    text = fixed(scaled, 0).replace(/\B(?=(\d{3})+$)/g, way.group);
  } else {
    const digits = scaled >= 1e-4 ? 3 : 1;
    text = fixed(scaled, Math.min(Math.max(digits - 1 - Math.floor(Math.log10(scaled)), 0), 100));
    if (text.includes(".")) text = text.replace(/0+$/, "").replace(/\.$/, "");
    text = text.replace(".", way.decimal);
  }
  const sign = value < 0 ? "-" : signed ? "+" : "";
  return sign + text + (name ? way.gap + way.scales[name] : "");
}

// As toFixed, but a number that lies just between two goes to the even one, as everywhere else in the product.
function fixed(value, places) {
  const up = value * 10 ** places, tie = up % 1 === 0.5 && (value * 2 ** (places + 1)) % 1 === 0;
  return (tie && Math.floor(up) % 2 === 0 ? Math.floor(up) / 10 ** places : value).toFixed(places);
}

function cellOf(values, at) {
  let cell = 0;
  while (cell < values.length - 2 && values[cell + 1] <= at) cell += 1;
  return cell;
}

// A number at a point of the box of a grid, the last axis fastest; null where a point of the grid that counts has none.
function interpolated(axes, numbers, point) {
  let corners = [[0, 1]];
  axes.forEach((values, axis) => {
    if (values.length === 1) return;
    const at = Math.min(Math.max(point[axis], values[0]), values[values.length - 1]);
    const cell = cellOf(values, at), above = (at - values[cell]) / (values[cell + 1] - values[cell]);
    const next = [];
    for (const [index, weight] of corners)
      for (const [step, share] of [[cell, 1 - above], [cell + 1, above]])
        if (share !== 0) next.push([index * values.length + step, weight * share]);
    corners = next;
  });
  let total = 0;
  for (const [index, weight] of corners) {
    if (numbers[index] === null) return null;
    total += weight * numbers[index];
  }
  return total;
}
