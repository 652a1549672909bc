// What the driver asks of a page. `computedRole` and `computedName` are the browser's own accessibility, not our reading of
// attributes (Chromium's ComputedAccessibilityInfo).
(() => {
  const roles = { paragraph: 'text', image: 'img' };
  const layer = () => document.querySelector('#a11y form');
  const roleOf = (e) => roles[e.computedRole] ?? e.computedRole;
  const labelled = ['text', 'status', 'alert', 'timer', 'listitem']; // named by their text, which browsers do not call a name

  function nameAndValue(e, role) {
    if (role === 'textbox') return [e.computedName, e.type === 'password' ? '' : e.value];
    if (role === 'progressbar') return [e.computedName, e.getAttribute('aria-valuetext') ?? ''];
    const label = e.getAttribute('aria-label');
    if (labelled.includes(role) && e.childElementCount === 0) return label === null ? [e.textContent, ''] : [label, e.textContent];
    if (label !== null && e.childElementCount === 0) return [e.computedName, e.textContent];
    return [labelled.includes(role) ? label ?? '' : e.computedName, ''];
  }

  function describe(e) {
    const role = roleOf(e);
    const [name, value] = nameAndValue(e, role);
    const is = (attribute) => e.getAttribute(attribute) === 'true';
    return {
      role, name, value,
      description: e.ariaDescription ?? '',
      level: /^H\d$/.test(e.tagName) ? Number(e.tagName[1]) : 0,
      position: Number(e.ariaPosInSet ?? 0), of: Number(e.ariaSetSize ?? 0),
      disabled: e.disabled === true || is('aria-disabled'),
      focused: e === document.activeElement,
      checkable: role === 'checkbox' || role === 'radio', checked: e.checked === true,
      expandable: e.hasAttribute('aria-expanded'), expanded: is('aria-expanded'),
      invalid: is('aria-invalid'), required: is('aria-required'),
      password: e.type === 'password', bullets: e.type === 'password' ? [...e.value].length : 0,
      children: [...e.children].map(describe),
    };
  }

  const found = (roles, name) => [...layer().querySelectorAll('*')].filter((e) => {
    const role = roleOf(e);
    return roles.includes(role) && nameAndValue(e, role)[0] === name;
  });

  // All that is said to the console, by whoever, and what nobody caught.
  const said = [];
  for (const way of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir', 'table']) {
    const own = console[way];
    console[way] = (...words) => { said.push(words.map(String).join(' ')); own.apply(console, words); };
  }
  addEventListener('error', (e) => said.push(String(e.message)));
  addEventListener('unhandledrejection', (e) => said.push(String(e.reason)));

  globalThis.uitest = {
    said: () => said,
    // tree is everything on the page; null before there is a layer.
    tree: () => layer() && [...layer().children].map(describe),
    // take gives the focus to the one thing of that name: { count, thing }.
    take(roles, name) {
      const all = found(roles, name);
      if (all.length !== 1) return { count: all.length };
      // What has the focus already is scrolled into sight only when it gets it anew.
      if (all[0] === document.activeElement) all[0].blur();
      if (!all[0].disabled) all[0].focus();
      return { count: 1, thing: describe(all[0]) };
    },
    // where gives the middle of what can be seen of it, and whether a click there would hit it.
    where(roles, name) {
      const [e] = found(roles, name);
      if (!e) return { x: 0, y: 0, hit: false };
      const box = e.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      return { x, y, hit: document.elementFromPoint(x, y) === e };
    },
    // select marks the text of the focused input.
    select: () => document.activeElement.select(),
    held: () => document.activeElement.value ?? '',
  };
})();
