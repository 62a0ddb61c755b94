/* On the pages of somebody who is signed in: asks in time whether they are still there. */
(() => {
  "use strict";

  // [data-idle] asks how many seconds one is still signed in, and asks the person when few are left. Another tab may
  // have been used meanwhile, so the server's answer counts and not this page's clock.
  const idle = (dialog) => {
    const { idle: alive, idleLead: lead, idleOver: over } = dialog.dataset;
    const left = async (query = "") => {
      const reply = await fetch(alive + query, { cache: "no-store" });
      return (await reply.json()).left;
    };
    const leave = () => {
      const form = document.getElementById("steg");
      if (form) form.submit();
      else location.assign(`${over}&till=${encodeURIComponent(location.pathname + location.search)}`);
    };
    const look = async (query) => {
      let seconds = Number(lead) + 10;
      try {
        seconds = await left(query);
      } catch {
        // Without the network nobody is signed out: the page asks again in a while.
      }
      if (seconds <= 0) return leave();
      if (seconds > lead) return setTimeout(look, (seconds - lead) * 1000);
      if (!dialog.open) dialog.showModal();
      setTimeout(look, Math.min(seconds, 10) * 1000);
    };
    dialog.addEventListener("close", () => left("?kvar=1"));
    look();
  };

  document.querySelectorAll("[data-idle]").forEach(idle);
  // A page that the browser kept for its back button may belong to somebody who has signed out since.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
})();
