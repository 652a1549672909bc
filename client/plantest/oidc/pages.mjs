// The provider's pages: forms that a browser without scripts can use. Nothing that was typed is ever written back.
const page = (title, body) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;

const form = (uid, body) => `<form method="post" action="/interaction/${uid}">${body}<button name="go" value="cancel" formnovalidate>Cancel</button></form>`;

const again = (missed, words) => (missed ? `<p role="alert">${words}</p>` : '');

export const signInPage = (uid, missed) => page('Sign in', again(missed, 'The name or the password is not right.') + form(uid,
  '<label>Name <input name="name" autocomplete="username"></label><label>Password <input name="password" type="password"></label><button name="go" value="on">Sign in</button>'));

export const codePage = (uid, missed) => page('Your code', again(missed, 'That code is not right.') + form(uid,
  '<label>Code <input name="code" autocomplete="one-time-code"></label><button name="go" value="on">Go on</button>'));

export const consentPage = (uid, scope) => page('Allow this app?', `<p>${scope.replace(/[^a-zA-Z/*. _]/g, '')}</p>${form(uid, '<button name="go" value="on">Allow</button>')}`);

export const refusedPage = () => page('That did not work', '<p>Begin again in the app.</p>');
