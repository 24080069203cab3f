import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 24rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; margin-top: .25rem; }
button { margin-top: 1.5rem; font-weight: 600; cursor: pointer; }
.problem { border-left: .25rem solid #c0392b; padding-left: .75rem; }`;

/** Signs out without a second question when scripts run; the button is for when they do not. */
const submitAtOnce = "document.querySelector('button').click();";

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Headers of every page here: nothing is loaded, framed, kept or told to the next site. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(submitAtOnce)}; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The sign-in form. It posts to its own address. `username` is what was typed before, `problem` why that did not do. */
export function signInPage({ username = '', problem }: { username?: string; problem?: string } = {}): string {
  const said = problem === undefined ? '' : `<p id="problem" class="problem" role="alert">${escaped(problem)}</p>`;
  const described = problem === undefined ? '' : ' aria-describedby="problem" aria-invalid="true"';
  return page(
    problem === undefined ? 'Sign in' : 'Sign in: not yet',
    `<h1>Sign in to Seriate</h1>${said}
<form method="post">
<label for="username">User name</label>
<input id="username" name="username" value="${escaped(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${username === '' ? ' autofocus' : ''}${described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${username === '' ? '' : ' autofocus'}${described}>
<button>Sign in</button>
</form>`,
  );
}

/** Asks to sign out with the form the provider made (id `op.logoutForm`), and answers yes at once where scripts run. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    `<h1>Sign out of Seriate</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<script>${submitAtOnce}</script>`,
  );

/** A page that only says something. */
export const messagePage = (title: string, message: string): string =>
  page(title, `<h1>${escaped(title)}</h1><p>${escaped(message)}</p>`);

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Seriate</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
