// The map once more beside the lever, small, so that the points can be seen to change colour while a run goes on.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { map, page } = digitclust;
  const { say } = digitclust.say;
  const SIDE = 300; // pixels
  const copy = page.make("canvas", { width: SIDE, height: SIDE, class: "explorer-glance", role: "img", "aria-label": say("lever.map_alt") });

  map.onDraw((canvas) => {
    const context = copy.getContext("2d");
    context.clearRect(0, 0, SIDE, SIDE);
    context.drawImage(canvas, 0, 0, SIDE, SIDE);
  });
  digitclust.glance = copy;
})(self);
