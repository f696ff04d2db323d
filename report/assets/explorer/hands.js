// Mouse, fingers and keys on the map.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { map, state, images, page } = digitclust;
  const { camera, frame } = map;
  const MOVED = 5; // CSS pixels: less is a tap, more is a move
  const PAN = 60; // CSS pixels that a key moves the map
  const pointers = new Map();
  let travelled = 0;

  const placeOf = (event) => {
    const box = frame.getBoundingClientRect();
    return [event.clientX - box.left - frame.clientLeft, event.clientY - box.top - frame.clientTop];
  };
  const middle = (all) => [0, 1].map((axis) => all.reduce((sum, one) => sum + one[axis], 0) / all.length);
  const spread = ([one, two]) => (two ? Math.hypot(one[0] - two[0], one[1] - two[1]) : 0);

  // Unenlarged, a finger that moves scrolls the page, as it would anywhere; two fingers always enlarge.
  const scrolls = (event) => event.pointerType === "touch" && pointers.size < 2 && camera.zoom === 1;
  const yields = () => frame.classList.toggle("explorer-map--near", camera.zoom > 1);

  function down(event) {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, placeOf(event));
    frame.setPointerCapture(event.pointerId);
    if (pointers.size === 1) travelled = 0;
  }

  function move(event) {
    const place = placeOf(event);
    if (!pointers.has(event.pointerId)) {
      if (event.pointerType !== "touch") map.hover(map.at(...place));
      return;
    }
    const before = [...pointers.values()];
    pointers.set(event.pointerId, place);
    const after = [...pointers.values()];
    const [from, to] = [middle(before), middle(after)];
    travelled += Math.hypot(to[0] - from[0], to[1] - from[1]) + Math.abs(spread(after) - spread(before));
    if (scrolls(event) || travelled < MOVED) return;
    camera.pan(to[0] - from[0], to[1] - from[1]);
    if (after.length > 1 && spread(before) > 0) camera.enlarge(spread(after) / spread(before), ...to);
    yields();
  }

  function up(event) {
    const tapped = pointers.delete(event.pointerId) && pointers.size === 0 && travelled < MOVED;
    if (tapped && event.type === "pointerup") state.set({ image: map.at(...placeOf(event)) });
  }

  // A wheel turns the page unless the map is at work: then it enlarges.
  function wheel(event) {
    if (!event.ctrlKey && document.activeElement !== frame) return;
    event.preventDefault();
    camera.enlarge(Math.exp(-event.deltaY / 300), ...placeOf(event));
    yields();
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function enlarge(factor) {
    const { image } = state.get();
    camera.enlarge(factor, ...(image === null ? [] : map.screen(image)));
    yields();
  }

  function reset() {
    camera.reset();
    yields();
  }

  const KEYS = {
    "+": () => enlarge(map.STEP),
    "=": () => enlarge(map.STEP),
    "-": () => enlarge(1 / map.STEP),
    0: reset,
    Escape: () => state.set({ image: null }),
  };

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (!arrow && !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation(); // the theme has keys of its own
    if (!arrow) KEYS[event.key]();
    else if (event.shiftKey) camera.pan(-PAN * arrow[0], -PAN * arrow[1]);
    else map.choose(state.get().image === null ? first() : map.beside(state.get().image, ...arrow));
  }

  // Where no image is chosen yet, a key begins with the one nearest to the middle of what is seen.
  function first() {
    const half = map.side() / 2;
    const passing = Array.from({ length: images.n }, (_, i) => i).filter((i) => state.passes(digitclust.runs.now(state.get()).frame, i));
    const far = (image) => Math.hypot(...map.screen(image).map((place) => place - half));
    return passing.reduce((best, image) => (best === null || far(image) < far(best) ? image : best), null);
  }

  frame.addEventListener("pointerdown", down);
  frame.addEventListener("pointermove", move);
  frame.addEventListener("pointerup", up);
  frame.addEventListener("pointercancel", up);
  frame.addEventListener("pointerleave", () => map.hover(null));
  frame.addEventListener("wheel", wheel, { passive: false });
  frame.addEventListener("keydown", press);
  page.place("map-buttons").append(
    page.button("map.closer", () => enlarge(map.STEP)),
    page.button("map.farther", () => enlarge(1 / map.STEP)),
    page.button("map.whole", reset)
  );
})(self);
