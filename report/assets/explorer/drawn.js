// What the clusters make of a drawn digit: the nearest centres, the name it would get, and the most similar images.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, gallery, page } = digitclust;
  const { say, number } = digitclust.say;
  const { make } = page;
  const NEAREST = 8; // images shown
  const CENTRES = 3; // centres in the table
  const picture = page.picture(new Float64Array(images.nFeatures), images.levels, images, { role: "img", "aria-label": say("draw.picture") });
  const told = make("p", { class: "explorer-told" }, say("draw.empty"));
  const speaker = page.speaker();
  const centres = make("div", {});
  const near = make("ul", { class: "explorer-gallery" });
  const head = make("p", { class: "explorer-head" }, say("draw.nearest"));
  let drawn = null;

  function nearest(levels) {
    const far = Float64Array.from({ length: images.n }, (_, image) => images.of(image).reduce((sum, level, p) => sum + (level - levels[p]) ** 2, 0));
    return Array.from(far.keys()).sort((one, other) => far[one] - far[other]).slice(0, NEAREST);
  }

  function show(levels) {
    drawn = levels;
    [centres, near, head].forEach((part) => (part.hidden = levels === null));
    page.paint(picture, levels || new Float64Array(images.nFeatures), images.levels);
    told.textContent = levels === null ? say("draw.empty") : name(levels);
    speaker.tell(told.textContent);
  }

  // The name it gets, beside what speaks for it.
  function name(levels) {
    const { frame } = runs.now(state.get());
    const order = runs.distances(frame, levels);
    const nameOf = ({ cluster }) => String(images.labels[frame.names[cluster]]);
    const found = nearest(levels);
    const words = { cluster: number(order[0].cluster), name: nameOf(order[0]), distance: number(order[0].distance, 1), digit: images.labels[images.digits[found[0]]] };
    const rows = order.slice(0, CENTRES).map((one) => [number(one.cluster), nameOf(one), number(one.distance, 1)]);
    centres.replaceChildren(page.table(say("draw.centres"), ["cluster", "name", "distance"].map((word) => say(`draw.${word}`)), rows));
    near.replaceChildren(...found.map(gallery.item));
    return say("draw.told", words);
  }

  state.listen((_, changed) => {
    if (drawn && ["start", "seed", "k", "step"].some((key) => changed.has(key))) show(drawn);
  });
  page.place("drawn").append(make("div", { class: "explorer-detail" }, picture, make("div", {}, told, speaker.live, centres)), head, near);
  show(null);
  digitclust.drawn = { show };
})(self);
