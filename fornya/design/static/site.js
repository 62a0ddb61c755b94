/* Enhances pages that work without it: sign-in status, double presses, focus on errors, print, copy, Esc. */
(() => {
  "use strict";

  // data-poll asks an address for JSON: each key fills its [data-poll-target] (text; src of an img, href of a link);
  // "next" is where to go, "stop" ends the asking.
  const poll = (box) => {
    const every = Number(box.dataset.pollEvery) || 1000;
    let misses = 0;
    const show = (answer) => {
      for (const target of box.querySelectorAll("[data-poll-target]")) {
        const value = answer[target.dataset.pollTarget];
        if (typeof value !== "string") continue;
        if (target instanceof HTMLImageElement) target.src = value;
        else if (target instanceof HTMLAnchorElement) target.href = value;
        else if (target.textContent !== value) target.textContent = value;
      }
    };
    const again = () => setTimeout(ask, every * Math.min(2 ** misses, 15));
    const ask = async () => {
      if (document.hidden) return document.addEventListener("visibilitychange", ask, { once: true });
      try {
        const reply = await fetch(box.dataset.poll, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (!reply.ok) throw new Error(reply.status);
        const answer = await reply.json();
        misses = 0;
        show(answer);
        if (answer.next) return location.assign(answer.next);
        if (answer.stop) return;
      } catch {
        misses += 1;
      }
      again();
    };
    again();
  };

  // A second press within five seconds does nothing: the server would not mind, the person might.
  const once = (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      delete form.dataset.sent;
      event.submitter?.removeAttribute("aria-disabled");
    }, 5000);
  };

  const copy = async (button) => {
    const label = button.querySelector("span");
    const before = label.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 4000);
  };

  document.querySelectorAll("[data-poll]").forEach(poll);
  document.querySelector("[data-errors]")?.focus();
  document.addEventListener("submit", once);
  // Esc shuts the menu.
  document.addEventListener("keydown", ({ key }) => {
    const drawer = key === "Escape" && document.querySelector(".drawer[open]");
    if (!drawer) return;
    if (drawer.querySelector(":focus")) drawer.firstElementChild.focus();
    drawer.open = false;
  });
  for (const button of document.querySelectorAll("[data-print],[data-copy]")) {
    const copies = "copy" in button.dataset;
    button.hidden = copies && !navigator.clipboard;
    button.addEventListener("click", () => (copies ? copy(button) : print()));
  }
})();
