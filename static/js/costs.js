/* The cost table counts along while one types: exactly, in whole numbers with their decimals. What
   the server answers to a save takes the place of what is shown here. */
"use strict";

(() => {
  // A decimal is {digits: BigInt, places}: 1234.5 is {12345n, 1}.
  const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+|)(?:\.(\d*))?$/;

  /** The number of a text as the server reads it; null for a blank or for none. */
  function decimal(text, unit) {
    let plain = text.normalize("NFKC").replace(/\s+/g, "");
    if (plain.endsWith(`${unit}元`)) plain = plain.slice(0, -unit.length - 1);
    else if (unit && plain.endsWith(unit)) plain = plain.slice(0, -unit.length);
    const found = NUMBER.exec(plain);
    if (!found || !/\d/.test(plain)) return null;
    const [, sign, whole, decimals = ""] = found;
    const digits = BigInt(whole.replaceAll(",", "") + decimals);
    return { digits: sign === "-" ? -digits : digits, places: decimals.length };
  }
  const ZERO = { digits: 0n, places: 0 };

  const times = (a, b) => ({ digits: a.digits * b.digits, places: a.places + b.places });
  function plus(a, b) {
    const places = Math.max(a.places, b.places);
    const scaled = (one) => one.digits * 10n ** BigInt(places - one.places);
    return { digits: scaled(a) + scaled(b), places };
  }
  const minus = (a, b) => plus(a, { digits: -b.digits, places: b.places });
  const shifted = (one, by) => ({ digits: one.digits, places: one.places + by });
  const sum = (all) => all.reduce(plus, ZERO);

  function written(one, least, grouped) {
    const negative = one.digits < 0n;
    const places = Math.max(one.places, 0);
    let text = String(negative ? -one.digits : one.digits);
    if (one.places < 0) text += "0".repeat(-one.places);
    text = text.padStart(places + 1, "0");
    let whole = text.slice(0, text.length - places);
    const decimals = text.slice(text.length - places).replace(/0+$/, "").padEnd(least, "0");
    if (grouped) whole = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return (negative ? "-" : "") + whole + (decimals && `.${decimals}`);
  }
  const yuan = (one) => written(one, 0, true);
  const wan = (one) => written(shifted(one, 4), 2, false);

  function show(place, amount) {
    const [known, unknown] = place.children;
    known.hidden = amount === null;
    unknown.hidden = amount !== null;
    if (amount === null) return;
    known.querySelector("[data-yuan]").textContent = yuan(amount);
    known.querySelector("[data-wan]").textContent = wan(amount);
  }

  /** 小计 of a line in 元: a count left blank is one, a price left blank gives none. */
  function subtotal(line) {
    let amount = decimal(line.querySelector("[name=unit_price]").value, "元");
    for (const name of ["quantity", "periods"]) {
      const field = line.querySelector(`[name=${name}]`);
      const factor = decimal(field.value, "");
      if (amount === null || (factor === null && field.value.trim())) return null;
      if (factor !== null) amount = times(amount, factor);
    }
    return amount;
  }

  function tableTotal(row) {
    const amounts = [...row.querySelectorAll(".item-form")].map(subtotal);
    const known = amounts.filter((one) => one !== null);
    return known.length ? sum(known) : null;
  }

  /** Whether a line is begun and has no price yet, so that no sum is right. */
  function isOpen(line) {
    const begun = [...line.querySelectorAll(".form-control")].some((field) => field.value.trim());
    return begun && subtotal(line) === null;
  }

  /** The costs together in 元: tables by what is typed, other rows by what the server read. */
  function costs() {
    if ([...document.querySelectorAll(".item-form")].some(isOpen)) return null;
    const rows = [...document.querySelectorAll(".row-block")].map((row) => {
      const said = row.querySelector("[data-line]")?.dataset;
      const table = tableTotal(row);
      const amount = table ?? (said?.role === "information" ? null : decimal(said?.amount ?? "", ""));
      return { amount, role: said?.role };
    });
    const totals = rows.filter((row) => row.role === "total");
    const counted = totals.length ? totals : rows.filter((row) => row.role !== "part");
    const known = counted.filter((row) => row.amount !== null);
    return known.length ? sum(known.map((row) => row.amount)) : null;
  }

  function annualTotal() {
    const field = (name) => decimal(document.getElementById(`id_${name}`).value, "万");
    const parts = ["appropriation", "other_funds"].map(field).filter((one) => one !== null);
    const total = field("annual_total") ?? (parts.length ? sum(parts) : null);
    return total && shifted(total, -4);
  }

  function figure(amount, unknown, withWan) {
    if (amount === null) return [Object.assign(document.createElement("span"), { className: "soft", textContent: unknown })];
    const figures = [Object.assign(document.createElement("b"), { className: "number", textContent: yuan(amount) }), " 元"];
    if (withWan) figures.push(Object.assign(document.createElement("span"), { className: "soft nowrap", textContent: ` ＝${wan(amount)} 万元` }));
    return figures;
  }

  function count() {
    const bar = document.getElementById("money-bar");
    if (!bar) return;
    for (const line of document.querySelectorAll(".item-form")) {
      show(line.querySelector(".money"), subtotal(line));
    }
    for (const row of document.querySelectorAll(".row-block")) {
      const place = row.querySelector(".items-total .money");
      if (place) show(place, tableTotal(row));
    }
    const cost = costs();
    const total = annualTotal();
    const difference = cost && total ? minus(cost, total) : null;
    bar.querySelector("[data-cost]").replaceChildren(...figure(cost, "算不出", true));
    bar.querySelector("[data-total]").replaceChildren(...figure(total, "未填", false));
    bar.querySelector("[data-difference]").replaceChildren(...figure(difference, "—", false));
    // Whether a difference is one of rounding, the server says.
    const verdict = bar.querySelector(".verdict");
    verdict.className = "verdict";
    verdict.textContent = difference?.digits === 0n ? "✓ 相等" : "";
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest(".item-form, .funding-fields")) count();
  });

  // What a save answers is older than what was typed since.
  document.addEventListener("htmx:afterSettle", () => {
    if (document.querySelector(".item-form[data-unsaved], [data-unsaved] .funding-fields")) count();
  });

  // A quantity of a 数量指标 goes into the line that one was in, or into the first that lacks one.
  const COUNTS = ["quantity", "periods"];
  let visited = null;
  document.addEventListener("focusin", (event) => {
    if (event.target.closest(".item-form")) visited = event.target;
  });
  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    const block = pick.closest(".row-block");
    const lines = [...block.querySelectorAll(".item-form")];
    const blank = (line, name) => !line.querySelector(`[name=${name}]`).value.trim();
    const inHere = visited && block.contains(visited) && visited.isConnected;
    const line = inHere ? visited.closest(".item-form")
      : lines.find((one) => blank(one, "quantity")) ?? lines.at(-1);
    if (!line) return;
    const name = inHere && COUNTS.includes(visited.name) ? visited.name
      : COUNTS.find((one) => blank(line, one)) ?? "quantity";
    const unit = name === "quantity" ? "quantity_unit" : "period_unit";
    for (const [field, text] of [[name, pick.dataset.number], [unit, pick.dataset.unit]]) {
      const input = line.querySelector(`[name=${field}]`);
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    line.querySelector(`[name=${name}]`).focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dismiss-proposal]");
    if (!link) return;
    event.preventDefault();
    link.closest(".proposal").remove();
  });
})();
