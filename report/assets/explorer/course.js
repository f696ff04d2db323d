// What a run looks like as it goes: its centres as images, its inertia and accuracy, and its place among all seeds.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, page, charts, colours } = digitclust;
  const { say, number, share, count } = digitclust.say;
  const { make } = page;
  const BINS = 30; // columns of the histogram
  const centres = make("ul", { class: "explorer-centres" });
  const told = make("p", { class: "explorer-told" });
  const speaker = page.speaker();
  const plots = make("div", { class: "explorer-plots" });
  const steps = make("div", {});
  const place = make("div", {});
  const own = make("div", {});
  const dropped = [];

  const part = (n) => n / images.n;
  const label = (digit) => String(images.labels[digit]);
  const low = Math.min(...images.correct);
  const width = (Math.max(...images.correct) + 1 - low) / BINS;
  const bins = new Array(BINS).fill(0);
  images.correct.forEach((n) => (bins[Math.floor((n - low) / width)] += 1));

  function centre(frame, cluster) {
    const levels = runs.centre(frame, cluster);
    const words = { cluster: number(cluster), name: label(frame.names[cluster]), images: count(frame.sizes[cluster], "images") };
    const caption = make("span", {}, make("strong", {}, words.name), ` ${number(frame.sizes[cluster])}`);
    const chosen = String(state.get().cluster === cluster);
    const choose = () => state.set(state.get().cluster === cluster ? { cluster: null } : { cluster, digit: null, name: null, right: null });
    const button = make("button", { type: "button", "aria-label": say("lever.centre", words), "aria-pressed": chosen, onclick: choose }, page.picture(levels, Math.max(...levels), images, { "aria-hidden": "true" }), caption);
    if (state.get().colour === "cluster") button.style.borderBottomColor = colours.of(cluster);
    return make("li", {}, button);
  }

  function showCentres(frame) {
    const focused = [...centres.children].findIndex((item) => item.contains(document.activeElement));
    centres.replaceChildren(...frame.names.map((_, cluster) => centre(frame, cluster)));
    if (focused >= 0 && centres.children[focused]) centres.children[focused].firstChild.focus();
  }

  function showCourse({ run, step, frame }) {
    const [inertia, accuracy] = [run.frames.map((one) => one.inertia), run.frames.map((one) => part(one.correct))];
    plots.replaceChildren(
      plot("lever.map", digitclust.glance),
      plot("lever.inertia_course", charts.course(say("lever.inertia_alt", { from: number(inertia[0]), to: number(inertia[inertia.length - 1]) }), inertia, step, number)),
      plot("lever.accuracy_course", charts.course(say("lever.accuracy_alt", { from: share(accuracy[0]), to: share(accuracy[accuracy.length - 1]) }), accuracy, step, share)),
      plot("lever.histogram", place)
    );
    const rows = run.frames.map((one, i) => [number(i), number(one.inertia), number(one.correct), share(part(one.correct))]);
    steps.replaceChildren(page.table(say("lever.steps"), ["step", "inertia", "correct", "accuracy"].map((word) => say(`lever.${word}`)), rows));
    const words = { step: number(step), last: number(run.frames.length - 1), inertia: number(frame.inertia), correct: number(frame.correct), images: count(images.n, "images"), share: share(part(frame.correct)) };
    told.textContent = say("lever.told", words);
    speaker.tell(told.textContent);
  }

  const plot = (word, chart) => make("div", {}, make("p", { class: "explorer-head" }, say(word)), chart);

  // A run that has come to its end leaves a mark, once.
  function drop({ run, step, frame }) {
    const same = ({ start, seed, k }) => start === run.start && seed === run.seed && k === run.k;
    if (step === run.frames.length - 1 && !dropped.some(same)) dropped.push({ start: run.start, seed: run.seed, k: run.k, correct: frame.correct });
    const marks = dropped.map((one) => ({ value: one.correct, kind: same(one) ? "mine" : "past" }));
    const alt = say("lever.histogram_alt", { seeds: count(images.nSeeds, "seeds"), low: share(part(low)), high: share(part(low + width * BINS - 1)), seed: number(images.seed), share: share(part(images.correct[images.seed])), runs: number(dropped.length) });
    const seed = { value: images.correct[images.seed], kind: "seed" };
    place.replaceChildren(charts.histogram(alt, { low, width, counts: bins }, [seed, ...marks], (n) => share(part(n), 0)));
    const rows = dropped.map((one) => [say(`lever.${one.start}`), number(one.seed), number(one.k), number(one.correct), share(part(one.correct))]);
    own.replaceChildren(page.table(say("lever.own"), ["start", "seed", "k", "correct", "accuracy"].map((word) => say(`lever.${word}`)), rows));
  }

  function show(_, changed) {
    const now = runs.now(state.get());
    if (["start", "seed", "k", "step", "cluster", "colour"].some((key) => changed.has(key))) showCentres(now.frame);
    if (!["start", "seed", "k", "step"].some((key) => changed.has(key))) return;
    showCourse(now);
    drop(now);
  }

  const more = (word, ...content) => make("details", { class: "explorer-more" }, make("summary", {}, say(word)), ...content);
  state.listen(show);
  page.onColours(() => showCentres(runs.now(state.get()).frame));
  page.place("centres").append(centres, make("p", { class: "explorer-hint" }, say("lever.under")), told, speaker.live);
  page.place("course").append(plots, make("p", { class: "explorer-hint" }, say("lever.legend", { seed: number(images.seed) })), more("lever.steps", steps), more("lever.own", own));
})(self);
