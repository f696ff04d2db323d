// What the page shows, as one record. It stands in the address, so that a link opens the same view.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images } = digitclust;
  const STARTS = ["study", "plusPlus", "random"];
  const COLOURS = ["cluster", "name", "digit", "right"];
  const FEWEST = 2;
  const MOST = 20;
  const LARGEST_SEED = 2 ** 31 - 1;
  const whole = (low, high) => (text) => /^\d+$/.test(text) && +text >= low && +text <= high ? +text : undefined;
  const among = (names) => (text) => (names.includes(text) ? text : undefined);
  const last = images.labels.length - 1;

  // Key, value where the address says nothing, and how a value is read from an address.
  const KEYS = {
    start: ["study", among(STARTS)],
    seed: [images.seed, whole(0, LARGEST_SEED)],
    k: [images.k, whole(FEWEST, Math.min(MOST, images.n))],
    step: [null, whole(0, 999)],
    map: [Object.keys(images.maps)[0], among(Object.keys(images.maps))],
    colour: ["name", among(COLOURS)],
    digit: [null, whole(0, last)],
    name: [null, whole(0, last)],
    cluster: [null, whole(0, MOST - 1)],
    right: [null, whole(0, 1)],
    image: [null, whole(0, images.n - 1)],
  };
  const initial = () => Object.fromEntries(Object.entries(KEYS).map(([key, [value]]) => [key, value]));
  const listeners = [];
  let state = initial();
  let written = "";

  // A seed of the study starts where the study started, and has as many clusters; a cluster must be there to be chosen.
  function sound(next) {
    if (next.start === "study" && next.seed >= images.nSeeds) next.start = "plusPlus";
    if (next.start === "study" && next.k !== images.k) next.start = "plusPlus";
    if (next.cluster !== null && next.cluster >= next.k) next.cluster = null;
    return next;
  }

  function set(changes, tell = true) {
    const next = sound({ ...state, ...changes });
    const changed = Object.keys(KEYS).filter((key) => next[key] !== state[key]);
    if (changed.length === 0) return;
    state = next;
    if (tell) write();
    listeners.forEach((listen) => listen(state, new Set(changed)));
  }

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const found = initial();
    for (const [key, [, parse]] of Object.entries(KEYS)) {
      const value = given.has(key) ? parse(given.get(key)) : undefined;
      if (value !== undefined) found[key] = value;
    }
    return sound(found);
  }

  function address() {
    const own = Object.entries(KEYS).filter(([key, [value]]) => state[key] !== value);
    return new URLSearchParams(own.map(([key]) => [key, state[key]])).toString();
  }

  // The address is replaced, not added to: the way back leads to the page before.
  function write() {
    const hash = address();
    if (hash === written) return;
    written = hash;
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    follow();
  }

  // The same page in other languages opens with the same view.
  function follow() {
    document.querySelectorAll("a[hreflang]").forEach((link) => {
      link.href = link.href.split("#")[0] + (address() ? `#${address()}` : "");
    });
  }

  // A link to a section of the page is no view and leaves what is shown as it is.
  const isView = () => location.hash.includes("=");

  function begin() {
    state = isView() ? read() : state;
    written = address();
    follow();
    addEventListener("hashchange", () => {
      if (isView()) set(read());
    });
    listeners.forEach((listen) => digitclust.later(() => listen(state, new Set(Object.keys(KEYS)))));
    digitclust.later(() => document.documentElement.classList.add("explorer-ready"));
  }

  digitclust.state = {
    get: () => state,
    set,
    begin,
    listen: (listener) => listeners.push(listener),
    address: () => location.href.split("#")[0] + (address() ? `#${address()}` : ""),
    passes,
    isFiltered: () => ["digit", "name", "cluster", "right"].some((key) => state[key] !== null),
    STARTS, COLOURS, FEWEST, MOST, LARGEST_SEED,
  };

  // Whether an image is among those that the filters leave.
  function passes(frame, image) {
    const cluster = frame.labels[image];
    const [digit, name] = [images.digits[image], frame.names[cluster]];
    return (
      (state.digit === null || state.digit === digit) &&
      (state.name === null || state.name === name) &&
      (state.cluster === null || state.cluster === cluster) &&
      (state.right === null || state.right === Number(digit === name))
    );
  }
})(self);
