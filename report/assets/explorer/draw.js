// Your digit: drawn with mouse, finger, pen or keys, and made small as the data were: a bitmap of four times as many
// pixels each way, its black pixels counted in blocks of four by four.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { page, images } = digitclust;
  const { say } = digitclust.say;
  const BLOCK = 4; // pixels of the bitmap that become one of the image, each way
  const FINE = 4; // and the pad is as much finer than the bitmap, so that what is drawn can be fitted into it
  const [columns, rows] = [images.width * BLOCK * FINE, images.height * BLOCK * FINE];
  const PEN = Math.round(rows / 20); // radius
  const STEP = PEN; // of the keyboard's cursor
  const ink = new Uint8Array(columns * rows);
  const pad = page.make("canvas", { width: columns, height: rows, class: "explorer-pad", role: "application", tabindex: "0", "aria-label": say("draw.label"), "aria-describedby": "explorer-draw-keys" });
  const cursor = { x: Math.round(columns / 2), y: Math.round(rows / 4), down: false };
  let last = null;

  function dot(x, y) {
    for (let dy = -PEN; dy <= PEN; dy++) {
      for (let dx = -PEN; dx <= PEN; dx++) {
        const [column, row] = [Math.round(x) + dx, Math.round(y) + dy];
        if (dx * dx + dy * dy <= PEN * PEN && column >= 0 && row >= 0 && column < columns && row < rows) ink[row * columns + column] = 1;
      }
    }
  }

  function line(from, to) {
    const n = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let i = 0; i <= n; i++) dot(from[0] + ((to[0] - from[0]) * i) / n, from[1] + ((to[1] - from[1]) * i) / n);
  }

  // Ink as it lies, and the cursor of the keyboard where it is at work.
  function show() {
    const context = pad.getContext("2d");
    const image = context.createImageData(columns, rows);
    image.data.fill(255);
    for (let p = 0; p < ink.length; p++) if (ink[p]) image.data.fill(0, 4 * p, 4 * p + 3);
    context.putImageData(image, 0, 0);
    if (document.activeElement !== pad || !cursor.keys) return;
    context.strokeStyle = cursor.down ? "#b3273a" : "#1f6fae";
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(cursor.x, cursor.y, PEN + 1, 0, 2 * Math.PI);
    context.stroke();
  }

  // The box around the ink; null where there is none.
  function box() {
    let [left, top, right, bottom] = [columns, rows, -1, -1];
    ink.forEach((black, p) => {
      if (!black) return;
      const [x, y] = [p % columns, Math.floor(p / columns)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    });
    return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
  }

  // As the data were: the digit fills the box from top to bottom, its width in proportion, in the middle.
  function small() {
    const around = box();
    if (!around) return null;
    const [wide, high] = [images.width * BLOCK, images.height * BLOCK];
    const scale = Math.max(around.height / high, around.width / wide);
    const levels = new Float64Array(images.nFeatures);
    for (let row = 0; row < high; row++) {
      for (let column = 0; column < wide; column++) {
        const x = Math.floor(around.left + around.width / 2 + (column + 0.5 - wide / 2) * scale);
        const y = Math.floor(around.top + around.height / 2 + (row + 0.5 - high / 2) * scale);
        if (x < 0 || y < 0 || x >= columns || y >= rows || !ink[y * columns + x]) continue;
        levels[Math.floor(row / BLOCK) * images.width + Math.floor(column / BLOCK)] += 1;
      }
    }
    return levels.map((black) => Math.round((black * images.levels) / BLOCK ** 2));
  }

  const placeOf = (event) => {
    const around = pad.getBoundingClientRect();
    return [((event.clientX - around.left) / around.width) * columns, ((event.clientY - around.top) / around.height) * rows];
  };

  function stroke(event) {
    if (last === null) return;
    const to = placeOf(event);
    line(last, to);
    last = to;
    show();
  }

  function down(event) {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    pad.focus({ preventScroll: true });
    cursor.keys = false;
    last = placeOf(event);
    stroke(event);
  }

  function up() {
    if (last === null) return;
    last = null;
    digitclust.drawn.show(small());
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function press(event) {
    const arrow = ARROWS[event.key];
    if (!arrow && ![" ", "Enter", "Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    cursor.keys = true;
    if (event.key === "Delete" || event.key === "Backspace") return clear();
    const from = [cursor.x, cursor.y];
    if (arrow) [cursor.x, cursor.y] = [0, 1].map((axis) => Math.min([columns, rows][axis] - 1, Math.max(0, from[axis] + STEP * arrow[axis])));
    else cursor.down = !cursor.down;
    if (cursor.down) line(from, [cursor.x, cursor.y]);
    if (cursor.down || !arrow) digitclust.drawn.show(small());
    show();
  }

  function clear() {
    ink.fill(0);
    cursor.down = false;
    show();
    digitclust.drawn.show(null);
  }

  pad.addEventListener("pointerdown", down);
  pad.addEventListener("pointermove", stroke);
  pad.addEventListener("pointerup", up);
  pad.addEventListener("pointercancel", up);
  pad.addEventListener("keydown", press);
  pad.addEventListener("focus", show);
  pad.addEventListener("blur", show);
  show();
  page.place("pad").append(pad, page.button("draw.clear", clear));
  digitclust.pad = { small };
})(self);
