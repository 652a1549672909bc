// boot.js loads the program and says in plain words what is in the way if it does not come.
//
// The rules are: no inline script, no eval, nothing from another origin (the page's policy); every sentence a member can
// read stands in `words`; the member is never blamed; what is shown stays until it is true no more.
'use strict';

const words = {
  loading: 'Loading…',
  loadingSoFar: (mb) => `Loading… ${mb} MB so far`,
  loadingPart: (percent) => `Loading… ${percent} %`,
  starting: 'Starting…',
  slow: 'This takes longer than usual. Your connection may be slow. You can wait, or try again.',
  stuckTitle: 'This page cannot start yet',
  stuckLoading: 'Nothing has come from the server for a while. Check that you are online, then try again.',
  stuckStarting: 'Everything was loaded, but the page does not start. Close other tabs, then try again. If that does not help, restart your browser.',
  offline: 'You are offline. Connect to the internet, then try again.',
  noWebAssembly: 'Your browser does not run this kind of page (WebAssembly is missing or turned off). Update your browser, or use another one. If your browser has an “extra security” or “lockdown” mode, turn it off for this site.',
  noCrypto: 'Your browser does not offer encryption on this page. Make sure the address starts with https:// and your browser is up to date.',
  noGraphics: 'Your browser cannot draw this page (WebGL is missing or turned off). Turn on “hardware acceleration” in your browser’s settings, or use another browser.',
  blocked: (what) => `Something blocked this file: ${what}\nThat is often an ad blocker, a privacy add-on or a company filter. Allow it for this site, then try again.`,
  missing: (what, status) => `The server did not send this file: ${what} (answer ${status}). Try again in a few minutes.`,
  notProgram: (what) => `Something else came in place of this file: ${what}\nIf you are on a public network, open any other page and sign in to the network, then try again.`,
  policy: (what) => `This page’s safety rules do not allow: ${what}\nIf you followed a link here, the address in it may be wrong.`,
  stoppedTitle: 'This page stopped',
  stopped: 'Load it again to go on. What you had typed and not sent is gone.',
  retry: 'Try again',
};

const patience = 12_000; // milliseconds without a sign of life, and to the first page after everything is loaded
const answerTime = 3_000; // milliseconds that another tab has to say that it takes what came back

// boot is the page before the program.
const boot = {
  done: false,
  at(id) { return document.getElementById('boot-' + id); },
  status(text) { if (this.at('status').textContent !== text) this.at('status').textContent = text; },
  progress(part) {
    const bar = this.at('progress');
    bar.hidden = false;
    if (part === undefined) bar.removeAttribute('value'); else bar.value = part;
  },
  // trouble says what is in the way and offers another try.
  trouble(text, title = words.stuckTitle) {
    if (this.done) return;
    const screen = document.getElementById('boot');
    screen.hidden = false;
    screen.classList.add('trouble');
    screen.setAttribute('role', 'alert');
    this.at('title').textContent = title;
    this.at('status').textContent = '';
    this.at('progress').hidden = true;
    this.detail(text);
  },
  detail(text) {
    this.at('detail').textContent = text;
    const retry = this.at('retry');
    retry.textContent = words.retry;
    retry.hidden = text === '';
    retry.onclick = () => location.reload();
  },
  // over says that nothing more happens here, in the words of the tab where it goes on.
  over({ lang, title, text }) {
    document.documentElement.lang = lang;
    this.trouble(text, title);
    this.at('retry').hidden = true;
  },
  finish() {
    this.done = true;
    watchdog.stop();
    document.getElementById('boot').remove();
  },
};

// watchdog speaks up when nothing happens for too long.
const watchdog = {
  timer: 0,
  fed(otherwise) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => boot.trouble(navigator.onLine ? otherwise : words.offline), patience);
  },
  stop() { clearTimeout(this.timer); },
};

// Blocked is an error whose message a member can read.
class Blocked extends Error {}

// missingFeature names what the browser lacks, or nothing. That it keeps nothing is no reason to stop: the program says so
// where it matters.
function missingFeature() {
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.instantiate !== 'function') return words.noWebAssembly;
  if (!globalThis.crypto?.getRandomValues || !crypto.subtle) return words.noCrypto;
  if (!document.createElement('canvas').getContext('webgl')) return words.noGraphics;
  return '';
}

