/** Signing in and out, and signing: forms in dialogs, which stay open until they are answered or given up. */
export const people = `
// Asks for some words in a dialog; answers them by name, or undefined when the person gave up.
const askFor = (title, fields, does) => new Promise((resolve) => {
  const dialog = make('dialog');
  const form = make('form');
  form.method = 'dialog';
  form.append(make('h2', title));
  for (const { name, label, type = 'text', autocomplete = 'off', minLength } of fields) {
    const input = make('input');
    Object.assign(input, { name, type, autocomplete, required: true });
    if (minLength) input.minLength = minLength;
    form.append(within('label', '', make('span', label), input));
  }
  const ok = make('button', does);
  form.append(within('div', 'bar', ok, button('Cancel', () => dialog.close())));
  let given;
  form.onsubmit = () => { given = Object.fromEntries(new FormData(form)); };
  dialog.onclose = () => {
    dialog.remove();
    resolve(given);
  };
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
});

const signedOut = () => {
  session = { token: '', person: undefined, rights: [] };
  show();
  listen();
};
const signIn = async () => {
  const given = await askFor('Sign in', [
    { name: 'username', label: 'User name', autocomplete: 'username' },
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
  ], 'Sign in');
  if (!given) return;
  const answer = await ask('POST', '/api/session', given);
  if (!answer.ok) return say(await problemIn(answer));
  say('');
  const { token, person, rights } = await answer.json();
  session = { token, person, rights };
  if (person.mustChange) await changePassword(given.password);
  show();
  listen();
};
const changePassword = async (password) => {
  const given = await askFor('Choose a password of your own (10 characters or more)', [
    { name: 'to', label: 'New password', type: 'password', autocomplete: 'new-password', minLength: 10 },
  ], 'Set password');
  if (given) await act('POST', '/api/session/password', { password, to: given.to });
};
const signOut = async () => {
  await act('DELETE', '/api/session');
  signedOut();
};
const showPerson = () => {
  const { person } = session;
  const shown = { person, signIn: status.signIn };
  put(byId('person'), [block('person', shown, () => {
    if (status.signIn === false) return make('span', '');
    if (!person) return button('Sign in', signIn);
    return within('span', 'bar', make('span', person.name + ' (' + person.roles.join(', ') + ')'), button('Sign out', signOut));
  })]);
};

// A signature is the password once more, with what it means.
const signature = async (meaning, reasonFor) => {
  const given = await askFor('Sign: ' + meaning, [
    ...(reasonFor ? [{ name: 'reason', label: reasonFor, minLength: 10 }] : []),
    { name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password' },
  ], 'Sign');
  return given && { meaning, ...given };
};

// Touching the screen keeps a session open; what the page asks by itself does not.
let seenAt = 0;
const seen = () => {
  if (!session.token || Date.now() - seenAt < 30000) return;
  seenAt = Date.now();
  ask('POST', '/api/session/seen').catch(() => undefined);
};
document.addEventListener('pointerdown', seen);
document.addEventListener('keydown', seen);
`;
