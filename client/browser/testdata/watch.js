// watch.js listens to what the program says, and looks at how long the page stands still.
'use strict';

const said = [];
for (const kind of ['log', 'error', 'warn']) {
  const real = console[kind].bind(console);
  console[kind] = (...what) => { said.push(what.join(' ')); real(...what); };
}

// A private window of some browsers: neither place can be touched.
if (location.search === '?private') {
  for (const name of ['indexedDB', 'localStorage']) {
    Object.defineProperty(globalThis, name, { configurable: true, get() { throw new DOMException('canary', 'SecurityError'); } });
  }
}

let longest = 0;
let last = 0;
function watchFrames() { longest = 0; last = 0; }
function longestFrame() { return longest; }
requestAnimationFrame(function frame(now) {
  if (last) longest = Math.max(longest, now - last);
  last = now;
  requestAnimationFrame(frame);
});

// frames is kept after so many frames.
function frames(count) {
  return new Promise((resolve) => {
    requestAnimationFrame(function frame() { if (count-- > 0) requestAnimationFrame(frame); else resolve(); });
  });
}

// stoppedWorker gives a worker that stops before it has answered.
function stoppedWorker() {
  const worker = { terminate() {}, set onmessage(f) {}, set onerror(f) { if (f) setTimeout(() => f(new Event('error'))); } };
  return worker;
}

// brokenWorker cannot be started.
function brokenWorker() { throw new DOMException('canary', 'SecurityError'); }

// answerChooser says what the next chooser of files comes to.
const click = HTMLInputElement.prototype.click;
function answerChooser(what, name, text) {
  if (!what) { HTMLInputElement.prototype.click = click; return; }
  HTMLInputElement.prototype.click = function () {
    const files = new DataTransfer();
    if (what === 'file') files.items.add(new File([text], name));
    if (what === 'large') files.items.add(new File([new Uint8Array((32 << 20) + 1)], 'large'));
    this.files = files.files; // tells that it has changed where it has
    if (what === 'cancel') setTimeout(() => this.dispatchEvent(new Event('cancel')));
    if (what === 'file' || what === 'large') setTimeout(() => this.dispatchEvent(new Event('change')));
  };
}

// holdCopied is what the browser says was copied: a kind and its text, one that is too large, or that it tells nobody.
const readCopied = navigator.clipboard?.read;
function holdCopied(kind, text) {
  navigator.clipboard.read = kind ? async () => {
    if (kind === 'refused') throw new DOMException('canary', 'NotAllowedError');
    const content = text === 'too large' ? new Uint8Array((25 << 20) + 1) : text;
    return [new ClipboardItem({ [kind]: new Blob([content], { type: kind }) })];
  } : readCopied;
}

// watchDownloads keeps what the next link is to download.
let download;
function watchDownloads() {
  const blobs = new Map();
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => { const address = create.call(URL, blob); blobs.set(address, blob); return address; };
  HTMLAnchorElement.prototype.click = function () { download = { name: this.download, blob: blobs.get(this.href) }; };
}
async function downloaded() { return `${download.name}: ${await download.blob.text()}`; }

// stretch has a worker do what the program has it do, and tells how long that took and how long the page stood still.
let stretched;
function stretch(password, salt, memory, passes) {
  const bytes = (text) => new TextEncoder().encode(text);
  const began = performance.now();
  watchFrames();
  const worker = deriving({ function: 'argon2id', memory, passes, lanes: 1, n: 0, r: 0, iterations: 0, size: 32, most: 256 << 20, work: 60e9,
    password: bytes(password), salt: bytes(salt) });
  worker.onmessage = ({ data }) => {
    worker.terminate();
    const key = [...data].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    stretched = { key, took: performance.now() - began, gap: longest };
  };
  worker.onerror = (e) => { stretched = { key: e.message, took: 0, gap: 0 }; };
}
