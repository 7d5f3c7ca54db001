// Reads a badge with the camera. On an iPhone the camera app opens a badge in Safari, which keeps its things apart from
// the installed app; so the app has a reader of its own, which is fetched when somebody asks for it.
const LIBRARY = "../../vendor/qr-scanner-1.4.2/qr-scanner.min.js";
const TIMES_A_SECOND = 8;
const REASONS = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "absent", OverconstrainedError: "absent" };

const dialog = document.getElementById("scan");
const video = dialog.querySelector("video");
let scanner = null;
let turn = 0; // counts openings: a camera that comes on after the dialog was closed is put out again

function show(state) {
  for (const line of dialog.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== state;
  const failed = Object.values(REASONS).includes(state) || state === "broken";
  video.parentElement.hidden = failed;
  dialog.querySelector("[data-code]").hidden = !failed;
}

/** The secret in a badge's address, if it is an address of ours; nothing else that a QR code may say is followed. */
function keyIn(text) {
  for (const home of [location.origin, dialog.dataset.home]) {
    const start = `${home}/badge/`;
    if (text.startsWith(start) && /^[\w-]+$/.test(text.slice(start.length))) return text.slice(start.length);
  }
  return null;
}

function read({ data }) {
  if (!dialog.open) return;
  const key = keyIn(data);
  if (!key) return show("other");
  show("found");
  stop();
  location.assign(`/badge/${key}`);
}

async function open() {
  const mine = ++turn;
  show("starting");
  dialog.showModal();
  try {
    const { default: Scanner } = await import(LIBRARY);
    const camera = { facingMode: "environment", width: { ideal: 1024 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: camera, audio: false });
    if (mine !== turn) return stream.getTracks().forEach((track) => track.stop());
    video.srcObject = stream;
    scanner ??= new Scanner(video, read, {
      returnDetailedScanResult: true,
      maxScansPerSecond: TIMES_A_SECOND,
      onDecodeError: () => {}, // no code in this frame
    });
    await scanner.start();
    if (mine === turn) show("looking");
  } catch (error) {
    if (mine === turn) show(REASONS[error?.name] ?? "broken");
  }
}

function stop() {
  turn++;
  scanner?.pause(true);
  scanner?.stop();
}

for (const button of document.querySelectorAll("[data-scan]")) {
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener("click", open);
}
dialog.addEventListener("close", stop);
window.addEventListener("pagehide", () => dialog.close());
