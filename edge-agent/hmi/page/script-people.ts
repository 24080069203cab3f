/** Signing in and out, and signing: forms in dialogs, which stay open until they are answered or given up. */
export const people = `
const fieldOf = ({ name, label, type = 'text', autocomplete = 'off', minLength, maxLength, value = '', required = true, options }) => {
  const input = make(options ? 'select' : type === 'words' ? 'textarea' : 'input');
  for (const one of options ?? []) { const option = make('option', one); option.value = one; input.append(option); }
  Object.assign(input, options ? { name, required } : { name, autocomplete, required }, input.tagName === 'INPUT' && { type });
  if (value !== '') input.value = value;
  if (minLength) input.minLength = minLength;
  if (maxLength) input.maxLength = maxLength;
  return within('label', '', make('span', label), input);
};
const readForm = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.replaceAll(/\\s*\\n\\s*/g, ' ')]));
// Asks for some words in a dialog; answers them by name, or undefined when the person gave up. What \`tries\` answers why it is not done is told
// in the dialog, which stays open with all that was written but the password.
const askFor = (title, fields, does, { about = [], tries } = {}) => new Promise((resolve) => {
  const dialog = make('dialog');
  const form = make('form');
  form.method = 'dialog';
  const ok = make('button', does);
  const problem = make('p', '', 'bad');
  problem.setAttribute('role', 'alert');
  form.append(make('h2', title), ...about.map((words) => make('p', words, 'about')), ...fields.map(fieldOf), problem,
    within('div', 'bar', ok, button('Cancel', () => dialog.close())));
  let given;
  form.onsubmit = async (event) => {
    const written = readForm(form);
    if (!tries) { given = written; return; }
    event.preventDefault();
    if (ok.disabled) return;
    ok.disabled = true;
    problem.textContent = await tries(written);
    ok.disabled = false;
    if (problem.textContent === '') { given = written; return dialog.close(); }
    const [password] = form.querySelectorAll('[type=password]');
    if (password) { password.value = ''; password.focus(); }
  };
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
  else if (person.pending?.blocks) say(person.pending.by.join(', ') + ' set your password, and nobody has vouched for you yet: have somebody do it, and sign in again.');
  show();
  listen();
};
const changePassword = async (password) => {
  const given = await askFor('Choose a password of your own (10 characters or more)', [
    { name: 'to', label: 'New password', type: 'password', autocomplete: 'new-password', minLength: 10 },
  ], 'Set password');
  if (given && await act('POST', '/api/session/password', { password, to: given.to }))
    say('Now somebody else, who saw you choose it, vouches for you: a lead, quality assurance or an engineer. Sign in again then.');
};
const vouchFor = async () => {
  const given = await askFor('Vouch for somebody whom you saw choose a password', [{ name: 'username', label: 'User name' }], 'Go on');
  const name = given?.username.trim();
  if (name) await signature(name + ' chose the password, and is to have these roles', undefined, {
    about: (status.troubles ?? []).filter(({ subject, detail }) => subject === 'people' && detail.includes(' of ' + name + ' ')).map(({ detail }) => detail),
    tries: (signed) => tried('POST', '/api/people/' + encodeURIComponent(name) + '/vouch', { signature: signed }),
  });
};
const signOut = async () => {
  await act('DELETE', '/api/session');
  signedOut();
};
const showPerson = () => {
  const { person } = session;
  const vouches = mayDo('vouch') && (status.troubles ?? []).some(({ subject }) => subject === 'people');
  const shown = { person, vouches, signIn: status.signIn };
  put(byId('person'), [block('person', shown, () => {
    if (status.signIn === false) return make('span', '');
    if (!person) return button('Sign in', signIn);
    return within('span', 'bar', make('span', person.name + ' (' + person.roles.join(', ') + ')'),
      vouches ? button('Vouch for somebody', vouchFor) : undefined, button('Sign out', signOut));
  })]);
};

// A signature is the password once more, with what it means.
const REASON = 1000;
const signature = async (meaning, reasonFor, { about, tries } = {}) => {
  const signedBy = (given) => ({ meaning, ...given });
  const given = await askFor('Sign: ' + meaning, [
    ...(reasonFor ? [{ name: 'reason', label: reasonFor + ' (10 to ' + REASON + ' characters)', type: 'words', minLength: 10, maxLength: REASON }] : []),
    { name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password' },
  ], 'Sign', { about, tries: tries && ((given) => tries(signedBy(given))) });
  return given && signedBy(given);
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