// lend puts something of ours where the browser does not let a place to keep things be touched (site data blocked, some
// private windows): Fyne uses both unasked, and would stop.
function lend(name, thing) { Object.defineProperty(globalThis, name, { value: thing, configurable: true }); }

function lendStorage() {
  try {
    localStorage.getItem('');
  } catch {
    const drawer = new Map(); // empty when the page is closed
    lend('localStorage', {
      getItem: (key) => drawer.get(key) ?? null, setItem: (key, value) => { drawer.set(key, String(value)); },
      removeItem: (key) => { drawer.delete(key); }, key: (i) => [...drawer.keys()][i] ?? null, get length() { return drawer.size; },
    });
  }
  try {
    const probe = indexedDB.open('boot');
    probe.onsuccess = () => { probe.result.close(); indexedDB.deleteDatabase('boot'); };
  } catch {
    class Refused extends EventTarget { // as an IndexedDB says that it cannot, where it can be asked at all
      error = new DOMException('', 'NotSupportedError');
      constructor() {
        super();
        this.addEventListener('error', (e) => this.onerror?.(e));
        setTimeout(() => this.dispatchEvent(new Event('error')));
      }
    }
    lend('IDBRequest', Refused);
    lend('indexedDB', { open: () => new Refused() });
  }
}

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = resolve;
    script.onerror = () => reject(new Blocked(words.blocked(src)));
    script.src = trusted(src);
    document.head.append(script);
  });
}

// trusted vouches for our own file where the browser asks for it (Trusted Types).
const policy = globalThis.trustedTypes?.createPolicy('boot', { createScriptURL: (src) => src });
function trusted(src) { return policy ? policy.createScriptURL(src) : src; }

async function loadProgram(src) {
  let response;
  try {
    response = await fetch(src);
  } catch {
    throw new Blocked(navigator.onLine ? words.blocked(src) : words.offline);
  }
  if (!response.ok) throw new Blocked(words.missing(src, response.status));
  return new Response(counted(response), { headers: { 'Content-Type': 'application/wasm' } });
}

let refusal; // what we say of a stream that we ended; the browser has its own words for it

// isProgram tells a WebAssembly module by its first bytes: networks that want a sign-in answer everything with a page.
function isProgram(chunk) { return [0, 0x61, 0x73, 0x6d].every((byte, i) => chunk[i] === byte); }

// counted passes the body on and shows how far it is. Compressed, the length is that on the wire and tells nothing.
function counted(response) {
  const total = response.headers.get('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length'));
  const began = performance.now();
  let seen = 0;
  return response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      if (seen === 0 && !isProgram(chunk)) {
        refusal = new Blocked(words.notProgram(response.url.split('/').pop()));
        controller.error(refusal);
        return;
      }
      seen += chunk.byteLength;
      watchdog.fed(words.stuckLoading);
      boot.progress(total ? seen / total : undefined);
      boot.status(total ? words.loadingPart(Math.floor(seen / total * 10) * 10) : words.loadingSoFar(Math.floor(seen / 5e6) * 5));
      boot.detail(performance.now() - began > patience ? words.slow : '');
      controller.enqueue(chunk);
    },
    flush() {
      boot.status(words.starting);
      boot.detail('');
      boot.progress();
      watchdog.fed(words.stuckStarting);
    },
  }));
}

// comeBack takes what a provider's page sent back out of the address bar, where it would be seen, kept in the history and told
// to the next page (RFC 9700, section 4.3.1), and puts back what was there before this page was left (client/leave_js.go). Where
// another tab takes it, it gives what is to be read here.
async function comeBack() {
  if (!new URLSearchParams(location.search).has('state')) return null;
  const came = location.href;
  let left = null;
  try { left = JSON.parse(sessionStorage.getItem('vestibule.left')); } catch { /* nothing was left here */ }
  const search = typeof left?.search === 'string' ? left.search : '';
  history.replaceState(null, '', location.pathname + search);
  if (!left) return handOver(came);
  globalThis.vestibuleArrived = came;
  return null;
}

