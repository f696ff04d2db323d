// Colours of groups of images, and the sprite: every image in the colour of its group, on a ground that lets through.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, page, runs, state } = digitclust;
  // Apart for most eyes, three to one against the page at least; beside them stand words and the images themselves.
  const LIGHT = ["#1f6fae", "#c2510f", "#25803a", "#b3273a", "#7a4fb3", "#85553f", "#b83c8c", "#5b6472", "#7a7a00", "#0c7f8d"];
  const DARK = ["#6fb3ee", "#f59a62", "#6bcf82", "#f58a92", "#bda2ee", "#d0a68f", "#ee98cf", "#b1b9c6", "#cfcf52", "#55cbd9"];
  const FAINT = 0.1; // what the filters leave out stays as a shadow
  const COLUMNS = Math.ceil(Math.sqrt(images.n));
  const sprite = document.createElement("canvas");
  sprite.width = COLUMNS * images.width;
  sprite.height = Math.ceil(images.n / COLUMNS) * images.height;

  const palette = () => (page.dark() ? DARK : LIGHT);
  const of = (group) => palette()[group % LIGHT.length];

  // The group of an image under the chosen colouring; right and wrong take a pair that is told apart best.
  function groupOf(frame, image) {
    const { colour } = state.get();
    if (colour === "digit") return images.digits[image];
    if (colour === "cluster") return frame.labels[image];
    return colour === "name" ? runs.nameOf(frame, image) : runs.isRight(frame, image) ? 0 : 1;
  }

  const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const corner = (image) => [(image % COLUMNS) * images.width, Math.floor(image / COLUMNS) * images.height];

  function paint(frame) {
    const context = sprite.getContext("2d");
    const picture = context.createImageData(sprite.width, sprite.height);
    const inks = palette().map(rgb);
    for (let image = 0; image < images.n; image++) {
      const ink = inks[groupOf(frame, image) % inks.length];
      const full = state.passes(frame, image) ? 255 : 255 * FAINT;
      tint(picture, image, ink, full / images.levels);
    }
    context.putImageData(picture, 0, 0);
  }

  function tint(picture, image, [red, green, blue], full) {
    const [left, top] = corner(image);
    const levels = images.of(image);
    for (let p = 0; p < levels.length; p++) {
      const at = 4 * ((top + Math.floor(p / images.width)) * sprite.width + left + (p % images.width));
      picture.data[at] = red;
      picture.data[at + 1] = green;
      picture.data[at + 2] = blue;
      picture.data[at + 3] = levels[p] * full;
    }
  }

  // One image in its full colour, whatever the filters leave of the others.
  function stamp(frame, image) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [images.width, images.height];
    const picture = canvas.getContext("2d").createImageData(images.width, images.height);
    const ink = rgb(of(groupOf(frame, image)));
    images.of(image).forEach((level, p) => picture.data.set([...ink, (255 * level) / images.levels], 4 * p));
    canvas.getContext("2d").putImageData(picture, 0, 0);
    return canvas;
  }

  state.listen((now) => runs.now(now)); // before all that shows it, so that no part computes it in its own time

  digitclust.colours = { stamp, of, groupOf, paint, corner, sprite };
})(self);
