// What the map is coloured by and which images stay: controls, and the key to the colours.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, colours, page } = digitclust;
  const { say, number, count, maps } = digitclust.say;
  const { make } = page;
  const ALL = "";
  const digits = images.labels.map((label, place) => [place, String(label)]);
  const anyOf = (options) => [[ALL, say("filter.all")], ...options];
  const setter = (key) => (value) => state.set({ [key]: value === ALL ? null : Number(value) });

  const map = page.select("filter.map", Object.entries(maps), (value) => state.set({ map: value }));
  const colour = page.select("filter.colour", state.COLOURS.map((name) => [name, say(`filter.by_${name}`)]), (value) => state.set({ colour: value }));
  const only = {
    digit: page.select("filter.digit", anyOf(digits), setter("digit")),
    name: page.select("filter.name", anyOf(digits), setter("name")),
    cluster: page.select("filter.cluster", anyOf([]), setter("cluster")),
    right: page.select("filter.right", anyOf([[1, say("filter.only_right")], [0, say("filter.only_wrong")]]), setter("right")),
  };
  const clear = page.button("filter.clear", () => state.set({ digit: null, name: null, cluster: null, right: null }));
  const key = make("ul", { class: "explorer-key", "aria-label": say("filter.key") });
  const told = make("p", { class: "explorer-told" });
  const speaker = page.speaker();

  const clusterText = (frame, cluster) => say("cluster", { cluster: number(cluster), name: images.labels[frame.names[cluster]] });

  // One entry for each group of the chosen colouring that has images.
  function groups(frame) {
    const { colour: by } = state.get();
    if (by === "cluster") return frame.names.map((_, cluster) => [cluster, clusterText(frame, cluster)]);
    if (by === "right") return [[0, say("filter.only_right")], [1, say("filter.only_wrong")]];
    return digits.filter(([place]) => by === "digit" || frame.names.includes(place));
  }

  function swatch(group) {
    const mark = make("span", { class: "explorer-swatch", "aria-hidden": "true" });
    mark.style.backgroundColor = colours.of(group);
    return mark;
  }

  function show() {
    const now = state.get();
    const { frame } = runs.now(now);
    map.box.value = now.map;
    colour.box.value = now.colour;
    page.choices(only.cluster.box, anyOf(frame.names.map((_, cluster) => [cluster, clusterText(frame, cluster)])));
    for (const [name, { box }] of Object.entries(only)) box.value = now[name] === null ? ALL : now[name];
    clear.disabled = !state.isFiltered();
    key.replaceChildren(...groups(frame).map(([group, text]) => make("li", {}, swatch(group), text)));
    const n = frame.labels.reduce((sum, _, image) => sum + state.passes(frame, image), 0);
    told.textContent = state.isFiltered() ? say("filter.left", { images: count(n, "images"), all: number(images.n) }) : say("filter.everything", { images: count(images.n, "images") });
    speaker.tell(told.textContent);
  }

  state.listen((_, changed) => {
    if ([...changed].some((name) => name !== "image")) show();
  });
  page.onColours(show);
  page.place("filters").append(map.field, colour.field, ...Object.values(only).map(({ field }) => field), clear);
  page.place("key").append(key, told, speaker.live);
})(self);
