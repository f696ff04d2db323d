// The confusion matrix, a button in each cell: it chooses images on the map, and shows the cell of the chosen image.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, naming, state, page } = digitclust;
  const { say, number, count, share } = digitclust.say;
  const { make } = page;
  const label = (place) => String(images.labels[place]);
  const places = images.labels.map((_, place) => place);
  const caption = make("span", { class: "caption" });
  const body = make("tbody", {});
  let cells = [];

  function choose(digit, name) {
    const now = state.get();
    const again = now.digit === digit && now.name === name;
    state.set(again ? { digit: null, name: null } : { digit, name, cluster: null, right: null });
  }

  // Buttons are made once and keep the keyboard's place; only what they say changes.
  function build() {
    cells = places.map((digit) => places.map((name) => make("button", { type: "button", onclick: () => choose(digit, name), onkeydown: (event) => walk(event, digit, name) })));
    body.append(...places.map((digit) => make("tr", {}, make("th", { scope: "row" }, label(digit)), ...cells[digit].map((cell) => make("td", {}, cell)))));
    const head = make("tr", {}, make("td", { class: "explorer-corner" }), ...places.map((name) => make("th", { scope: "col" }, label(name))));
    const table = make("table", { class: "plain explorer-matrix" }, make("caption", {}, caption), make("thead", {}, head), body);
    page.place("matrix").append(make("div", { class: "table", role: "group", tabindex: "0", "aria-label": say("matrix.label") }, table));
  }

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  // Arrows lead over empty cells too, to the next one that holds something.
  function walk(event, digit, name) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    for (let [row, column] = [digit + step[0], name + step[1]]; (cells[row] || [])[column]; row += step[0], column += step[1]) {
      if (!cells[row][column].disabled) return cells[row][column].focus();
    }
  }

  function show() {
    const now = state.get();
    const { frame } = runs.now(now);
    const table = naming.confusion(frame, places.length);
    const own = now.image === null ? [] : [images.digits[now.image], runs.nameOf(frame, now.image)];
    caption.textContent = say("matrix.caption", { correct: number(frame.correct), images: count(images.n, "images"), share: share(frame.correct / images.n) });
    table.forEach((row, digit) => {
      const size = row.reduce((sum, n) => sum + n, 0);
      row.forEach((n, name) => cellShow(cells[digit][name], { n, size, digit, name }, now, own[0] === digit && own[1] === name));
    });
  }

  function cellShow(cell, { n, size, digit, name }, now, holds) {
    cell.textContent = n ? number(n) : "";
    cell.disabled = n === 0;
    cell.setAttribute("aria-label", say("matrix.cell", { images: count(n, "images"), digit: label(digit), name: label(name) }));
    cell.setAttribute("aria-pressed", String(now.digit === digit && now.name === name));
    cell.classList.toggle("explorer-holds", holds);
    cell.dataset.kind = digit === name ? "right" : "wrong";
    const full = n / size > 0.5;
    cell.style.setProperty("--part", String(full ? 0.8 + (0.2 * n) / size : n / size)); // no shade on which neither ink is readable
    cell.classList.toggle("explorer-full", full);
  }

  build();
  state.listen((_, changed) => {
    if (["start", "seed", "k", "step", "digit", "name", "image"].some((key) => changed.has(key))) show();
  });
})(self);
