/** What does not leave the site before a person has signed for it: exceptions, and messages that the repository has refused. Asked for every few seconds. */
export const held = `
let untold;
let heldShown = 20;
const askHeld = async () => {
  if (status.signIn !== false && !session.token) { untold = undefined; return; }
  if (!mayDo('read-report')) return;
  try {
    const [found, refused] = await Promise.all([ask('GET', '/api/exceptions?state=open'), ask('GET', '/api/refused-messages')]);
    if (found.ok && refused.ok) untold = { ...(await found.json()), ...(await refused.json()) };
    show();
  } catch { /* told by what asks for the status */ }
};
const resolves = () => status.signIn !== false && mayDo('resolve-exception');
const resolveBy = async (path, how, meaning, about) => {
  const signed = await signature(meaning, 'Why', { about, tries: (one) => tried('POST', path + '/resolve', { how, signature: one }) });
  if (!signed) return;
  say('');
  await askHeld();
};
// Asked for only when somebody wants to see it.
const lookInto = (path, title, pick) => {
  const whole = make('details');
  const said = make('pre');
  whole.append(make('summary', title), said);
  whole.ontoggle = async () => {
    if (!whole.open || said.textContent) return;
    const answer = await ask('GET', path);
    said.textContent = answer.ok ? JSON.stringify(pick(await answer.json()), null, 1) : await problemIn(answer);
  };
  return whole;
};

const someOf = (subjects, about) => subjects.slice(0, 3).join(', ') + (about > 3 ? ' and ' + (about - 3) + ' more' : '');
const exceptionOf = ({ exception, line, batch, code, detail, facts, about, subjects, rule, remedy, mayTell, raisedAt }) => {
  const path = '/api/exceptions/' + exception;
  const name = 'exception ' + exception;
  const whole = within('div', code === 'waits' ? 'alarm note' : 'alarm',
    make('strong', 'Exception ' + exception + ' of ' + line + ', batch ' + batch + ': ' + code),
    make('div', detail),
    facts > 1 ? make('div', 'It holds ' + facts + ' facts of the same message or file, of which this is the first. One signature is for all of them.') : undefined,
    subjects.length > 0 ? make('div', 'About ' + someOf(subjects, about), 'quiet') : undefined,
    make('div', rule + ', found ' + raisedAt, 'quiet'),
    make('div', remedy),
    lookInto(path, 'What is held', (found) => found.held),
    resolves() ? within('div', 'bar',
      mayTell ? button('It is so: tell it', () => resolveBy(path, 'tell', name + ' is so, and is told as it is', [detail])) : undefined,
      button('Leave it untold', () => resolveBy(path, 'drop', name + ' is not so: what it holds is never told, nor what waits for it', [detail, remedy]))) : undefined);
  whole.dataset.of = name;
  return whole;
};
const refusedOf = ({ line, sequence, kind, batch, detail }) => {
  const path = '/api/refused-messages/' + encodeURIComponent(line) + '/' + sequence;
  const name = 'message ' + sequence + ' of ' + line;
  const whole = within('div', 'alarm',
    make('strong', 'Message ' + sequence + ' of ' + line + ' (' + kind + (batch === undefined ? '' : ', batch ' + batch) + ') was refused by the repository'),
    make('div', detail),
    make('div', 'Put right what is in its way and send it again; or, where the repository was put right by other events, say so.', 'quiet'),
    lookInto(path, 'What it says', (found) => found.body),
    resolves() ? within('div', 'bar',
      button('Send it again', () => resolveBy(path, 'resend', name + ' is sent again as it is', [detail])),
      button('The repository was put right', () => resolveBy(path, 'corrected', name + ' is never sent: the repository was put right by other events', [detail]))) : undefined);
  whole.dataset.of = name;
  return whole;
};
// Causes before what waits for them, the oldest first.
const inTurn = (all) => [...all].sort((a, b) => (a.code === 'waits') - (b.code === 'waits') || a.exception - b.exception);
const heldPanel = () => {
  if (!untold || (status.signIn !== false && !session.token)) return undefined;
  const { exceptions, messages, count } = untold;
  if (exceptions.length + messages.length === 0) return undefined;
  return block('held', [untold, heldShown, resolves()], () => {
    const all = [...messages.map(refusedOf), ...inTurn(exceptions).map(exceptionOf)];
    const more = all.length - heldShown;
    return within('section', '', make('h2', 'Held back'),
      make('p', 'Open exceptions: ' + exceptions.length + (exceptions.length === 200 ? ' or more' : '') + '. Refused messages: ' + count + '. Nothing of it leaves before somebody has signed for it.', 'quiet'),
      ...all.slice(0, heldShown),
      more > 0 ? within('div', 'bar', button('Show more (' + more + ')', () => { heldShown += 20; show(); })) : undefined);
  });
};
setInterval(askHeld, 2000);
`;
