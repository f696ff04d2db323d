// What is known of one image, large, with its words; screen readers are told when it is chosen, not when hovered.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, page } = digitclust;
  const { say, number } = digitclust.say;
  const { make } = page;
  const canvas = page.picture(images.of(0), images.levels, images, { "aria-hidden": "true" });
  const text = make("p", {});
  const facts = make("dl", {});
  const live = make("p", { class: "explorer-hidden", role: "status" });
  const label = (place) => String(images.labels[place]);

  // Each fact as a pair of words.
  function factsOf(image) {
    const { frame } = runs.now(state.get());
    const cluster = frame.labels[image];
    const near = runs.distances(frame, images.of(image));
    const own = near.find((one) => one.cluster === cluster);
    const second = near.find((one) => one.cluster !== cluster);
    return [
      ["detail.digit", label(images.digits[image])],
      ["detail.name", label(frame.names[cluster])],
      ["detail.cluster", number(cluster)],
      ["detail.distance", number(own.distance, 1)],
      ["detail.second", say("detail.other", { distance: number(second.distance, 1), cluster: number(second.cluster), name: label(frame.names[second.cluster]) })],
    ];
  }

  function show(image, aloud) {
    canvas.hidden = image === null;
    facts.replaceChildren();
    text.textContent = image === null ? say("detail.none") : say("detail.title", { image: number(images.numberOf(image)) });
    if (image === null) return;
    page.paint(canvas, images.of(image), images.levels);
    const { frame } = runs.now(state.get());
    const right = runs.isRight(frame, image);
    text.append(` ${say(right ? "detail.right" : "detail.wrong")}`);
    const all = factsOf(image);
    facts.append(...all.flatMap(([word, fact]) => [make("dt", {}, say(word)), make("dd", {}, fact)]));
    if (aloud) live.textContent = [text.textContent, ...all.map(([word, fact]) => `${say(word)}: ${fact}`)].join(". ");
  }

  state.listen((now, changed) => {
    if (["image", "start", "seed", "k", "step"].some((key) => changed.has(key))) show(now.image, changed.has("image"));
  });
  page.place("detail").append(make("div", { class: "explorer-detail" }, canvas, make("div", {}, text, facts)), live);
  digitclust.detail = { show };
})(self);
