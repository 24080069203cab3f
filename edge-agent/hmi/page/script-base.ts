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
const put = (parent, children) => {
  const wanted = children.filter((child) => child !== undefined);
  const same = wanted.length === parent.childNodes.length && wanted.every((child, i) => child === parent.childNodes[i]);
  if (!same) parent.replaceChildren(...wanted);
};

let session = { token: '', person: undefined, rights: [] };
const mayDo = (right) => session.rights.includes(right) ||
  (status.signIn === false && ['read-report', 'acknowledge', 'command', 'send'].includes(right));
const say = (text) => { byId('said').textContent = text ?? ''; };

const ask = async (method, path, body) => {
  const answer = await fetch(path, {
    method,
    headers: {
      ...(session.token && { authorization: 'Bearer ' + session.token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status === 401 && session.token) {
    signedOut();
    say('Your session is over: sign in again.');
  }
  return answer;
};
const problemIn = async (answer) => {
  const { detail, remedy } = await answer.json().catch(() => ({}));
  return [detail ?? 'The agent answered ' + answer.status, remedy].filter(Boolean).join('. ');
};
// Asks for something to be done; says why when it is not. Answers whether it was.
const act = async (method, path, body) => {
  try {
    const answer = await ask(method, path, body);
    say(answer.ok ? '' : await problemIn(answer));
    return answer.ok;
  } catch {
    say('The agent does not answer.');
    return false;
  }
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
