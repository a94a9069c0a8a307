/* What the pages cannot do without a script, and no more. Every page works when this file does not load. */
"use strict";

const status = (words) => {
  const place = document.getElementById("saved");
  if (place) place.textContent = words;
};

// "/" goes to the search box; Escape and a press elsewhere close an open menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("find");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  }
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A form is sent once; while it travels the screen says so.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // Not form.method: a field of that name would answer.
  if (form.getAttribute("method") !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  status("Đang ghi…");
});
const settle = (form) => {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
};
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(settle);
  status("");
});

// A slow or broken network shows what was saved and what was not.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb !== "get") status("Đang ghi…");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.tagName === "FORM") settle(event.target);
  if (event.detail.successful) status("");
});
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => status("Chưa ghi được: mất kết nối. Nội dung đã gõ vẫn còn trên màn hình; đồng chí gửi lại khi có mạng."));
}
document.addEventListener("htmx:responseError", (event) => {
  const code = event.detail.xhr.status;
  status(code === 403 ? "Chưa ghi được: phiên làm việc đã hết hoặc đồng chí không có quyền. Đồng chí tải lại trang." : `Chưa ghi được (mã ${code}). Đồng chí tải lại trang rồi thử lại.`);
});

// A roll: everybody is here, then the absent are unticked.
for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of button.closest("fieldset").querySelectorAll("input[type=checkbox]")) box.checked = true;
  });
}

// A day is typed, or picked where the browser has a calendar.
const addPicker = (box) => {
  const picker = document.createElement("input");
  if (!picker.showPicker || box.dataset.day === "ready") return;
  box.dataset.day = "ready";
  const text = box.querySelector("input");
  const button = box.querySelector("button");
  picker.type = "date";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  box.append(picker);
  button.hidden = false;
  button.addEventListener("click", () => {
    const typed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.value.trim());
    picker.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    if (picker.value) text.value = picker.value.split("-").reverse().join("/");
    text.focus();
  });
};
const addPickers = (root) => root.querySelectorAll("[data-day]").forEach(addPicker);
addPickers(document);
document.addEventListener("htmx:load", (event) => addPickers(event.detail.elt));
