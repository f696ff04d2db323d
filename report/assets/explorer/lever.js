// The lever: where to start, how many clusters, step by step or to the end.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, page } = digitclust;
  const { say, number } = digitclust.say;
  const { make } = page;
  const PACE = 350; // milliseconds of a step while it plays
  let playing = 0;

  const start = page.select("lever.start", state.STARTS.map((name) => [name, say(`lever.${name}`)]), (value) => begin({ start: value, seed: seedFor(value), k: value === "study" ? images.k : state.get().k }));
  const seed = make("input", { type: "number", inputmode: "numeric", min: 0, step: 1, max: state.LARGEST_SEED, onchange: () => typed() });
  const k = make("input", { type: "range", min: state.FEWEST, max: state.MOST, step: 1, oninput: () => begin({ k: Number(k.value) }) });
  const kTold = make("output", {});
  const slider = make("input", { type: "range", min: 0, step: 1, oninput: () => go(Number(slider.value)) });
  const sliderTold = make("output", {});

  const seedFor = (name) => (name === "study" ? Math.min(state.get().seed, images.nSeeds - 1) : state.get().seed);

  // A new run is shown from its start on while one steps, else at its end.
  function begin(changes) {
    stop();
    state.set({ ...changes, step: null });
  }

  function typed() {
    const most = state.get().start === "study" ? images.nSeeds - 1 : state.LARGEST_SEED;
    const value = Math.round(Number(seed.value));
    if (seed.value === "" || !(value >= 0)) seed.value = state.get().seed;
    else begin({ seed: Math.min(value, most) });
    seed.value = state.get().seed;
  }

  // Any but the one that is shown.
  function another() {
    const { start, seed: now } = state.get();
    const n = start === "study" ? images.nSeeds : state.LARGEST_SEED;
    begin({ seed: (now + 1 + Math.floor(Math.random() * (n - 1))) % n });
  }

  function go(step) {
    stop();
    state.set({ step });
  }

  const now = () => runs.now(state.get());
  const back = () => go(Math.max(0, now().step - 1));
  const forth = () => go(Math.min(now().last, now().step + 1));

  // Who asked for less motion sees the end at once.
  function play() {
    if (playing) return stop();
    if (page.still()) return state.set({ step: null });
    if (now().step === now().last) state.set({ step: 0 });
    playing = setInterval(tick, PACE);
    label();
  }

  function tick() {
    const { step, last } = now();
    if (step + 1 >= last) stop();
    state.set({ step: step + 1 >= last ? null : step + 1 });
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    label();
  }

  const buttons = {
    first: page.button("lever.first", () => go(0)),
    back: page.button("lever.back", back),
    forth: page.button("lever.forth", forth),
    play: page.button("lever.play", play),
    end: page.button("lever.end", () => begin({})),
  };

  function label() {
    buttons.play.textContent = say(playing ? "lever.pause" : "lever.play");
  }

  // A button that has the keyboard's place is never switched off under it: it is told to be of no use instead.
  const use = (button, useful) => button.setAttribute("aria-disabled", String(!useful));

  function show(all) {
    const { step, last, run } = now();
    start.box.value = all.start;
    seed.value = all.seed;
    seed.max = all.start === "study" ? images.nSeeds - 1 : state.LARGEST_SEED;
    k.value = run.k;
    kTold.textContent = number(run.k);
    slider.max = last;
    slider.value = step;
    sliderTold.textContent = say("lever.step_of", { step: number(step), last: number(last) });
    for (const name of ["first", "back"]) use(buttons[name], step > 0);
    for (const name of ["forth", "end"]) use(buttons[name], step < last);
  }

  state.listen((all, changed) => {
    if (["start", "seed", "k", "step"].some((key) => changed.has(key))) show(all);
  });
  page.place("lever").append(
    make("div", { class: "explorer-controls" }, start.field, page.field("lever.seed", seed), page.button("lever.another", another), page.field("lever.k", k, kTold)),
    make("div", { class: "explorer-controls" }, ...Object.values(buttons), page.field("lever.step", slider, sliderTold))
  );
})(self);
