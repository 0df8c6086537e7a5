// Draws the last five minutes of a limiter.
const Chart = (() => {
  const SECONDS = 300, STEP = 3, BARS = SECONDS / STEP, HEIGHT = 60;
  const SVG = "http://www.w3.org/2000/svg";

  function shape(tag, className, attributes) {
    const made = document.createElementNS(SVG, tag);
    made.setAttribute("class", className);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    return made;
  }

  /** Sums or maxima by bar; the last bar ends now. */
  function bars(history, now, column, combine) {
    const values = new Array(BARS).fill(null);
    const end = Math.floor(now / 1000 / STEP);
    history.second.forEach((second, i) => {
      const bar = BARS - 1 - (end - Math.floor(second / STEP));
      if (bar >= 0 && bar < BARS) {
        values[bar] = values[bar] === null ? column[i] : combine(values[bar], column[i]);
      }
    });
    return values;
  }
  const sum = (a, b) => a + b;

  function columns(values, base, top) {
    return values.map((value, i) => {
      if (!value) return "";
      const from = HEIGHT * (1 - base[i] / top), high = Math.max(1.5, HEIGHT * value / top);
      return `M${i + .1} ${from}V${from - high}H${i + .9}V${from}Z`;
    }).join("");
  }

  function line(values, top) {
    let path = "", isOn = false;
    values.forEach((value, i) => {
      if (value === null) { isOn = false; return; }
      const y = HEIGHT * (1 - value / top);
      path += `${isOn ? "L" : "M"}${i} ${y}L${i + 1} ${y}`;
      isOn = true;
    });
    return path;
  }

  function key(className, text) {
    const made = Page.element("span");
    made.append(Page.element("i", className), text);
    return made;
  }

  function draw(into, limiter, now) {
    const history = limiter.history;
    const refused = bars(history, now, history.refused, sum).map(value => value || 0);
    const failed = bars(history, now, history.failed, sum).map(value => value || 0);
    const admitted = bars(history, now, history.admitted, sum)
        .map((value, i) => Math.max(0, (value || 0) - failed[i]));
    const waiting = bars(history, now, history.waiting, Math.max);
    const paused = bars(history, now, history.paused, Math.max);
    const most = Math.max(1, ...admitted.map((value, i) => value + failed[i] + refused[i]));
    const mostWaiting = Math.max(1, ...waiting);
    let lowest = null;
    for (const limit of history.limits) {
      const shares = bars(history, now, limit.effective, Math.min);
      if (shares.some(share => share !== null && share < 1000) && !lowest) lowest = shares;
    }
    const svg = shape("svg", "", { viewBox: `0 0 ${BARS} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
    const zero = new Array(BARS).fill(0);
    const onFailed = admitted.map((value, i) => value + failed[i]);
    svg.append(
        shape("path", "c-paused", { d: columns(paused, zero, 1) }),
        shape("path", "c-admitted", { d: columns(admitted, zero, most) }),
        shape("path", "c-failed", { d: columns(failed, admitted, most) }),
        shape("path", "c-refused", { d: columns(refused, onFailed, most) }),
        shape("path", "base", { d: `M0 ${HEIGHT}H${BARS}` }),
        shape("path", "c-waiting", { d: line(waiting, mostWaiting) }));
    const total = values => values.reduce(sum, 0);
    const legend = Page.element("div", "legend");
    legend.append(key("c-admitted", `admitted ${total(admitted)}`));
    if (total(failed)) legend.append(key("c-failed", `failed ${total(failed)}`));
    if (total(refused)) legend.append(key("c-refused", `refused ${total(refused)}`));
    if (total(waiting)) legend.append(key("c-waiting", `waiting, at most ${mostWaiting}`));
    if (total(paused)) legend.append(key("c-paused", "paused"));
    if (lowest) {
      svg.append(shape("path", "c-effective", { d: line(lowest.map(share => share === null ? null : share), 1000) }));
      const least = Math.min(...lowest.filter(share => share !== null));
      legend.append(key("c-effective", `effective limit (top: as declared), lowest ${Math.max(1, Math.round(least / 10))} %`));
    }
    svg.setAttribute("aria-label", `The last five minutes: ${[...legend.children].map(child => child.textContent).join(", ")}`);
    const time = Page.element("div", "time");
    ["5 min ago", "4", "3", "2", "1", "now"].forEach(text => time.append(Page.element("span", "", text)));
    into.replaceChildren(legend, svg, time);
  }
  return { draw };
})();
