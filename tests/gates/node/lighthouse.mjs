// Lets Lighthouse read each address in one Chromium; writes what it thinks as JSON to standard output.
// node lighthouse.mjs PATH-OF-CHROMIUM ADDRESS…

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromium, ...addresses] = process.argv.slice(2);
const categories = ["accessibility", "best-practices", "seo"];
const settings = {
  onlyCategories: categories,
  // A trial asks search engines to keep away, on purpose; tests of robots.txt hold that the real thing does not.
  skipAudits: ["is-crawlable"],
  // Nothing is slowed down or reckoned, since no speed is asked for; any other way waits longer for stillness.
  throttlingMethod: "simulate",
};
const browser = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
const told = {};
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(
      address,
      { port: browser.port, logLevel: "error" },
      { extends: "lighthouse:default", settings },
    );
    told[address] = {
      version: lhr.lighthouseVersion,
      scores: Object.fromEntries(categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
      faults: Object.values(lhr.audits)
        .filter((audit) => audit.scoreDisplayMode === "error" || (audit.score !== null && audit.score < 1))
        .map((audit) => audit.id),
    };
  }
} finally {
  browser.kill();
}
process.stdout.write(JSON.stringify(told));
