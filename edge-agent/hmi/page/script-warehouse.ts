/** The page of the warehouse: one input that a scanner types into, a list that can be undone, and one button that confirms. */
export const warehouse = `
let status = { signIn: true };
let site = { orders: [], places: [] };
let shipment;
let result = [];
const listen = () => refresh();
const input = byId('scan');
const get = async (path) => {
  const answer = await ask('GET', path);
  if (!answer.ok) throw new Error(await problemIn(answer));
  return answer.json();
};
const refresh = async () => {
  try {
    status = await (await fetch('/status')).json();
    if (session.person) {
      site = await get('/api/warehouse');
      shipment = work.order && tasks[work.task].order ? await get('/api/warehouse/orders/' + encodeURIComponent(work.order)) : undefined;
    }
  } catch (error) { say(error instanceof TypeError ? 'The agent does not answer.' : error.message); }
  show();
};

const nextPick = () => {
  const sofar = (one) => (work.lines ?? []).find((line) => line.gtin === one.gtin && line.lot === one.lot)?.picked ?? one.picked;
  const line = (shipment?.lines ?? []).find((one) => one.next?.length && sofar(one) < one.quantity);
  if (!line) return '';
  const [first] = line.next.filter((one) => !work.scans.some((scan) => scan.epc === one.epc));
  return first ? 'Take ' + short(first.epc) + ' at ' + first.place + ': lot ' + first.lot + ', expires ' + first.expiry + ', ' + first.packs + ' packs' +
    (first.parent ? ', in ' + short(first.parent) : '') + '. ' + sofar(line) + ' of ' + line.quantity + ' are picked.' : '';
};

const begin = (task) => { work = empty(task); result = []; say(''); keep(); refresh(); };
const field = (label, name, value, set, list) => {
  const box = make(list ? 'select' : 'input');
  box.name = name;
  if (list) for (const one of ['', ...list]) { const option = make('option', one); option.value = one; box.append(option); }
  box.value = value;
  box.onchange = () => { set(box.value.trim()); keep(); refresh(); };
  return within('label', '', make('span', label + ' '), box);
};
const settings = () => {
  const { order, flags = {}, reason } = tasks[work.task];
  const orders = site.orders.filter((one) => one.kind === order).map((one) => one.order);
  return [
    order && field(order === 'receipt' ? 'Despatch advice' : 'Shipment', 'order', work.order, (value) => { work.order = value; }, orders),
    order === 'receipt' ? button('New despatch advice', newReceipt) : undefined,
    work.container ? make('span', 'Container ' + work.container) : undefined,
    work.place ? make('span', 'Place ' + work.place) : undefined,
    reason && field(reason, 'reason', work.reason, (value) => { work.reason = value; }),
    ...Object.entries(flags).map(([name, label]) => {
      const box = make('input');
      box.type = 'checkbox';
      box.checked = work.flags[name] === true;
      box.onchange = () => { work.flags[name] = box.checked; keep(); };
      return within('label', 'item', box, make('span', label));
    }),
  ];
};
const newReceipt = async () => {
  const given = await askFor('Goods that are to come', [{ name: 'advice', label: 'Number of the despatch advice' }], 'Ask for it');
  if (!given) return;
  if (await act('POST', '/api/warehouse/receipts', { advice: given.advice.trim() })) work.order = given.advice.trim();
  keep();
  refresh();
};

const rows = () => work.scans.map((one, i) => within('div', 'bar', make('span', (i + 1) + '. ' + (one.epc ? short(one.epc) : one.text)),
  one.unchecked ? make('span', 'not checked yet', 'quiet') : undefined,
  tasks[work.task].marks ? button(one.marked ? 'Damaged ✓' : 'Damaged', () => { one.marked = !one.marked; keep(); show(); }) : undefined));
const acts = () => work.pending ? [] : [
  work.scans.length ? button('Undo last', () => { work.scans.pop(); work.lines = undefined; say(''); keep(); show(); }) : undefined,
  work.scans.length || work.container ? button('Start over', () => begin(work.task)) : undefined,
  work.label ? button('Print the label again', () => act('POST', '/api/warehouse/label', { scan: work.label })) : undefined,
  ready() ? button(tasks[work.task].signs ? 'Sign and confirm' : 'Confirm', confirm) : undefined,
];
const ready = () => {
  const { order, place, container, reason } = tasks[work.task];
  if (work.task === 'look' || work.task === 'label' || work.label || (order && !work.order) || (place && !work.place) || (reason && !work.reason)) return false;
  return container ? Boolean(work.container) : work.scans.length > 0;
};
const show = () => {
  if (isPressed()) return;
  showPerson();
  put(byId('tasks'), Object.entries(tasks).map(([name, { title }]) => block('task ' + name, name === work.task, () => {
    const one = button(title, () => begin(name));
    if (name === work.task) one.setAttribute('aria-current', 'true');
    return one;
  })));
  byId('title').textContent = tasks[work.task].title;
  byId('next').textContent = nextOf();
  put(byId('settings'), [block('settings', [work.task, work.order, work.place, work.container, work.reason, site.orders], () => within('div', 'bar', ...settings()))]);
  put(byId('list'), [block('list', [work.task, work.scans], () => within('div', 'batch', ...rows()))]);
  put(byId('acts'), [block('acts', [work, ready()], () => within('div', 'bar', ...acts()))]);
  put(byId('result'), [block('result', result, () => within('div', 'batch', ...result.map((line) => make('p', line))))]);
  if (!document.querySelector('dialog') && document.activeElement === document.body) input.focus();
};

const isPlace = (text) => text.startsWith('414') || text.startsWith(']d2414') || text.startsWith(']C1414') || site.places.some((one) => one.name === text || one.id === text);
const take = async (text) => {
  say('');
  if (work.task === 'look') return lookUp(text);
  if (work.label) return confirmLabel(text);
  if (work.task === 'label') return printAgain(text);
  if (tasks[work.task].place && isPlace(text)) work.place = text;
  else if (tasks[work.task].container && !work.container) work.container = text;
  else await check({ text });
  keep();
  show();
};
const printAgain = async (text) => {
  try {
    const answer = await ask('POST', '/api/warehouse/label', { scan: text });
    if (!answer.ok) return say(await problemIn(answer));
    const said = await answer.json();
    work.label = said.container;
    result = [said.printed ? 'The label is printed.' : 'The label is not printed.'];
  } catch { say('The agent does not answer.'); }
  keep();
  show();
};
const lookUp = async (text) => {
  try {
    const one = await get('/api/warehouse/things?scan=' + encodeURIComponent(text));
    result = [short(one.epc), 'is ' + one.state + ' at ' + one.place + (one.held ? ', in quarantine: ' + one.held : ''),
      (one.gtin ? 'GTIN ' + one.gtin : 'of several products') + ', lot ' + (one.lot ?? 'several') + ', expires ' + one.expiry + ', ' + one.packs + ' packs',
      one.isVerified ? 'verified' : 'not verified', one.order ? 'picked for ' + one.order : '', one.around.length ? 'in ' + one.around.map(short).join(', in ') : ''].filter(Boolean);
  } catch (error) { say(error.message); }
  show();
};
// What is scanned is tried at once, with all before it; what may not be done is told and not taken.
const check = async (one) => {
  const twice = work.scans.some((scan) => scan.text === one.text);
  if (twice) return say('That was scanned already.');
  const { signs, place, order } = tasks[work.task];
  const mayTry = !signs && !(place && !work.place) && !(order && !work.order) && work.task !== 'ship';
  if (!mayTry) return work.scans.push(one);
  try {
    const answer = await ask('POST', '/api/warehouse/' + work.task, { ...bodyOf([...work.scans, one]), token: 'trial', trial: true });
    if (!answer.ok) return say(await problemIn(answer));
    const said = await answer.json();
    work.lines = said.lines;
    const [epc] = [said.stored, said.picked, said.out, said.arrived && [...said.arrived, ...said.surplus], said.returned?.map((back) => back.epc)]
      .flatMap((list) => list ? list.slice(-1) : []);
    work.scans.push({ ...one, epc });
  } catch { work.scans.push({ ...one, unchecked: true }); }
};

const confirm = async () => {
  const { signs } = tasks[work.task];
  const token = crypto.randomUUID();
  const path = '/api/warehouse/' + work.task;
  if (signs) {
    const scans = work.scans.map((one) => one.text);
    let answer;
    const tries = async (signed) => {
      answer = await ask('POST', path, { scans, token, signature: signed }).catch(() => undefined);
      if (answer === undefined) return 'The agent does not answer.';
      return answer.ok ? '' : problemIn(answer);
    };
    if (await signature(signs, 'Why', { about: scans, tries })) await settle(answer);
    return;
  }
  work.pending = { path, body: { ...bodyOf(work.scans), token } };
  keep();
  await send();
};
const confirmLabel = (scan) => {
  work.pending = { path: '/api/warehouse/scan-back', body: { scan, token: crypto.randomUUID() } };
  keep();
  return send();
};
// What was confirmed goes again under its token until the agent has answered: it is done once.
const send = async () => {
  if (!work.pending) return;
  show();
  const answer = await ask('POST', work.pending.path, work.pending.body).catch(() => undefined);
  if (answer === undefined) return say('The agent does not answer.');
  if (answer.status === 401) return show();
  await settle(answer);
};
const settle = async (answer) => {
  if (answer === undefined) return say('The agent does not answer.');
  const isBack = work.pending?.path.endsWith('scan-back');
  work.pending = undefined;
  if (!answer.ok) say(await problemIn(answer));
  else {
    const said = await answer.json();
    result = isBack ? ['The container is closed: ' + short(said.container)] : [...tasks[work.task].done(said), ...ageOf(said)];
    const order = work.task === 'ship' || work.flags.last ? '' : work.order;
    work = { ...empty(work.task), order, label: isBack ? '' : said.label ? said.container : '' };
    say('');
  }
  keep();
  await refresh();
};

// A scanner that types sends the group separator as Ctrl+].
input.addEventListener('keydown', (event) => {
  if (event.ctrlKey && event.key === ']') { event.preventDefault(); input.value += '\\u001d'; }
});
byId('scanned').onsubmit = (event) => {
  event.preventDefault();
  const text = input.value.trim();
  input.value = '';
  if (text && !work.pending) take(text);
};
refresh();
setInterval(() => { if (work.pending && session.person) send(); }, 5000);
`;
