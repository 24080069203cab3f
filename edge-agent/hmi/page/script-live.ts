/** Where what is shown comes from: told live once somebody is signed in (or nobody has to), asked for every second otherwise. */
export const live = `
let status = { lines: [] };
const sections = new Map();

const states = () => status.lines.map(({ state }) => state).join();
const show = () => {
  const { outbox, alarms = [], troubles = [] } = status;
  if (!outbox || isPressed()) return;
  if (saidOf !== undefined && saidOf !== states()) say('');
  byId('site').textContent = 'Site ' + status.site;
  byId('link').textContent = (outbox.connected ? 'cloud connected' : 'cloud not connected') + (outbox.via === 'greengrass' ? ' through Greengrass' : '') + ', ' + outbox.depth + (outbox.depth === 1 ? ' message waiting' : ' messages waiting') +
    (outbox.gathering > 0 ? ', cases gathered for the next: ' + outbox.gathering : '');
  byId('send').hidden = outbox.gathering === 0 || !mayDo('send');
  showPerson();
  put(byId('lines'), [
    ...(alarms.length === 0 ? [] : [block('site alarms', alarms, () => within('div', 'alarms', ...alarms.map(alarmOf)))]),
    ...status.lines.map(lineOf),
    heldPanel(),
    ordersPanel(),
    ...troubles.map(({ subject, detail }, i) => block('trouble ' + i, subject + detail, () => make('section', subject + ': ' + detail))),
    ...(untold ? [] : outbox.refused).map(({ line, sequence, detail }) =>
      block('refused ' + line + ' ' + sequence, detail, () => make('section', line + ' message ' + sequence + ' was refused: ' + detail))),
  ]);
};

let socket;
let toldLive = false;
const told = (live) => {
  toldLive = live;
  byId('live').textContent = live ? 'live' : 'asked every second';
};
const merge = (target, members) => {
  for (const [name, value] of Object.entries(members)) {
    if (value === null) delete target[name];
    else target[name] = value;
  }
};
const heard = (message) => {
  if (message.kind === 'status') {
    status = message.status;
    told(true);
  } else {
    merge(status, message.site);
    for (const [name, members] of Object.entries(message.lines)) {
      let line = status.lines.find((one) => one.line === name);
      if (!line) status.lines.push(line = { line: name });
      merge(line, members);
    }
  }
  show();
};
const listen = () => {
  const old = socket;
  socket = undefined;
  told(false);
  old?.close();
  if (!session.token && status.signIn !== false) return;
  const mine = new WebSocket('ws://' + location.host + '/api/live');
  socket = mine;
  mine.onopen = () => mine.send(JSON.stringify({ token: session.token }));
  mine.onmessage = ({ data }) => { if (socket === mine) heard(JSON.parse(data)); };
  mine.onclose = ({ code }) => {
    if (socket !== mine) return;
    socket = undefined;
    told(false);
    if (code === 4401 && session.token) return signedOut();
    setTimeout(() => { if (!socket) listen(); }, 2000);
  };
};
const poll = async () => {
  if (toldLive) return;
  try {
    status = await (await fetch('/status')).json();
    show();
    if (status.signIn === false && !socket) listen();
  } catch {
    byId('link').textContent = 'the agent does not answer';
  }
};
byId('send').onclick = () => act('POST', '/api/outbox/send');
poll();
setInterval(poll, 1000);
`;
