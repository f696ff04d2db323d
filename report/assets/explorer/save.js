// The view as a file: PNG and SVG of the map with a citation in it, and the run as CSV.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, map, colours, page } = digitclust;
  const { say, number, share, maps, citation } = digitclust.say;
  const { svg } = page;
  const SIDE = 1200; // pixels of the saved map
  const LINE = 26; // of a line of the citation below it
  const LETTERS = 96; // in such a line, about
  const FONT = "18px system-ui, sans-serif";

  // What is seen, in words, and what to cite, with the address that opens the same view.
  function caption() {
    const { run, step, frame } = runs.now(state.get());
    const words = { map: maps[state.get().map], start: say(`lever.${run.start}`), seed: number(run.seed), k: number(run.k), step: number(step), correct: number(frame.correct), all: number(images.n), share: share(frame.correct / images.n) };
    return [say("save.view", words), citation, state.address()];
  }

  function wrapped(text) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const line = lines[lines.length - 1];
      if (line && line.length + word.length > LETTERS) lines.push(word);
      else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return lines.flatMap((line) => line.match(new RegExp(`.{1,${LETTERS + 20}}`, "g")) || [""]);
  }

  const lines = () => caption().flatMap(wrapped);

  // Every image that is in view: its place and side in the saved picture.
  function* placed() {
    const scale = SIDE / map.side();
    const side = map.size() * scale;
    for (let image = 0; image < images.n; image++) {
      const [x, y] = map.screen(image).map((place) => place * scale);
      if (x > -side && y > -side && x < SIDE + side && y < SIDE + side) yield { image, x: x - side / 2, y: y - side / 2, side };
    }
  }

  function png() {
    const below = lines();
    const canvas = page.make("canvas", { width: SIDE, height: SIDE + LINE * (below.length + 1) });
    const context = canvas.getContext("2d");
    context.fillStyle = page.colour("--md-default-bg-color");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    for (const { image, x, y, side } of placed()) {
      context.drawImage(colours.sprite, ...colours.corner(image), images.width, images.height, x, y, side, side);
    }
    context.fillStyle = page.colour("--md-default-bg-color");
    context.fillRect(0, SIDE, canvas.width, canvas.height);
    context.fillStyle = page.dark() ? "#e6e9ed" : "#1f2328";
    context.font = FONT;
    below.forEach((line, i) => context.fillText(line, 12, SIDE + LINE * (i + 1)));
    canvas.toBlob(async (blob) => download(digitclust.chunk.describe(await blob.arrayBuffer(), caption().join("\n")), "image/png", "png"), "image/png");
  }

  function picture() {
    const below = lines();
    const { sprite } = colours;
    const height = SIDE + LINE * (below.length + 1);
    const sheet = svg("image", { id: "sheet", href: sprite.toDataURL(), width: sprite.width, height: sprite.height, "image-rendering": "pixelated" });
    const tiles = [...placed()].map(({ image, x, y, side }) => {
      const [left, top] = colours.corner(image);
      const fixed = (value) => value.toFixed(1);
      return svg("svg", { x: fixed(x), y: fixed(y), width: fixed(side), height: fixed(side), viewBox: `${left} ${top} ${images.width} ${images.height}` }, svg("use", { href: "#sheet" }));
    });
    const texts = below.map((line, i) => svg("text", { x: 12, y: SIDE + LINE * (i + 1), fill: page.dark() ? "#e6e9ed" : "#1f2328" }, line));
    return svg(
      "svg",
      { viewBox: `0 0 ${SIDE} ${height}`, width: SIDE, height, "font-family": "system-ui, sans-serif", "font-size": 18 },
      svg("title", {}, caption()[0]),
      svg("desc", {}, caption().join("\n")),
      svg("defs", {}, sheet),
      svg("rect", { width: SIDE, height, fill: page.colour("--md-default-bg-color") }),
      svg("svg", { width: SIDE, height: SIDE, viewBox: `0 0 ${SIDE} ${SIDE}` }, ...tiles),
      ...texts
    );
  }

  // A row for each image as the run stands, or for each step; plain numbers, so that any program reads them.
  function imagesCsv() {
    const { frame } = runs.now(state.get());
    const rows = Array.from({ length: images.n }, (_, i) => [images.numberOf(i), images.labels[images.digits[i]], frame.labels[i], images.labels[runs.nameOf(frame, i)]]);
    csv(["image", "label", "cluster", "name"], rows, "images");
  }

  function stepsCsv() {
    const { run } = runs.now(state.get());
    csv(["step", "inertia", "correct", "accuracy"], run.frames.map((one, i) => [i, one.inertia, one.correct, one.correct / images.n]), "steps");
  }

  const csv = (head, rows, what) => download(`${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`, "text/csv", "csv", what);

  function download(content, type, ending, what = state.get().map) {
    const { run, step } = runs.now(state.get());
    const href = URL.createObjectURL(new Blob([content], { type }));
    const name = ["digitclust", run.start, run.seed, `k${run.k}`, `step${step}`, what].join("-");
    const link = page.make("a", { href, download: `${name}.${ending}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }

  const address = page.make("input", { type: "text", readonly: true, class: "explorer-address", onfocus: () => address.select() });
  const told = page.make("span", { class: "explorer-told", role: "status" });

  // Pages from a file may not write to the clipboard: there the address is chosen, to be copied by hand.
  async function copy() {
    try {
      await navigator.clipboard.writeText(address.value);
      told.textContent = say("save.copied");
    } catch {
      address.focus();
      told.textContent = say("save.by_hand");
    }
  }

  state.listen(() => {
    address.value = state.address();
    told.textContent = "";
  });
  page.place("share").append(
    page.make("div", { class: "explorer-controls" }, page.field("save.address", address), page.button("save.copy", copy), told),
    page.make(
      "div",
      { class: "explorer-controls" },
      page.button("save.png", png),
      page.button("save.svg", () => download(new XMLSerializer().serializeToString(picture()), "image/svg+xml", "svg")),
      page.button("save.images", imagesCsv),
      page.button("save.steps", stepsCsv)
    )
  );
})(self);
