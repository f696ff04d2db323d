// Elements of the page, made by the document's own methods: nothing is parsed, so nothing can slip in.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const SVG = "http://www.w3.org/2000/svg";
  const { say } = digitclust.say;
  const QUIET = 600; // milliseconds

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  const button = (word, onclick, attributes = {}) =>
    make("button", { type: "button", class: "explorer-button", onclick, ...attributes }, say(word));

  // A choice by name; options are pairs of value and text.
  function select(word, options, onchange) {
    const box = make("select", { onchange: () => onchange(box.value) });
    choices(box, options);
    return { box, field: field(word, box) };
  }

  function choices(box, options) {
    const value = box.value;
    box.replaceChildren(...options.map(([own, text]) => make("option", { value: own }, text)));
    if (options.some(([own]) => String(own) === value)) box.value = value;
  }

  // The name is stated too: read from the label, that of a choice would hold all its options.
  function field(word, control, ...more) {
    control.setAttribute("aria-label", say(word));
    return make("label", { class: "explorer-field" }, make("span", {}, say(word)), control, ...more);
  }

  // A table in a box that scrolls by keyboard, as every table of the report.
  function table(caption, head, rows) {
    const cell = (tag, scope) => (content) => make(tag, { scope, class: tag === "td" ? "number" : null }, content);
    return make(
      "div",
      { class: "table", role: "group", tabindex: "0", "aria-label": caption },
      make(
        "table",
        { class: "plain" },
        make("caption", {}, make("span", { class: "caption" }, caption)),
        make("thead", {}, make("tr", {}, ...head.map(cell("th", "col")))),
        make("tbody", {}, ...rows.map(([first, ...rest]) => make("tr", {}, cell("th", "row")(first), ...rest.map(cell("td")))))
      )
    );
  }

  // One image, or anything of its shape, as a picture of one pixel each; style sheets make it large.
  function picture(levels, most, { width, height }, attributes) {
    const canvas = make("canvas", { width, height, class: "explorer-pixels", ...attributes });
    paint(canvas, levels, most);
    return canvas;
  }

  function paint(canvas, levels, most) {
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    for (let p = 0; p < canvas.width * canvas.height; p++) {
      const grey = 255 - Math.round((255 * levels[p]) / (most || 1));
      image.data.set([grey, grey, grey, 255], 4 * p);
    }
    context.putImageData(image, 0, 0);
  }

  // Screen readers are told of what is new, once it is quiet: of a run that plays, its end; of a page that opens, nothing.
  function speaker() {
    const live = make("p", { class: "explorer-hidden", role: "status" });
    let [known, timer] = [null, 0];
    const tell = (text) => {
      clearTimeout(timer);
      if (known !== null && known !== text) timer = setTimeout(() => live.replaceChildren((known = text)), QUIET);
      known = known || text;
    };
    return { live, tell };
  }

  const place = (name) => document.querySelector(`[data-explorer="${name}"]`);
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let printing = false; // paper is light, whatever the screen is
  const dark = () => !printing && document.body.getAttribute("data-md-color-scheme") === "slate";
  const colour = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

  for (const [event, on] of [["beforeprint", true], ["afterprint", false]]) addEventListener(event, () => (printing = on));

  // Tells once the colours of the page have changed: by the theme's switch, by the system, or for paper.
  function onColours(tell) {
    new MutationObserver(tell).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
    ["beforeprint", "afterprint"].forEach((event) => addEventListener(event, tell));
  }

  digitclust.page = {
    make, svg, button, select, choices, field, table, picture, paint, speaker, place, still, dark, printing: () => printing, colour, onColours,
  };
})(self);
