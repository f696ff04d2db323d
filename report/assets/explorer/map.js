// The map: every image at its place, drawn on one canvas. It is moved with mouse, finger or keys.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, colours, page } = digitclust;
  const { say } = digitclust.say;
  const SMALLEST = 7; // CSS pixels of an image's side before the map is enlarged
  const STEP = 1.5; // how much one press enlarges
  const REACH = 24; // CSS pixels around an image that a finger may miss it by
  const canvas = page.make("canvas", { class: "explorer-canvas", "aria-hidden": "true" });
  const frame = page.make(
    "div",
    { class: "explorer-map", role: "application", tabindex: "0", "aria-label": say("map.label"), "aria-describedby": "explorer-map-keys" },
    canvas
  );
  const camera = digitclust.camera(() => draw());
  const watching = [];
  let painted = false;
  let waiting = false;
  let side = 1;
  let hovered = null;

  const points = () => images.maps[state.get().map];
  const size = () => Math.max(SMALLEST, side / 75) * Math.sqrt(camera.zoom);
  const screen = (image) => camera.toScreen(points().x[image], points().y[image]);

  // However many changes there are, a picture is drawn once for each frame of the screen; paper does not wait for one.
  function draw() {
    const now = () => render(canvas.getContext("2d"), devicePixelRatio || 1);
    if (!painted) return;
    if (page.printing()) return now();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      now();
    });
  }

  function render(context, ratio) {
    if (canvas.width === 0) return; // has no place on the page yet
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    context.imageSmoothingEnabled = size() * ratio < images.width * 2;
    const { x, y } = points();
    const own = size();
    for (let image = 0; image < images.n; image++) {
      const [left, top] = camera.toScreen(x[image], y[image]);
      if (left < -own || top < -own || left > side + own || top > side + own) continue;
      const [fromX, fromY] = colours.corner(image);
      context.drawImage(colours.sprite, fromX, fromY, images.width, images.height, left - own / 2, top - own / 2, own, own);
    }
    for (const image of new Set([hovered, state.get().image])) if (image !== null) mark(context, image);
    watching.forEach((tell) => tell(canvas));
  }

  // The chosen image stands out: larger, framed, on a ground of its own.
  function mark(context, image) {
    const [left, top] = screen(image);
    const own = Math.max(28, size() * 1.6);
    context.fillStyle = page.colour("--md-default-bg-color");
    context.strokeStyle = page.colour("--md-typeset-color");
    context.lineWidth = image === state.get().image ? 2.5 : 1;
    context.beginPath();
    context.rect(left - own / 2 - 2, top - own / 2 - 2, own + 4, own + 4);
    context.fill();
    context.stroke();
    context.imageSmoothingEnabled = false;
    context.drawImage(colours.stamp(runs.now(state.get()).frame, image), left - own / 2, top - own / 2, own, own);
  }

  function resize() {
    side = frame.clientWidth;
    const ratio = devicePixelRatio || 1;
    [canvas.width, canvas.height] = [Math.round(side * ratio), Math.round(side * ratio)];
    camera.resize(side);
  }

  function repaint() {
    colours.paint(runs.now(state.get()).frame);
    painted = true;
    draw();
  }

  // The nearest image among those that the filters leave.
  function at(left, top) {
    const { frame: now } = runs.now(state.get());
    let [best, least] = [null, Math.max(REACH, size()) ** 2];
    for (let image = 0; image < images.n; image++) {
      const [x, y] = screen(image);
      const far = (x - left) ** 2 + (y - top) ** 2;
      if (far < least && state.passes(now, image)) [best, least] = [image, far];
    }
    return best;
  }

  // The next image in a direction: the nearest within the quarter of the plane that lies there.
  function beside(image, dx, dy) {
    const { frame: now } = runs.now(state.get());
    const [x, y] = screen(image);
    let [best, least] = [image, Infinity];
    for (let other = 0; other < images.n; other++) {
      const [ox, oy] = screen(other);
      const [ahead, aside] = [(ox - x) * dx + (oy - y) * dy, Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx)];
      const far = ahead + 2 * aside;
      if (ahead > 0 && ahead >= aside && far < least && state.passes(now, other)) [best, least] = [other, far];
    }
    return best;
  }

  function choose(image) {
    if (image === null) return;
    state.set({ image });
    camera.show(points().x[image], points().y[image]);
  }

  function hover(image) {
    if (image === hovered) return;
    hovered = image;
    draw();
    digitclust.detail.show(image === null ? state.get().image : image, false);
  }

  state.listen((now, changed) => {
    if (["image", "map"].some((key) => changed.has(key))) draw();
    if (["start", "seed", "k", "step", "colour", "digit", "name", "cluster", "right"].some((key) => changed.has(key))) repaint();
  });
  page.onColours(repaint);
  new ResizeObserver(resize).observe(frame);
  page.place("map").append(frame);
  digitclust.map = { onDraw: (tell) => watching.push(tell), frame, canvas, camera, at, beside, choose, hover, STEP, screen, size, side: () => side };
})(self);
