"use strict";

const byId = (id) => document.getElementById(id);

// Text only ever goes in as text, never as HTML: city names are what users typed.
function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function ask(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error([answer.detail, ...(answer.errors || []).map((e) => `${e.field} ${e.message}`)].join(" "));
  }
  return answer;
}

const routeText = (route) => `Route: ${route.kind} (${route.shards.join(", ")}): ${route.reason}.`;

async function showShards() {
  const answer = await ask("api/shards");
  byId("shards").replaceChildren(
    ...answer.shards.map((shard) => {
      const item = element("li");
      item.append(
        element("strong", shard.name),
        element("span", `${shard.locations.toLocaleString("en")} cities`),
        element("span", `${shard.reports.toLocaleString("en")} reports`),
        element("small", shard.continents.join(", ")),
      );
      return item;
    }),
  );
  if (byId("continent").options.length === 1) {
    const continents = answer.shards.flatMap((shard) => shard.continents).sort();
    byId("continent").append(...continents.map((name) => element("option", name)));
  }
  const { state, loaded, total } = answer.load;
  byId("load").textContent = state === "loading" ? `Loading the cities: ${loaded} of ${total}` : state === "failed" ? "Not all cities could be loaded; the server's log says why." : "";
  if (state === "loading") setTimeout(() => showShards().catch(showError), 1000);
}

function showError(error) {
  byId("route").textContent = error.message;
}

async function showDetail(location) {
  const answer = await ask(`api/locations/${location.id}?shard=${encodeURIComponent(location.shard)}`);
  byId("detail-title").textContent = `${answer.location.city}, ${answer.location.country}`;
  byId("detail-route").textContent = routeText(answer.route);
  byId("reports").replaceChildren(
    ...answer.reports
      .sort((a, b) => a.reportTime.localeCompare(b.reportTime))
      .map((report) => element("li", `${report.reportTime.replace("T", " ")}: ${report.temperature} °C (report ${report.id} of ${report.shard})`)),
  );
  byId("detail").hidden = false;
  byId("detail").scrollIntoView();
}

function row(location) {
  const made = element("tr");
  const city = element("td");
  const button = element("button", location.city, "link");
  button.type = "button";
  button.addEventListener("click", () => showDetail(location).catch(showError));
  city.append(button);
  made.append(
    city,
    element("td", location.country),
    element("td", location.continent),
    element("td", location.population.toLocaleString("en"), "number"),
    element("td", location.shard, "shard"),
  );
  return made;
}

async function search(address, append) {
  const answer = await ask(address);
  const body = byId("results").tBodies[0];
  if (!append) body.replaceChildren();
  body.append(...answer.locations.map(row));
  byId("results").hidden = body.rows.length === 0;
  byId("route").textContent = (body.rows.length === 0 ? "No city. " : "") + routeText(answer.route);
  byId("more").hidden = !answer.next;
  byId("more").onclick = () => search(answer.next, true).catch(showError);
}

function searchAsTyped() {
  const parameters = new URLSearchParams({ limit: "50" });
  if (byId("city").value.trim()) parameters.set("city", byId("city").value.trim());
  if (byId("continent").value) parameters.set("continent", byId("continent").value);
  byId("detail").hidden = true;
  search(`api/locations?${parameters}`, false).catch(showError);
}

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  searchAsTyped();
});

// A link like /?city=Tok shows its search at once.
showShards()
  .then(() => {
    const wanted = new URLSearchParams(location.search);
    byId("city").value = wanted.get("city") || "";
    byId("continent").value = wanted.get("continent") || "";
    if (location.search) searchAsTyped();
  })
  .catch(showError);
