// worker.js runs the program where no page is: it stretches one passphrase, hands the key back and is ended by who started
// it. The page never stands still meanwhile, and the memory goes back at once.
'use strict';

const policy = globalThis.trustedTypes?.createPolicy('worker', { createScriptURL: (src) => src });

// Fyne looks at the page's body and for the field of its keyboard as soon as the program is there, before main.
globalThis.document = { body: { style: { setProperty() {} } }, getElementById: () => null };

globalThis.onmessage = async ({ data: { module, job } }) => {
  importScripts(policy ? policy.createScriptURL('wasm_exec.js') : 'wasm_exec.js');
  globalThis.job = job; // client.ServeWorker takes it
  const go = new Go();
  go.argv = ['vestibule'];
  await go.run(await WebAssembly.instantiate(module, go.importObject));
};
