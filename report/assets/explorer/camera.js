// Where the map is looked at from: the place in its middle and how many times it is enlarged.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const MOST = 24;
  const MARGIN = 0.03; // of the map's side, so that no image is cut off at its edge

  function camera(changed) {
    let [x, y, zoom, side] = [0.5, 0.5, 1, 1];
    const scale = () => (side / (1 + 2 * MARGIN)) * zoom;
    const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

    function settle() {
      const half = (1 + 2 * MARGIN) / (2 * zoom);
      [x, y] = [clamp(x, half - MARGIN, 1 + MARGIN - half), clamp(y, half - MARGIN, 1 + MARGIN - half)];
      changed();
    }

    return {
      get zoom() {
        return zoom;
      },
      get scale() {
        return scale();
      },
      resize(pixels) {
        side = pixels;
        settle();
      },
      toScreen: (mapX, mapY) => [side / 2 + (mapX - x) * scale(), side / 2 + (mapY - y) * scale()],
      pan(dx, dy) {
        x -= dx / scale();
        y -= dy / scale();
        settle();
      },
      // Enlarges about a place on the screen, which stays where it is.
      enlarge(factor, screenX = side / 2, screenY = side / 2) {
        const [mapX, mapY] = [x + (screenX - side / 2) / scale(), y + (screenY - side / 2) / scale()];
        zoom = clamp(zoom * factor, 1, MOST);
        x = mapX - (screenX - side / 2) / scale();
        y = mapY - (screenY - side / 2) / scale();
        settle();
      },
      reset() {
        [x, y, zoom] = [0.5, 0.5, 1];
        settle();
      },
      // Brings a place of the map into view, if it is out of it.
      show(mapX, mapY) {
        const [sx, sy] = [side / 2 + (mapX - x) * scale(), side / 2 + (mapY - y) * scale()];
        if (Math.min(sx, sy) < 0 || Math.max(sx, sy) > side) [x, y] = [mapX, mapY];
        settle();
      },
    };
  }

  digitclust.camera = camera;
})(self);
