/** What the other parts of the page's script work with: elements, requests, and who is signed in. */
export const base = `
'use strict';
const byId = (id) => document.getElementById(id);
const make = (tag, text, className) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};
const within = (tag, className, ...children) => {
  const element = make(tag, undefined, className);
  element.append(...children.filter((child) => child !== undefined));
  return element;
};
const button = (text, act) => {
  const element = make('button', text);
  element.type = 'button';
  element.onclick = act;
  return element;
};
const facts = (pairs) => {
  const list = make('dl');
  for (const [name, value] of pairs) list.append(within('div', '', make('dt', name), make('dd', String(value))));
  return list;
};
const table = (titles, rows) => {
  const whole = make('table');
  const rowOf = (cells, tag) => {
    const row = make('tr');
    for (const one of cells) row.append(make(tag, String(one ?? ''), typeof one === 'number' ? 'number' : ''));
    return row;
  };
  whole.append(rowOf(titles, 'th'), ...rows.map((cells) => rowOf(cells, 'td')));
  return whole;
};

// A block is built again only when what it shows has changed, so that nobody loses what he is typing.
const blocks = new Map();
const block = (key, shown, build) => {
  const text = JSON.stringify(shown ?? null);
  const there = blocks.get(key);
  if (there && there.text === text) return there.element;
  const element = build();
  blocks.set(key, { text, element });
  return element;
};
// Parts that stay are not touched, so that what is pressed or holds the focus stays in the page; what is built anew takes the focus over.
const alike = (parent, one) => [...parent.querySelectorAll(one.tagName)].filter((other) => other.textContent === one.textContent &&
  other.closest('[data-of]')?.dataset.of === one.closest('[data-of]')?.dataset.of);
const put = (parent, children) => {
  const wanted = children.filter((child) => child !== undefined);
  const focused = parent.contains(document.activeElement) ? document.activeElement : undefined;
  const place = focused ? alike(parent, focused).indexOf(focused) : -1;
  for (const child of [...parent.childNodes]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, i) => {
    if (parent.childNodes[i] !== child) parent.insertBefore(child, parent.childNodes[i] ?? null);
  });
  if (focused && document.activeElement !== focused) (focused.isConnected ? focused : alike(parent, focused)[place])?.focus();
};

// As long as somebody presses, nothing changes under the finger; a press that never ends holds it up for so long.
const LONGEST_PRESS = 3000;
// A touch is a click only a moment after it is over.
const CLICK_COMES = 100;
let pressedAt;
const isPressed = () => pressedAt !== undefined && performance.now() - pressedAt < LONGEST_PRESS;
const pressed = ({ target }) => {
  if (!target.closest?.('button, input, select, label')) return;
  const mine = pressedAt = performance.now();
  setTimeout(() => { if (pressedAt === mine) letGo(); }, LONGEST_PRESS);
};
const letGo = () => {
  pressedAt = undefined;
  show();
};
const released = () => {
  const mine = pressedAt;
  if (mine !== undefined) setTimeout(() => { if (pressedAt === mine) letGo(); }, CLICK_COMES);
};
const onButton = (act) => (event) => { if (event.target.closest?.('button') && !event.repeat && (event.key === ' ' || event.key === 'Enter')) act(event); };
document.addEventListener('pointerdown', pressed, true);
document.addEventListener('keydown', onButton(pressed), true);
for (const over of ['pointerup', 'pointercancel']) document.addEventListener(over, released, true);
document.addEventListener('keyup', released, true);

let session = { token: '', person: undefined, rights: [] };
const mayDo = (right) => session.rights.includes(right) ||
  (status.signIn === false && ['read-report', 'acknowledge', 'command', 'send'].includes(right));
// What is said of a state goes with it.
let saidOf;
const say = (text, of) => {
  saidOf = of;
  byId('said').textContent = text ?? '';
};

const ask = async (method, path, body) => {
  const answer = await fetch(path, {
    method,
    headers: {
      ...(session.token && { authorization: 'Bearer ' + session.token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // Refused at a member of what was sent (the password of a signature), the session goes on.
  const { at } = answer.status === 401 ? await answer.clone().json().catch(() => ({})) : {};
  if (answer.status === 401 && session.token && at === undefined) {
    signedOut();
    say('Your session is over: sign in again.');
  }
  return answer;
};
const problemIn = async (answer) => {
  const { detail, remedy, at } = await answer.json().catch(() => ({}));
  const place = answer.status === 400 && at && at !== '/' ? at + ': ' : '';
  return [detail ? place + detail : 'The agent answered ' + answer.status, remedy].filter(Boolean).join('. ');
};
// Asks for something to be done; answers why it is not, in words, or nothing when it is.
const tried = async (method, path, body) => {
  try {
    const answer = await ask(method, path, body);
    return answer.ok ? '' : await problemIn(answer);
  } catch {
    return 'The agent does not answer.';
  }
};
// The same, and says why not. Answers whether it was done.
const act = async (method, path, body) => {
  const words = await tried(method, path, body);
  say(words);
  return words === '';
};
const save = async (path, name) => {
  const answer = await ask('GET', path);
  if (!answer.ok) return say(await problemIn(answer));
  const link = make('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
`;
