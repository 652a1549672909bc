// What the provider must not lose when it is killed, as a database would keep it: one line is appended for each change, and read
// again at the next start. It is oidc-provider's adapter; what has run out is left to lie, as a run is short.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const now = () => Math.floor(Date.now() / 1000);

// keptIn gives the adapter whose lines are in a file.
export function keptIn(path) {
  const all = new Map();
  const put = (key, value) => (value ? all.set(key, value) : all.delete(key));
  const note = (key, value) => {
    put(key, value);
    appendFileSync(path, `${JSON.stringify([key, value])}\n`);
  };
  if (existsSync(path)) readFileSync(path, 'utf8').split('\n').filter(Boolean).forEach((line) => put(...JSON.parse(line)));

  return class Kept {
    constructor(name) { this.prefix = `${name}:`; }

    async upsert(id, payload, expiresIn) { note(this.prefix + id, { ...payload, ends: expiresIn && now() + expiresIn }); }

    async find(id) {
      const { ends, ...payload } = all.get(this.prefix + id) ?? { ends: 1 };
      return ends && ends <= now() ? undefined : payload;
    }

    // by looks through all of one kind, of which a run has few.
    async by(field, value) {
      const key = [...all.keys()].find((key) => key.startsWith(this.prefix) && all.get(key)[field] === value);
      return key && this.find(key.slice(this.prefix.length));
    }

    findByUid(uid) { return this.by('uid', uid); }

    findByUserCode(userCode) { return this.by('userCode', userCode); }

    async consume(id) { note(this.prefix + id, { ...all.get(this.prefix + id), consumed: now() }); }

    async destroy(id) { note(this.prefix + id, null); }

    async revokeByGrantId(grantId) {
      for (const [key, value] of all) if (key.startsWith(this.prefix) && value.grantId === grantId) note(key, null);
    }
  };
}