// handOver tells what came back to the tab that waits for it, and gives what that one says to show; nothing where none waits
// (client/redirect/tab_js.go).
function handOver(came) {
  if (!globalThis.BroadcastChannel) return null;
  return new Promise((resolve) => {
    const channel = new BroadcastChannel('vestibule.arrived');
    const end = (said) => { clearTimeout(late); channel.close(); resolve(said); };
    const late = setTimeout(end, answerTime, null);
    channel.onmessage = ({ data }) => { if (typeof data?.title === 'string') end(data); };
    channel.postMessage(came);
  });
}

// flags are the program's, from the address: ?plan=URL, ?lang=es, ?invitation=CODE, ?phone=1. Others are not passed on.
function flags() {
  const query = new URLSearchParams(location.search);
  const found = [];
  for (const name of ['plan', 'lang', 'invitation']) {
    if (query.has(name)) found.push(`-${name}=${query.get(name)}`);
  }
  if (query.get('phone') === '1') found.push('-phone');
  return found;
}

async function start() {
  boot.status(words.loading);
  const elsewhere = await comeBack();
  if (elsewhere) { boot.over(elsewhere); return; }
  watchdog.fed(words.stuckLoading);
  const missing = missingFeature();
  if (missing) throw new Blocked(missing);
  lendStorage();
  await loadScript('wasm_exec.js');
  const go = new Go();
  go.argv = ['vestibule', ...flags()];
  go.env = { LANG: navigator.language, REDUCED_MOTION: matchMedia('(prefers-reduced-motion: reduce)').matches ? '1' : '' };
  const { module, instance } = await WebAssembly.instantiateStreaming(loadProgram('app.wasm'), go.importObject);
  // The program asks for this when a passphrase is to be stretched. What was compiled once is used again; the password moves
  // over, and no copy stays here.
  globalThis.deriving = (job) => {
    const worker = new Worker(trusted('worker.js'));
    worker.postMessage({ module, job }, [job.password.buffer]);
    return worker;
  };
  watchdog.fed(words.stuckStarting);
  await go.run(instance);
  boot.done = false; // it ended: there is something to say again
  document.body.append(bootScreen);
  document.querySelector('#a11y')?.remove();
  boot.trouble(words.stopped, words.stoppedTitle);
}

const bootScreen = document.getElementById('boot');
document.addEventListener('a11y-ready', () => boot.finish(), { once: true });
document.addEventListener('securitypolicyviolation', (e) => {
  if (e.disposition === 'enforce' && !boot.done) boot.trouble(words.policy(e.blockedURI || e.violatedDirective));
});
start().catch((reason) => {
  watchdog.stop();
  reason = refusal ?? reason;
  boot.trouble(reason instanceof Blocked ? reason.message : words.stuckStarting);
  console.error(reason);
});

// The browser's own keys stay the browser's: Fyne would take every key for itself, and nobody could leave with Tab.
for (const kind of ['keydown', 'keyup']) {
  addEventListener(kind, (e) => {
    if (e.target.closest?.('#a11y')) return;
    if (e.key === 'Tab' || e.ctrlKey || e.metaKey || e.altKey || /^F\d+$/.test(e.key)) e.stopPropagation();
  }, true);
}

// Fyne in a browser knows no touch: a finger that moves becomes a wheel; a tap is a click by itself.
let finger = null;
addEventListener('touchstart', (e) => {
  finger = e.touches.length === 1 ? e.touches[0] : null;
  if (finger) document.dispatchEvent(new MouseEvent('mousemove', { clientX: finger.clientX, clientY: finger.clientY }));
}, { passive: true });
addEventListener('touchmove', (e) => {
  if (!finger || e.touches.length !== 1) return;
  const now = e.touches[0];
  document.dispatchEvent(new WheelEvent('wheel', {
    clientX: now.clientX, clientY: now.clientY, cancelable: true,
    deltaX: finger.clientX - now.clientX, deltaY: finger.clientY - now.clientY,
  }));
  finger = now;
  e.preventDefault();
}, { passive: false });
