/** The page of the warehouse: one input that a scanner types into, a list that can be undone, and one button that confirms. */
export const warehouse = `
let status = { signIn: true };
let site = { orders: [], places: [] };
let shipment;
let suspects = [];
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
      if (mayDo('warehouse')) site = await get('/api/warehouse');
      if (mayDo('judge-goods')) suspects = (await get('/api/warehouse/suspects?state=open')).suspects;
      shipment = work.order && tasks[work.task].order ? await get('/api/warehouse/orders/' + encodeURIComponent(work.order)) : undefined;
    }
  } catch (error) { tell(error instanceof TypeError ? 'The agent does not answer.' : error.message); }
  show();
};

const nextPick = () => {
  const sofar = (one) => (work.lines ?? []).find((line) => line.gtin === one.gtin && line.lot === one.lot)?.picked ?? one.picked;
  const left = (one) => one.quantity - sofar(one);
  const scanned = (one) => work.scans.some((scan) => scan.epc === one.epc);
  const named = (one) => short(one.epc) + ' at ' + one.place + ': lot ' + one.lot + ', expires ' + one.expiry + ', ' + one.packs + (one.packs === 1 ? ' pack' : ' packs') +
    (one.parent ? ', in ' + short(one.parent) : '');
  for (const line of shipment?.lines ?? []) {
    if (left(line) <= 0) continue;
    const picked = sofar(line) + ' of ' + line.quantity + ' are picked.';
    // What fits now; the agent proposed for what is picked already, without what was scanned since.
    const [first] = line.next.filter((one) => !scanned(one) && one.packs <= left(line));
    if (first) return 'Take ' + named(first) + '. ' + picked;
    if (line.open) return 'Take ' + left(line) + ' out of ' + named(line.open) + '. ' + picked;
  }
  return '';
};

// A document of a party, as it stands on paper.
const documentName = (id) => id.replace(/^urn:epcglobal:cbv:bt:(\\d{13}):(.+)$/, (all, gln, number) => {
  try { return decodeURIComponent(number) + ' of ' + ((site.partners ?? []).find((one) => one.gln === gln)?.name ?? gln); } catch { return all; }
});

const begin = (task) => { work = empty(task); result = []; say(''); keep(); refresh(); };
const field = (label, name, value, set, list) => {
  const box = make(list ? 'select' : 'input');
  box.name = name;
  if (list) for (const one of ['', ...list]) { const option = make('option', documentName(one)); option.value = one; box.append(option); }
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
    order && work.order && !work.scans.length ? button('Cancel this ' + order, cancelOrder) : undefined,
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
const rows = () => work.scans.map((one, i) => within('div', 'bar', make('span', (i + 1) + '. ' + (one.epc ? short(one.epc) : one.text)),
  one.unchecked ? make('span', 'not checked yet', 'quiet') : undefined,
  tasks[work.task].marks ? button(one.marked ? 'Damaged ✓' : 'Damaged', () => { one.marked = !one.marked; keep(); show(); }) : undefined));
const acts = () => work.pending ? [] : [
  work.scans.length ? button('Undo last', () => { work.scans.pop(); work.lines = undefined; say(''); keep(); show(); }) : undefined,
  work.scans.length || work.container ? button('Start over', () => begin(work.task)) : undefined,
  work.label ? button('Print the label again', async () => tell(await tried('POST', '/api/warehouse/label', { scan: work.label }))) : undefined,
  ready() ? button(tasks[work.task].signs ? 'Sign and confirm' : 'Confirm', confirm) : undefined,
];
const ready = () => {
  const { order, place, container, reason } = tasks[work.task];
  if (['look', 'label', 'suspects'].includes(work.task) || work.label || (order && !work.order) || (place && !work.place) || (reason && !work.reason)) return false;
  return container ? Boolean(work.container) : work.scans.length > 0;
};
const show = () => {
  if (isPressed()) return;
  showPerson();
  put(byId('tasks'), Object.entries(tasks).filter(([, { right }]) => !right || mayDo(right)).map(([name, { title }]) => block('task ' + name, name === work.task, () => {
    const one = button(title, () => begin(name));
    if (name === work.task) one.setAttribute('aria-current', 'true');
    return one;
  })));
  byId('title').textContent = tasks[work.task].title;
  byId('next').textContent = nextOf();
  put(byId('settings'), [block('settings', [work.task, work.order, work.place, work.container, work.reason, work.scans.length > 0, site.orders], () => within('div', 'bar', ...settings()))]);
  put(byId('list'), [block('list', [work.task, work.scans, suspects], () => within('div', 'batch', ...(work.task === 'suspects' ? suspectRows() : rows())))]);
  put(byId('acts'), [block('acts', [work, ready()], () => within('div', 'bar', ...acts()))]);
  put(byId('result'), [block('result', result, () => within('div', 'batch', ...result.map((line) => make('p', line))))]);
  if (!document.querySelector('dialog') && document.activeElement === document.body) input.focus();
};

const isPlace = (text) => text.startsWith('414') || text.startsWith(']d2414') || text.startsWith(']C1414') || site.places.some((one) => one.name === text || one.id === text);
const take = async (text) => {
  say('');
  if (work.task === 'suspects') return tell('Nothing is scanned here.');
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
    if (!answer.ok) return tell(await problemIn(answer));
    const said = await answer.json();
    work.label = said.container;
    result = [said.printed ? 'The label is printed.' : 'The label is not printed.'];
  } catch { say('The agent does not answer.'); }
  keep();
  show();
};
const lookUp = async (text) => {
  // What was looked up before is not what was scanned now.
  result = [];
  try {
    const one = await get('/api/warehouse/things?scan=' + encodeURIComponent(text));
    result = [short(one.epc), 'is ' + one.state + ' at ' + one.place + (one.held ? ', in quarantine: ' + one.held : ''),
      (one.gtin ? 'GTIN ' + one.gtin : 'of several products') + ', lot ' + (one.lot ?? 'several') + ', expires ' + (one.expiry ?? 'not known') + ', ' + one.packs + ' packs',
      one.isVerified ? 'verified' : 'not verified', one.order ? 'picked for ' + one.order : '', one.around.length ? 'in ' + one.around.map(short).join(', in ') : '',
      ...(one.holds ?? []).map((kind) => 'holds ' + kind.packs + ' of ' + (kind.gtin ?? 'nobody knows what') + ', lot ' + (kind.lot ?? 'not known') + ', expires ' + (kind.expiry ?? 'not known'))].filter(Boolean);
  } catch (error) { tell(error.message); }
  show();
};
// What is scanned is tried at once, with all before it; what may not be done is told and not taken.
const check = async (one) => {
  const twice = work.scans.some((scan) => scan.text === one.text);
  if (twice) return say('That was scanned already.');
  const { place, order } = tasks[work.task];
  if ((place && !work.place) || (order && !work.order)) return work.scans.push(one);
  try {
    const answer = await ask('POST', '/api/warehouse/' + work.task, { ...bodyOf([...work.scans, one]), token: 'trial', trial: true });
    if (!answer.ok) return tell(await problemIn(answer));
    const said = await answer.json();
    work.lines = said.lines;
    work.scans.push({ ...one, epc: said.scanned.at(-1) });
  } catch { work.scans.push({ ...one, unchecked: true }); }
};

const confirm = async () => {
  if (status.signIn !== false && !session.person) return tell('Sign in first.');
  const { signs } = tasks[work.task];
  const token = crypto.randomUUID();
  const path = '/api/warehouse/' + work.task;
  if (signs) {
    const scans = work.scans.map((one) => one.text);
    let answer;
    const tries = async (signed) => {
      answer = await ask('POST', path, { scans, token, signature: signed }).catch(() => undefined);
      if (answer === undefined) return 'The agent does not answer.';
      return answer.ok ? '' : plainly(await problemIn(answer));
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
  if (!answer.ok) tell(await problemIn(answer));
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
