// A browser starts no worker from a disk: here the theme's search runs in a hidden frame instead. Only in copies for
// reading offline, before the theme's own script, which knows such frames by the name IFrameWorker.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  function load(frame, address) {
    return new Promise(function (resolve, reject) {
      const script = frame.document.createElement("script");
      script.src = address;
      script.async = false; // in the order in which they are asked for
      script.onload = resolve;
      script.onerror = reject;
      frame.document.body.append(script);
    });
  }

  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      const element = document.createElement("iframe");
      element.hidden = true;
      document.body.append(element);
      const answer = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.frame = element.contentWindow;
      this.frame.importScripts = (...scripts) => Promise.all(scripts.map((script) => load(this.frame, script)));
      this.frame.postMessage = answer;
      this.ready = load(this.frame, new URL(address, document.baseURI).href);
    }

    postMessage(data) {
      this.ready.then(() => this.frame.dispatchEvent(new this.frame.MessageEvent("message", { data })));
    }
  }

  window.Worker = window.IFrameWorker = FrameWorker;
})();
