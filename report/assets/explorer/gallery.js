// The images that the filters leave, one beside the other; each can be chosen, and is then shown on the map.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, runs, state, page } = digitclust;
  const { say, number, count } = digitclust.say;
  const { make } = page;
  const SHOWN = 60; // at first; the rest when asked for
  const title = make("p", { class: "explorer-told" });
  const list = make("ul", { class: "explorer-gallery" });
  const more = page.button("gallery.more", () => {
    all = true;
    const { length } = list.children;
    show();
    list.children[length].firstChild.focus();
  });
  let all = false;

  // A picture that is a button; it says what it shows to whoever cannot see it.
  function item(image) {
    const { frame } = runs.now(state.get());
    const words = { image: number(images.numberOf(image)), digit: images.labels[images.digits[image]], name: images.labels[runs.nameOf(frame, image)] };
    const chosen = String(state.get().image === image);
    const picture = page.picture(images.of(image), images.levels, images, { "aria-hidden": "true" });
    return make("li", {}, make("button", { type: "button", "data-image": image, "aria-label": say("gallery.image", words), "aria-pressed": chosen, onclick: () => state.set({ image }) }, picture));
  }

  function show() {
    const { frame } = runs.now(state.get());
    const found = state.isFiltered() ? Array.from({ length: images.n }, (_, i) => i).filter((i) => state.passes(frame, i)) : [];
    list.replaceChildren(...found.slice(0, all ? found.length : SHOWN).map(item));
    more.hidden = all || found.length <= SHOWN;
    title.textContent = found.length ? say("gallery.title", { images: count(found.length, "images") }) : say("gallery.none");
  }

  function mark(image) {
    for (const one of list.querySelectorAll("button")) one.setAttribute("aria-pressed", String(Number(one.dataset.image) === image));
  }

  state.listen((now, changed) => {
    const other = ["start", "seed", "k", "step", "digit", "name", "cluster", "right"].some((key) => changed.has(key));
    if (other) {
      all = false;
      show();
    } else if (changed.has("image")) mark(now.image);
  });
  page.place("gallery").append(title, list, more);
  digitclust.gallery = { item };
})(self);
