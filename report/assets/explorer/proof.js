// The proof: what the browser finds from the published starts, beside what the study published.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, check, page } = digitclust;
  const { say, number, share, count } = digitclust.say;
  const { make } = page;
  const SLICE = 30; // milliseconds of work before the page may answer
  const given = {
    pixels: images.pixels, n: images.n, nFeatures: images.nFeatures, digits: images.digits, nDigits: images.labels.length, k: images.k, nSeeds: images.nSeeds,
    starts: images.starts,
    correct: images.correct,
    digests: Array.from({ length: images.nSeeds }, (_, seed) => images.digestOf(seed)),
  };
  const one = make("p", { class: "explorer-verdict" });
  const bar = make("progress", { max: images.nSeeds, value: 0, "aria-label": say("proof.progress") });
  const told = make("p", { class: "explorer-told", role: "status" });
  const other = make("div", {});
  const begin = page.button("proof.all", () => (stop ? halt() : start()));
  let stop = null;
  let found = [];

  // The seed that is shown, if it is the study's: its end against what was published.
  function showOne() {
    const { start, seed } = state.get();
    one.hidden = false;
    if (start !== "study") {
      one.dataset.verdict = "none";
      one.textContent = say("proof.not_published");
      return;
    }
    const run = runs.of(state.get());
    const correct = run.frames[run.frames.length - 1].correct;
    const equal = run.digest === images.digestOf(seed);
    const words = { seed: number(seed), correct: number(correct), all: number(images.n), published: number(images.correct[seed]), digest: run.digest, own: images.digestOf(seed), ties: number(run.ties) };
    one.dataset.verdict = equal ? "equal" : "other";
    one.textContent = say(equal ? "proof.equal" : run.ties ? "proof.tied" : "proof.unequal", words);
  }

  function start() {
    found = [];
    bar.hidden = false;
    begin.textContent = say("proof.stop");
    other.replaceChildren();
    told.textContent = say("proof.at_work");
    stop = location.protocol === "file:" ? inSlices() : inWorker();
  }

  function inWorker() {
    const worker = new Worker(new URL("../assets/explorer/worker.js", digitclust.folder));
    worker.onmessage = ({ data }) => take(data);
    worker.onerror = () => {
      worker.terminate();
      if (stop) stop = inSlices();
    };
    worker.postMessage(given);
    return () => worker.terminate();
  }

  function inSlices() {
    const problem = check.problem(given);
    let on = true;
    found = [];
    const slice = () => {
      const until = performance.now() + SLICE;
      const done = [];
      while (on && found.length + done.length < images.nSeeds && performance.now() < until) done.push(check.seed(given, problem, found.length + done.length));
      if (on) take(done);
      if (on && found.length < images.nSeeds) setTimeout(slice);
    };
    setTimeout(slice);
    return () => (on = false);
  }

  function take(some) {
    found.push(...some);
    bar.value = found.length;
    if (found.length === images.nSeeds) halt();
  }

  function halt() {
    stop();
    stop = null;
    begin.textContent = say("proof.all", {});
    show();
  }

  // Differences are shown, those that a tie explains and those that nothing explains.
  function show() {
    const differ = found.filter((seed) => !seed.equal);
    const tied = differ.filter((seed) => seed.ties > 0);
    const n = found.length;
    const words = { seeds: count(n, "seeds"), equal: number(n - differ.length), share: share(n ? (n - differ.length) / n : 0), tied: number(tied.length), unexplained: number(differ.length - tied.length) };
    told.textContent = say(n < images.nSeeds ? "proof.stopped" : differ.length ? "proof.result" : "proof.all_equal", words);
    told.dataset.equal = n - differ.length;
    told.dataset.tied = tied.length;
    told.dataset.unexplained = differ.length - tied.length;
    if (!differ.length) return;
    const rows = differ.map((seed) => [number(seed.state), number(images.correct[seed.state]), number(seed.correct), number(images.ties[seed.state]), number(seed.ties)]);
    const heads = ["seed", "published", "here", "first_ties", "ties"].map((word) => say(`proof.${word}`));
    other.replaceChildren(make("details", { class: "explorer-more" }, make("summary", {}, say("proof.differ", { seeds: count(differ.length, "seeds") })), page.table(say("proof.differ_caption"), heads, rows)));
  }

  bar.hidden = true;
  state.listen((_, changed) => {
    if (["start", "seed", "k"].some((key) => changed.has(key))) showOne();
  });
  page.place("proof").append(one, make("div", { class: "explorer-controls" }, begin, bar), told, other);
  digitclust.proof = { given, results: () => found };
})(self);
