// watch.js listens to what the program says, and looks at how long the page stands still.
'use strict';

const said = [];
for (const kind of ['log', 'error', 'warn']) {
  const real = console[kind].bind(console);
  console[kind] = (...what) => { said.push(what.join(' ')); real(...what); };
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
