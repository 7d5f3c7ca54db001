// Single keys that do something. They can be switched off, and do nothing where one types.
const SWITCH = "werkbrug-keys";
const AGAIN = new Set(["j", "k"]);

const stored = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
};
let on = stored();

const isTyping = (target) =>
  target.matches("textarea, select, input:not([type=radio], [type=checkbox])") || target.isContentEditable;

export const say = (text) => {
  document.getElementById("live").textContent = text;
};

// Press what carries this key, if it is there.
export const press = (key) => document.querySelector(`body [data-key="${key}"]:not([hidden])`)?.click();

// Let keys do something: `actions` says what, by key.
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || !target.matches) return;
    if (isTyping(target)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key === "Enter" && target.closest("a[href], button, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = actions[key];
    if (!act) return;
    event.preventDefault();
    if (!event.repeat || AGAIN.has(key)) act();
  });
}

// The legend, and the switch in it.
function show() {
  document.body.classList.toggle("with-keys", on);
  for (const part of document.querySelectorAll("body [data-key]")) {
    if (on) part.setAttribute("aria-keyshortcuts", part.dataset.key);
    else part.removeAttribute("aria-keyshortcuts");
  }
}

export function legend() {
  const dialog = document.getElementById("keys");
  const button = document.getElementById("show-keys");
  const box = document.getElementById("keys-on");
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    try {
      if (on) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, "off");
    } catch {
      // A browser that keeps nothing: then it holds for this page.
    }
    show();
  });
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  show();
}
