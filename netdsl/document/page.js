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
  const pieces = figures.flatMap((figure) => all(".tie, .cell", figure));
  const seen = (tie) => (tie.classList.contains("net-also") ? tie.classList.contains("came") : !tie.classList.contains("went"));
  const ends = (tie) => [tie.dataset.from, tie.dataset.to];
  const title = (element) => element.querySelector(":scope > title")?.textContent ?? "";
  let pinned = null;

  const unlight = () => {
    for (const figure of figures) {
      figure.querySelector("svg").classList.remove("dim");
      all(".lit", figure).forEach((element) => element.classList.remove("lit"));
    }
  };

  // Lights the nodes and ties that two tests choose; tells in how many ties that is, by figure.
  const light = (node, tie) => {
    unlight();
    return figures.map((figure) => {
      const some = all(".tie", figure).filter((element) => seen(element) && tie(element));
      const names = new Set(some.flatMap(ends));
      const nodes = all("[data-actor], [data-meeting], [data-group]", figure).filter((element) => {
        const { actor, meeting, group } = element.dataset;
        return node(actor) || names.has(actor ?? meeting ?? group);
      });
      [...some, ...nodes].forEach((element) => element.classList.add("lit"));
      if (some.length || nodes.length) figure.querySelector("svg").classList.add("dim");
      return some.length;
    });
  };

  const tell = (figure, actor) => {
    const panel = figure.querySelector(".panel");
    const name = actor.dataset.actor;
    const parts = [make("p", title(actor))];
    for (const other of figures) {
      const texts = all(".tie", other).filter((tie) => seen(tie) && ends(tie).includes(name)).map(title);
      if (texts.length) {
        const list = make("ul", "");
        [...new Set(texts)].forEach((text) => list.append(make("li", text)));
        parts.push(make("p", other.querySelector("figcaption strong").textContent), list);
      }
    }
    if (parts.length === 1) parts.push(make("p", say["panel-nothing"]));
    parts[0].prepend(make("strong", ""));
    panel.replaceChildren(...parts);
  };

  const show = (figure, actor) => {
    const name = actor.dataset.actor;
    light((other) => other === name, (tie) => ends(tie).includes(name));
    tell(figure, actor);
  };

  const leave = () => {
    if (pinned) show(...pinned);
    else {
      unlight();
      figures.forEach((figure) => (figure.querySelector(".panel").textContent = say["panel-hint"]));
    }
  };

  const pin = (figure, actor) => {
    const same = pinned && pinned[1] === actor;
    if (pinned) pinned[1].setAttribute("aria-pressed", "false");
    pinned = same ? null : [figure, actor];
    actor.setAttribute("aria-pressed", String(!same));
    show(figure, actor);
  };

  for (const figure of figures) {
    figure.querySelector("svg").setAttribute("role", "group");
    for (const actor of all("[data-actor]", figure)) {
      actor.setAttribute("tabindex", "0");
      actor.setAttribute("role", "button");
      actor.setAttribute("aria-pressed", "false");
      actor.setAttribute("aria-label", title(actor));
      actor.addEventListener("mouseenter", () => show(figure, actor));
      actor.addEventListener("focus", () => show(figure, actor));
      actor.addEventListener("mouseleave", leave);
      actor.addEventListener("blur", leave);
      actor.addEventListener("click", () => pin(figure, actor));
      actor.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          pin(figure, actor);
        }
      });
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (pinned) pinned[1].setAttribute("aria-pressed", "false");
      pinned = null;
      leave();
    }
  });

  // A finding's link lights the actors that it is about, and the ties that its lines say.
  for (const link of all("a[data-actors]")) {
    const actors = new Set(JSON.parse(link.dataset.actors));
    const lines = new Set(link.dataset.lines.split(" "));
    const about = (tie) =>
      (tie.dataset.lines ?? "").split(" ").some((line) => line && lines.has(line)) ||
      (actors.size > 1 && ends(tie).every((end) => actors.has(end)));
    const found = figures.filter((figure) =>
      all(".tie", figure).some(about) || all("[data-actor]", figure).some((node) => actors.has(node.dataset.actor)));
    if (!found.length) {
      link.parentElement.remove();
      continue;
    }
    link.addEventListener("click", () => {
      if (pinned) pinned[1].setAttribute("aria-pressed", "false");
      pinned = null;
      const counts = light((name) => actors.has(name), about);
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
  const key = ({ dataset: { from, to, kind, weight, meetings } }) => JSON.stringify([from, to, kind, weight ?? meetings ?? ""]);

  const restore = () => {
    marks.forEach(({ element, text, css }) => {
      element.textContent = text;
      element.className = css;
    });
    all(".was, .now").forEach((element) => element.remove());
    all(".finding.gone").forEach((element) => element.classList.remove("gone"));
    all(".came, .went").forEach((element) => element.classList.remove("came", "went"));
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
      // A meeting that changes bring is there with the first who attends it, and one that they end goes with the last.
      for (const meeting of all("[data-meeting]", figure)) {
        const own = all(".tie", figure).filter((tie) => ends(tie).includes(meeting.dataset.meeting));
        const some = own.some(seen);
        if (meeting.classList.contains("net-also")) meeting.classList.toggle("came", some);
        else meeting.classList.toggle("went", !some && own.some((tie) => tie.classList.contains("went")));
      }
    }
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
    const text = fill(say["bar-on"], {
      n: chosen.length,
      verdicts: changed.join("; ") || say["none-given"],
      gone: (state.gone ?? []).length,
      new: (state.new ?? []).length,
    });
    told.textContent = chosen.length ? text + (alone ? " " + say["bar-alone"] : "") : say["bar-none"];
    off.hidden = !chosen.length;
    bar.classList.toggle("idle", !chosen.length);
    leave();
  };
  switches.forEach((box) => box.addEventListener("change", () => update(box)));
  off.addEventListener("click", () => {
    switches.forEach((box) => (box.checked = false));
    update();
    switches[0]?.focus();
  });
  update();
})();
