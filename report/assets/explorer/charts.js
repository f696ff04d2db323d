// Small charts as SVG: the course of a run, and the histogram of all seeds. Style sheets give the colours.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { page } = digitclust;
  const { svg } = page;
  const [WIDTH, HEIGHT] = [320, 150];
  const EDGE = { left: 64, right: 12, top: 12, bottom: 26 };
  const inner = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
  const across = (part) => EDGE.left + part * inner.width;
  const upwards = (part) => EDGE.top + (1 - part) * inner.height;
  const part = (value, low, high) => (high > low ? (value - low) / (high - low) : 0.5);

  const canvas = (label, ...children) =>
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "explorer-chart", role: "img", "aria-label": label }, ...children);
  const text = (x, y, content, anchor) => svg("text", { x, y, "text-anchor": anchor }, content);
  const base = () => svg("path", { class: "explorer-axis", d: `M${across(0)} ${upwards(1)}V${upwards(0)}H${across(1)}` });

  // A line through the values of all steps, and the step that is shown.
  function course(label, values, step, print) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const at = (value, i) => [across(part(i, 0, values.length - 1)), upwards(part(value, low, high))];
    const points = values.map((value, i) => at(value, i).join(" ")).join("L");
    const [x, y] = at(values[step], step);
    return canvas(
      label,
      base(),
      text(EDGE.left - 6, upwards(1) + 4, print(high), "end"),
      text(EDGE.left - 6, upwards(0), print(low), "end"),
      text(across(0), HEIGHT - 8, "0", "middle"),
      text(across(1), HEIGHT - 8, String(values.length - 1), "middle"),
      svg("path", { class: "explorer-line", d: `M${points}` }),
      svg("circle", { class: "explorer-now", cx: x, cy: y, r: 4 })
    );
  }

  // Columns of counts; marks are runs, each with its value and what kind it is.
  function histogram(label, { low, width, counts }, marks, print) {
    const most = Math.max(...counts);
    const end = low + width * counts.length;
    const columns = counts.map((n, i) => {
      const [left, top] = [across(i / counts.length), upwards(n / most)];
      return `M${left} ${upwards(0)}V${top}H${left + inner.width / counts.length - 0.5}V${upwards(0)}Z`;
    });
    // A run with another number of clusters may lie beyond all seeds: its mark stands at the edge.
    const signs = marks.map(({ value, kind }) => sign(across(Math.min(1, Math.max(0, part(value, low, end)))), kind));
    return canvas(
      label,
      svg("path", { class: "explorer-columns", d: columns.join("") }),
      base(),
      text(EDGE.left - 6, upwards(1) + 4, String(most), "end"),
      text(across(0), HEIGHT - 8, print(low), "middle"),
      text(across(0.5), HEIGHT - 8, print((low + end) / 2), "middle"),
      text(across(1), HEIGHT - 8, print(end), "end"),
      ...signs
    );
  }

  const sign = (x, kind) => svg("path", { class: `explorer-${kind}`, d: kind === "seed" ? `M${x} ${upwards(1)}V${upwards(0)}` : `M${x - 5} ${EDGE.top - 9}h10l-5 10z` });

  digitclust.charts = { course, histogram };
})(self);
