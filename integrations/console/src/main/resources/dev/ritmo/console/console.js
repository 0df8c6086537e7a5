// Reads what all limiters do each second, and shows it.
(() => {
  const STEP = 20, MOST = 100;
  const lanes = document.getElementById("lanes");
  const more = document.getElementById("more");
  const empty = document.getElementById("empty");
  const unused = document.getElementById("unused");
  const list = document.getElementById("events");
  const quiet = document.getElementById("quiet");
  const shown = new Map();
  const make = Page.element;
  let most = STEP, timer = 0, turn = 0;

  const number = value => value.toLocaleString("en");
  const grouped = text => text.replace(/\d{4,}/g, digits => number(Number(digits)));
  const words = name => name.replaceAll("_", " ");
  function time(millis) {
    if (millis < 1000) return `${Math.max(0, Math.round(millis))} ms`;
    if (millis < 10000) return `${(millis / 1000).toFixed(1)} s`;
    const seconds = Math.ceil(millis / 1000);
    if (seconds < 120) return `${seconds} s`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ""}`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  }
  const clock = millis => new Date(millis).toLocaleTimeString("en-GB");
  const plural = (count, one) => `${number(count)} ${one}${count === 1 ? "" : "s"}`;
  /** Without packages: Chat.ask(String). */
  const brief = method => method === "none" ? "calls of the program" : method.replace(/\b[a-z_][\w$]*\./g, "");
  const counts = map => Object.entries(map).map(([name, count]) => `${words(name)} ${number(count)}`).join(", ");

  const CAUSES = {
    limit: "a limit", slot: "a slot", pause: "the end of a pause", backoff: "their back-off", shared: "limits over all keys",
  };

  function lane(name) {
    const root = make("article", "lane");
    root.dataset.item = "";
    root.tabIndex = 0;
    const parts = { root };
    const head = make("div", "head");
    parts.name = make("h2");
    parts.state = make("span", "state");
    parts.starts = make("span", "starts");
    head.append(parts.name, parts.state, parts.starts);
    const grid = make("div", "grid");
    for (const part of ["limits", "waits", "minute"]) grid.append(parts[part] = make("div", part));
    parts.findings = make("div");
    parts.chart = make("div", "chart");
    parts.details = make("details");
    parts.table = make("div", "scroll");
    parts.details.append(make("summary", "", "Methods, tokens and totals"), parts.table);
    root.append(head, parts.findings, grid, parts.chart, parts.details);
    return parts;
  }

  function showHead(parts, limiter) {
    parts.root.className = `lane ${limiter.level}`;
    parts.root.dataset.name = limiter.name;
    parts.root.setAttribute("aria-label", `Limiter ${limiter.name}: ${limiter.findings[0].text}`);
    parts.name.textContent = limiter.name;
    parts.state.textContent = { info: "fine", watch: "watch", trouble: "trouble" }[limiter.level];
    const starts = limiter.queue.startsIn;
    const text = starts === null ? (limiter.pausedUntil ? "after the pause" : "when others end") : starts === 0 ? "at once" : `in ${time(starts)}`;
    parts.starts.replaceChildren("a call now starts ", make("b", "", text));
  }

  function showFindings(parts, limiter) {
    const all = limiter.findings.map(finding => {
      const made = make("div", `finding ${finding.level}`);
      made.dataset.cause = finding.cause;
      made.append(make("span", "what", grouped(finding.text)));
      if (finding.advice) made.append(make("span", "advice", finding.advice));
      return made;
    });
    for (const setting of limiter.settings) all.push(make("p", "set", `Set outside the code: ${setting}`));
    parts.findings.replaceChildren(...all);
  }

  function meter(limit) {
    const made = make("div", "limit");
    const label = make("div", "label");
    const amount = make("span");
    amount.append(make("b", "", number(limit.used)), make("span", "of", ` of ${grouped(limit.declared)}`));
    label.append(amount);
    const share = limit.used / limit.amount, kept = limit.effectiveShare / 1000;
    if (kept < 1) label.append(make("span", "bad", `keeps ${grouped(limit.effective)}`));
    const bar = make("div", "meter");
    bar.setAttribute("role", "meter");
    bar.setAttribute("aria-label", limit.declared);
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", String(limit.amount));
    bar.setAttribute("aria-valuenow", String(limit.used));
    const left = share / Math.min(1, kept);
    const fill = make("div", `fill ${left >= .995 ? "full" : left >= .8 ? "high" : ""}`);
    fill.style.width = `${Math.min(100, share * 100)}%`;
    bar.append(fill);
    if (kept < 1) {
      const lost = make("div", "lost");
      lost.style.width = `${100 - kept * 100}%`;
      lost.title = "not admitted, because the provider has rejected it";
      bar.append(lost);
    }
    made.append(label, bar);
    if (limit.evidence) {
      const evidence = limit.evidence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at => clock(Date.parse(at)));
      made.append(make("div", "evidence", `Evidence: ${evidence}.`));
    }
    return made;
  }

  function showLimits(parts, limiter) {
    const all = [make("h3", "", "Window: used of the limit"), ...limiter.limits.map(meter)];
    if (limiter.perKey.length) {
      all.push(make("div", "soft", `each key: ${limiter.perKey.join(", ")}; ${plural(limiter.keys, "key")} in use`));
    } else if (!limiter.limits.length) all.push(make("div", "soft", "no limit; only pauses"));
    parts.limits.replaceChildren(...all);
  }

  function showWaits(parts, limiter, now) {
    const queue = limiter.queue, all = make("ul", "plain");
    const add = (className, text) => all.append(make("li", className, text));
    if (limiter.pausedUntil) add("big bad", `paused for ${time(limiter.pausedUntil - now)}, until ${clock(limiter.pausedUntil)}`);
    add(queue.waiting ? "big" : "soft", queue.waiting ? `${plural(queue.waiting, "call")} waiting` : "nothing waits");
    if (queue.longest) {
      const longest = queue.longest;
      add("", `longest: ${time(now - longest.since)}, for ${CAUSES[longest.cause]}${longest.limit ? ` (${longest.limit})` : ""}`);
      const method = make("li", "soft", brief(longest.method));
      method.title = longest.method;
      all.append(method);
    }
    if (queue.next.length) add("", `next turns: ${queue.next.map(at => at - now < 100 ? "now" : `in ${time(at - now)}`).filter((text, i, all) => all.indexOf(text) === i).join(", ")}`);
    else if (queue.waiting) add("soft", limiter.pausedUntil ? "next turns: after the pause" : limiter.keys ? "next turns: each key has its own" : "next turns: when others end");
    parts.waits.replaceChildren(make("h3", "", "Who waits, and why"), all);
  }

  function showMinute(parts, limiter) {
    const minute = limiter.lastMinute, all = make("dl", "numbers");
    const add = (value, text, isHot) => {
      all.append(make("dt", value ? (isHot ? "hot" : "") : "zero", number(value)), make("dd", "", text));
    };
    const failed = Object.values(minute.failures).reduce((a, b) => a + b, 0);
    add(minute.admitted, "admitted");
    for (const [cause, wait] of Object.entries(minute.waits)) {
      add(wait.count, `waited for ${CAUSES[cause]}, ${time(wait.millis / wait.count)} on average`);
    }
    add(minute.refused, "refused", true);
    add(failed, `failed${failed ? ` (${counts(minute.failures)})` : ""}`, true);
    if (minute.retried) add(minute.retried, "tried again");
    if (minute.givenUp) add(minute.givenUp, "not tried again", true);
    parts.minute.replaceChildren(make("h3", "", "Last minute"), all);
  }

  function showDetails(parts, limiter) {
    if (!parts.details.open) return;
    const table = make("table"), head = make("tr");
    ["since the start", "admitted", "refused", "failed", "tried again", "not tried again", "waited for"]
        .forEach(text => head.append(make("th", "", text)));
    table.append(head);
    for (const method of [...limiter.methods, limiter.total]) {
      const row = make("tr");
      const name = make("td", "", method.method === "all" ? "all" : brief(method.method));
      name.title = method.method;
      const waits = Object.entries(method.waits)
          .map(([cause, wait]) => `${cause} ${number(wait.count)} × ${time(wait.millis / Math.max(1, wait.count))}`).join(", ");
      row.append(name);
      for (const text of [number(method.admitted), number(method.refused), counts(method.failures),
        counts(method.retries), counts(method.givenUp), waits]) row.append(make("td", "", text || "0"));
      table.append(row);
    }
    const notes = [];
    if (limiter.methodCount > limiter.methods.length) notes.push(`the ${limiter.methods.length} busiest of ${limiter.methodCount} methods`);
    for (const tokens of limiter.tokens) {
      notes.push(`${tokens.dimension}: ${number(tokens.reserved)} reserved, ${number(tokens.used)} used by calls that have ended`);
    }
    notes.push(`retry budget: ${limiter.retriesLeft > 1e9 ? "unlimited" : `${number(limiter.retriesLeft)} left`}`);
    notes.push(`paused by the provider ${plural(limiter.pauses, "time")}`);
    if (limiter.lost) notes.push(`${plural(limiter.lost, "permit")} never closed`);
    parts.table.replaceChildren(table, ...notes.map(note => make("p", "set", note)));
  }

  function show(data) {
    const names = new Set(data.limiters.map(limiter => limiter.name));
    for (const [name, parts] of shown) {
      if (!names.has(name)) { parts.root.remove(); shown.delete(name); }
    }
    data.limiters.forEach((limiter, i) => {
      let parts = shown.get(limiter.name);
      if (!parts) {
        parts = lane(limiter.name);
        shown.set(limiter.name, parts);
        const opened = parts;
        parts.details.addEventListener("toggle", () => showDetails(opened, opened.limiter));
      }
      parts.limiter = limiter;
      showHead(parts, limiter);
      showFindings(parts, limiter);
      showLimits(parts, limiter);
      showWaits(parts, limiter, data.now);
      showMinute(parts, limiter);
      Chart.draw(parts.chart, limiter, data.now);
      showDetails(parts, limiter);
      if (lanes.children[i] !== parts.root) {
        const focused = parts.root.contains(document.activeElement) && document.activeElement;
        lanes.insertBefore(parts.root, lanes.children[i] || null);
        if (focused) focused.focus(); // moving it has taken the focus away
      }
    });
    const left = data.found - data.limiters.length;
    more.hidden = left <= 0 || most >= MOST;
    more.textContent = `Show more (${number(left)})`;
    empty.hidden = data.found > 0;
    empty.textContent = data.total === 0 ? "No limiter yet: each is there after its first call."
        : "No limiter or method has this in its name.";
    unused.hidden = !data.unused.length;
    unused.textContent = `Set outside the code, for no limiter known so far: ${data.unused.join(", ")}. `
        + "Either its first call is still to come, or the name is misspelt.";
    const trouble = data.limiters.filter(limiter => limiter.level === "trouble").length;
    Page.status(`${plural(data.total, "limiter")}${Page.query() ? `, ${number(data.found)} found` : ""}, ${trouble} in trouble, ${clock(data.now)}`);
    document.title = trouble ? `(${trouble}) Ritmo` : "Ritmo";
  }

  function showEvents(data) {
    quiet.hidden = data.events.length > 0;
    list.replaceChildren(...data.events.map(event => {
      const made = make("li", event.kind);
      const what = make("span");
      what.append(make("span", "what", event.text + (event.count > 1 ? ` (${number(event.count)} times)` : "")));
      if (event.method) {
        const method = make("span", "method", ` ${brief(event.method)}`);
        method.title = event.method;
        what.append(method);
      }
      made.append(make("time", "soft", clock(event.at)), make("span", "who", event.limiter), what);
      return made;
    }));
  }

  async function get(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(`the console answered ${answer.status}`);
    return answer.json();
  }

  async function update() {
    clearTimeout(timer);
    const mine = ++turn;
    const query = encodeURIComponent(Page.query());
    try {
      const [limiters, events] = await Promise.all([
        get(`api/limiters?limit=${most}&q=${query}`), get(`api/events?limit=60&q=${query}`)]);
      if (mine !== turn) return; // a later search has been started meanwhile
      show(limiters);
      showEvents(events);
    } catch (e) {
      if (mine !== turn) return;
      Page.status("the program does not answer", true);
    }
    if (!document.hidden) timer = setTimeout(update, 1000);
  }

  document.addEventListener("page-search", () => { most = STEP; update(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) update(); });
  more.addEventListener("click", () => { most = Math.min(MOST, most + STEP); update(); });
  update();
})();
