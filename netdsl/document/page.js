"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.say;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, text, css) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (css) element.className = css;
    return element;
  };
  document.documentElement.classList.add("script");

  // --- figures

  const figures = all("figure[data-view]").filter((figure) => figure.querySelector("svg"));
  const NODES = "[data-actor], [data-meeting], [data-group]";
  const pieces = figures.flatMap((figure) => all(".tie, .cell", figure));
  const seen = (piece) => (piece.classList.contains("net-also") ? piece.classList.contains("came") : !piece.classList.contains("went"));
  const title = (element) => element.querySelector(":scope > title")?.textContent ?? "";
  // An actor, a meeting and a group may have the same name: what is compared is kind and name.
  const id = (kind, name) => JSON.stringify([kind, name]);
  const actorId = (name) => id("actor", name);
  const idOf = ({ dataset: { actor, meeting, group } }) =>
    actor !== undefined ? actorId(actor) : meeting !== undefined ? id("meeting", meeting) : id("group", group);
  const ends = ({ dataset: { from, to, fromKind, toKind } }) => [id(fromKind ?? "actor", from), id(toKind ?? "actor", to)];
  const isCell = (piece) => piece.classList.contains("cell");
  let pinned = null;

  const reset = () => {
    for (const figure of figures) {
      figure.querySelector("svg").classList.remove("dim");
      all(".lit", figure).forEach((element) => element.classList.remove("lit"));
      const panel = figure.querySelector(".panel");
      panel.textContent = say["panel-hint"];
      panel.classList.remove("telling");
      panel.removeAttribute("tabindex");
    }
  };

  // Lights the nodes and pieces that two tests choose; tells in how many ties that is, by figure.
  const light = (node, chosen) => {
    reset();
    return figures.map((figure) => {
      const some = all(".tie, .cell", figure).filter((piece) => seen(piece) && chosen(piece));
      const ties = some.filter((piece) => !isCell(piece));
      const tied = new Set(ties.flatMap(ends));
      const labelled = new Set(some.flatMap(ends));
      const nodes = all(NODES, figure).filter((element) =>
        node(idOf(element)) || (element.classList.contains("label") ? labelled : tied).has(idOf(element)));
      [...some, ...nodes].forEach((element) => element.classList.add("lit"));
      if (some.length || nodes.length) figure.querySelector("svg").classList.add("dim");
      return ties.length;
    });
  };

  const tell = (figure, actor) => {
    const panel = figure.querySelector(".panel");
    const name = idOf(actor);
    const parts = [make("p", "")];
    parts[0].append(make("strong", title(actor)));
    for (const other of [figure, ...figures.filter((one) => one !== figure)]) {
      // A cell and its mirror say the same: that of the actor's own row is told.
      const texts = all(".tie, .cell", other)
        .filter((piece) => seen(piece) && (isCell(piece) ? ends(piece)[0] === name : ends(piece).includes(name)))
        .map(title);
      if (texts.length) {
        const list = make("ul", "");
        [...new Set(texts)].forEach((text) => list.append(make("li", text)));
        parts.push(make("p", other.querySelector("figcaption strong").textContent), list);
      }
    }
    if (parts.length === 1) parts.push(make("p", say["panel-nothing"]));
    panel.replaceChildren(...parts);
    panel.classList.add("telling");
    panel.scrollTop = 0;
    if (panel.scrollHeight > panel.clientHeight) panel.tabIndex = 0;
  };

  const show = (figure, actor) => {
    const name = idOf(actor);
    light((other) => other === name, (piece) => ends(piece).includes(name));
    tell(figure, actor);
  };

  const leave = () => (pinned ? show(...pinned) : reset());

  const unpin = () => {
    pinned?.[1].setAttribute("aria-pressed", "false");
    pinned = null;
  };

  const pin = (figure, actor) => {
    const same = pinned?.[1] === actor;
    unpin();
    if (!same) {
      pinned = [figure, actor];
      actor.setAttribute("aria-pressed", "true");
    }
    show(figure, actor);
  };

  // The Tab key stops once in each figure, at one of its actors; arrow keys go from there to the others.
  const rove = (figure, stops, actor, event) => {
    const there = stops.filter((stop) => getComputedStyle(stop).visibility === "visible");
    const at = there.indexOf(actor);
    const last = there.length - 1;
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = there[Math.min(last, Math.max(0, steps[event.key]))];
    stops.forEach((stop) => (stop.tabIndex = stop === next ? 0 : -1));
    next.focus();
  };

  for (const figure of figures) {
    figure.querySelector("svg").setAttribute("role", "group");
    const actors = all("[data-actor]", figure);
    const first = new Map([...actors].reverse().map((actor) => [actor.dataset.actor, actor]));
    const stops = actors.filter((actor) => first.get(actor.dataset.actor) === actor);
    for (const actor of actors) {
      actor.addEventListener("mouseenter", () => show(figure, actor));
      actor.addEventListener("mouseleave", leave);
      actor.addEventListener("click", () => pin(figure, first.get(actor.dataset.actor)));
    }
    for (const stop of stops) {
      stop.tabIndex = stop === stops[0] ? 0 : -1;
      stop.setAttribute("role", "button");
      stop.setAttribute("aria-pressed", "false");
      stop.setAttribute("aria-label", title(stop));
      stop.addEventListener("focus", () => {
        stops.forEach((other) => (other.tabIndex = other === stop ? 0 : -1));
        show(figure, stop);
        const under = stop.getBoundingClientRect().bottom - figure.querySelector(".panel").getBoundingClientRect().top;
        if (under > 0) window.scrollBy(0, under + 8);
      });
      stop.addEventListener("blur", leave);
      stop.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          pin(figure, stop);
        } else rove(figure, stops, stop, event);
      });
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      unpin();
      leave();
    }
  });

  // A finding's link lights the actors that it is about, and the ties that its lines say.
  for (const link of all("a[data-actors]")) {
    const actors = new Set(JSON.parse(link.dataset.actors).map(actorId));
    const lines = new Set(link.dataset.lines.split(" "));
    const about = (tie) =>
      (tie.dataset.lines ?? "").split(" ").some((line) => line && lines.has(line)) ||
      (actors.size > 1 && ends(tie).every((end) => actors.has(end)));
    const found = figures.filter((figure) =>
      all(".tie", figure).some(about) || all("[data-actor]", figure).some((node) => actors.has(idOf(node))));
    if (!found.length) {
      link.parentElement.remove();
      continue;
    }
    link.addEventListener("click", () => {
      unpin();
      const counts = light((node) => actors.has(node), about);
      const most = figures[Math.max(0, counts.findIndex((count) => count))];
      const names = all(".lit", most).filter((element) => element.dataset.actor).map((element) => element.dataset.actor);
      most.querySelector(".panel").textContent = fill(say.highlighted, { names: [...new Set(names)].join(", ") });
      link.setAttribute("href", "#" + most.id);
    });
  }

  // --- changes that are switched on

  if (!data.states) return;
  const switches = all("input[data-change]").filter((box) => data.together.includes(box.dataset.change) || data.states[box.dataset.change]);
  all("input[data-change]").filter((box) => !switches.includes(box)).forEach((box) => box.closest(".switch").remove());
  const told = document.getElementById("told");
  const off = document.getElementById("off");
  const news = document.getElementById("new");
  const bar = told.closest(".bar");
  const marks = all("[data-mark]").map((element) => ({ element, text: element.textContent, css: element.className }));
  const titled = pieces.map(title);
  const key = (piece) => {
    const { kind, weight, meetings } = piece.dataset;
    return JSON.stringify([...ends(piece).map(JSON.parse), kind, weight ?? meetings ?? ""]);
  };
  const captions = figures.map((figure) => {
    const text = figure.querySelector("figcaption").lastChild;
    return { view: figure.dataset.view, text, whole: text.data, summary: figure.querySelector("svg > desc").textContent };
  });

  const restore = () => {
    marks.forEach(({ element, text, css }) => {
      element.textContent = text;
      element.className = css;
    });
    all(".was, .now").forEach((element) => element.remove());
    all(".finding.gone").forEach((element) => element.classList.remove("gone"));
    all(".came, .went").forEach((element) => element.classList.remove("came", "went"));
    captions.forEach(({ text, whole }) => (text.data = whole));
    pieces.forEach((piece, n) => {
      if (titled[n] !== title(piece)) piece.querySelector(":scope > title").textContent = titled[n];
    });
  };

  const verdicts = (state) =>
    Object.entries(state.verdicts ?? {}).flatMap(([dimension, [verdict, why]]) => {
      let change = "";
      for (const { element, text } of marks) {
        if (element.dataset.mark === `why:${dimension}`) element.textContent = data.words[why];
        if (element.dataset.mark === `verdict:${dimension}` && text !== say[verdict]) {
          element.textContent = say[verdict];
          element.className = `verdict ${verdict}`;
          element.after(make("span", ` (${fill(say.was, { verdict: text })})`, "was"));
          change = `${say[dimension]} ${text} → ${say[verdict]}`;
        }
      }
      return change ? [change] : [];
    });

  const findings = (state) => {
    const after = (anchor, text) => {
      const heading = document.getElementById(`${data.words[anchor]}-title`);
      heading?.after(make("p", text, "now"));
      return heading?.parentElement;
    };
    (state.gone ?? []).forEach((anchor) => after(anchor, say["gone-now"])?.classList.add("gone"));
    (state.severity ?? []).forEach(([anchor, severity]) => after(anchor, fill(say["severity-now"], { severity: say[severity] })));
    const list = news.querySelector("ul");
    list.replaceChildren(...(state.new ?? []).map(([severity, text]) => {
      const item = make("li", " " + data.words[text]);
      item.prepend(make("span", say[severity], `severity ${severity}`));
      return item;
    }));
    news.hidden = !(state.new ?? []).length;
  };

  const figuresIn = (state) => {
    for (const figure of figures) {
      const view = figure.dataset.view;
      const named = (some) => new Set((some?.[view] ?? []).map((n) => JSON.stringify(data.pieces[n])));
      const came = named(state.came);
      const went = named(state.went);
      const titles = new Map((state.titles?.[view] ?? []).map(([n, word]) => [JSON.stringify(data.pieces[n]), word]));
      for (const piece of all(".tie, .cell", figure)) {
        if (piece.classList.contains("net-also")) piece.classList.toggle("came", came.has(key(piece)));
        else piece.classList.toggle("went", went.has(key(piece)));
        const other = titles.get(key(piece));
        if (other !== undefined) piece.querySelector(":scope > title").textContent = data.words[other];
      }
      // A node that changes bring is there with its first tie; a meeting or a group that they end goes with its last.
      const lonely = new Set(all(NODES, figure).filter((node) => !node.classList.contains("net-also")).map(idOf));
      const ties = all(".tie", figure);
      ties.filter((tie) => !tie.classList.contains("net-also")).flatMap(ends).forEach((end) => lonely.delete(end));
      for (const node of all(NODES, figure)) {
        const own = ties.filter((tie) => ends(tie).includes(idOf(node)));
        const some = own.some(seen);
        if (node.classList.contains("net-also")) node.classList.toggle("came", some);
        else if (node.dataset.actor === undefined) node.classList.toggle("went", !some && own.some((tie) => tie.classList.contains("went")));
      }
      const tied = all(".tie.came", figure).flatMap(ends).some((end) => lonely.has(end));
      all(".net-alone", figure).forEach((heading) => heading.classList.toggle("went", tied));
      const any = figure.querySelector(".tie.came, .cell.came") !== null;
      all(".net-key.net-also", figure).forEach((entry) => entry.classList.toggle("came", any));
    }
    for (const { view, text, whole, summary } of captions) {
      const [word] = state.summaries?.[view] ?? [];
      if (word !== undefined) text.data = whole.replace(summary, () => data.words[word]);
    }
  };

  const ticked = document.getElementById("ticked");
  const tellTicked = (chosen) => {
    const [changes, brought] = all("ul", ticked);
    const titles = switches.filter((box) => chosen.includes(box.dataset.change)).map((box) => box.getAttribute("aria-describedby"));
    changes.replaceChildren(...titles.map((id) => make("li", document.getElementById(id).textContent)));
    brought.replaceChildren(...all("li", news).map((item) => item.cloneNode(true)));
    brought.parentElement.hidden = news.hidden;
    ticked.hidden = !chosen.length;
  };

  const update = (last) => {
    const on = () => switches.filter((box) => box.checked).map((box) => box.dataset.change);
    const alone = last?.checked && on().length > 1 && !on().every((change) => data.together.includes(change));
    if (alone) switches.forEach((box) => (box.checked = box === last));
    const chosen = on();
    restore();
    const ordered = data.together.filter((change) => chosen.includes(change));
    const state = chosen.length ? data.states[(ordered.length ? ordered : chosen).join(" ")] : {};
    const changed = verdicts(state);
    findings(state);
    figuresIn(state);
    tellTicked(chosen);
    const text = fill(say["bar-on"], {
      n: chosen.length,
      verdicts: changed.join("; ") || say["none-given"],
      gone: (state.gone ?? []).length,
      new: (state.new ?? []).length,
    });
    told.textContent = chosen.length ? text + (alone ? " " + say["bar-alone"] : "") : say["bar-none"];
    off.hidden = !chosen.length;
    bar.classList.toggle("idle", !chosen.length);
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
    leave();
  };
  switches.forEach((box) => box.addEventListener("change", () => update(box)));
  off.addEventListener("click", () => {
    switches.forEach((box) => (box.checked = false));
    update();
    switches[0]?.focus();
  });
  window.addEventListener("resize", () => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`));
  update();
})();
